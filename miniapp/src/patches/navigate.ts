/** Stands in for Taro's `router/dist/utils/navigate.js`, which loads DingTalk's SDK; titles are set by `platform/`. */
export const isDingTalk = () => false
export const isWeixin = () => false

export function setMpaTitle(title: string): void {
  document.title = title
}
export const setTitle = setMpaTitle

export function setNavigationBarStyle(): undefined {
  return undefined
}
export const setNavigationBarLoading = setNavigationBarStyle
