/**
 * Stands in for Taro's `router/dist/style.js`, which writes <style> elements at run time: our content security policy
 * allows none. The same rules stand in `ui/frame.scss`.
 */
const nothing = () => undefined

export const loadAnimateStyle = () => nothing()
export const loadRouterStyle = () => nothing()
export const loadNavigationBarStyle = () => nothing()
export const addStyle = () => nothing()
