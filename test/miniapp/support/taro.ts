/** Stands in for Taro's navigation: pages are noted instead of shown. */
export const visited: { how: string; url: string }[] = []
export const router = { params: {} as Record<string, string> }
export const pages: { route: string }[] = [{ route: 'pages/home/index' }]

const note = (how: string) => async (option?: { url?: string }) => {
  visited.push({ how, url: option?.url ?? '' })
}
export const navigateTo = note('navigateTo')
export const navigateBack = note('navigateBack')
export const redirectTo = note('redirectTo')
export const reLaunch = note('reLaunch')
export const getCurrentPages = () => pages
export const useRouter = () => router
export const useDidShow = () => undefined
export const useDidHide = () => undefined
