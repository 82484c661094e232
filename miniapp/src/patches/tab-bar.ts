/** Stands in for Taro's `router/dist/tabbar.js`: the bottom bar is ours. */
export function initTabbar(): undefined {
  return undefined
}
