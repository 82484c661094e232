/**
 * Stands in for Taro's `router/dist/style.js`, which writes <style> elements at run time: our content security policy
 * allows none. The same rules stand in `ui/frame.scss`.
 */
export function loadAnimateStyle(): undefined {
  return undefined
}
export const loadRouterStyle = loadAnimateStyle
export const loadNavigationBarStyle = loadAnimateStyle
export const addStyle = loadAnimateStyle
