/** Stands in for Taro's `router/dist/router/navigation-bar.js`, which loads DingTalk's SDK everywhere. */
export default class NavigationBarHandler {
  load(): undefined {
    return undefined
  }
}
