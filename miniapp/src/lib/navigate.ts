import { getCurrentPages, navigateBack, navigateTo, redirectTo, reLaunch } from '@tarojs/taro'
import { createContext, useContext } from 'react'
import { wide } from '../platform/screen'
import { cell } from './cell'
import { addressOf, isSettingRoute, type Route, routeOf } from './route'

/** What stands in the right column of a wide window; the last one is seen. */
export const pane = cell<readonly Route[]>([])

/** Is this component inside the right column, or directly on a page? */
export const InPane = createContext(false)

/** Is this component's tab of the first page the one that is seen? Elsewhere always. */
export const TabSeen = createContext(true)

const onHome = () => (getCurrentPages().at(-1)?.route ?? '').replace(/^\//, '').startsWith('pages/home/')

/** The tab of the first page that is seen. */
export const homeTab = cell('today')

/** Opens a page: in the right column of a wide window, else over the present one. */
export function open(target: Route | string, inPane = false): void {
  const route = typeof target === 'string' ? routeOf(target) : target
  if (typeof route !== 'string' && route.page === 'home' && route.tab && onHome()) {
    pane.set([])
    homeTab.set(route.tab)
    return
  }
  if (
    typeof route !== 'string' &&
    wide.get() &&
    onHome() &&
    route.page !== 'home' &&
    route.page !== 'sign-in' &&
    !isSettingRoute(route)
  ) {
    pane.set(inPane ? [...pane.get(), route] : [route])
    return
  }
  const url = typeof route === 'string' ? route : addressOf(route)
  if (typeof route !== 'string' && route.page === 'home') void reLaunch({ url })
  else void navigateTo({ url })
}

/** Puts another page in this one's place: after a form, the record that it made. */
export function replace(route: Route, inPane: boolean): void {
  if (inPane) pane.set([...pane.get().slice(0, -1), route])
  else void redirectTo({ url: addressOf(route) })
}

/** Goes back: in the column, on the stack of pages, or to the first page where there is nothing behind. */
export function back(inPane: boolean): void {
  if (inPane) pane.set(pane.get().slice(0, -1))
  else if (getCurrentPages().length > 1) void navigateBack()
  else void reLaunch({ url: addressOf({ page: 'home' }) })
}

/** `open` and `back` for a component, wherever it stands. */
export function useNavigation() {
  const inPane = useContext(InPane)
  return {
    inPane,
    open: (target: Route | string) => open(target, inPane),
    replace: (route: Route) => replace(route, inPane),
    back: () => back(inPane),
  }
}
