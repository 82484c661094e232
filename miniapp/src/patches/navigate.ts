/** Stands in for Taro's `router/dist/utils/navigate.js`, which loads DingTalk's SDK; titles are set by `platform/`. */
export const isDingTalk = () => false
export const isWeixin = () => false

const show = (title: string) => {
  document.title = title
}
const nothing = () => undefined

export const setMpaTitle = (title: string) => show(title)
export const setTitle = (title: string) => show(title)
export const setNavigationBarStyle = () => nothing()
export const setNavigationBarLoading = () => nothing()
