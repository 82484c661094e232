/** Stands in for Taro's `router/dist/navigationBar.js`: hosts draw the bar, and in a browser ours does. */
export function initNavigationBar(): undefined {
  return undefined
}
