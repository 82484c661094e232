import { getCurrentPages, navigateBack, navigateTo, redirectTo, reLaunch } from '@tarojs/taro'
import { type PortalRoute, portalAddress } from '../../lib/portal-route'
import { queries } from '../../lib/query'
import { customer } from '../../lib/session'

/** Opens a page of the customers' door over the present one. */
export const go = (route: PortalRoute): void => void navigateTo({ url: portalAddress(route) })

/** Puts another page in this one's place: after filing, the request. */
export const swap = (route: PortalRoute): void => void redirectTo({ url: portalAddress(route) })

/** Back to where one came from; whoever came by a link gets to the first page. */
export function goBack(): void {
  if (getCurrentPages().length > 1) void navigateBack()
  else void reLaunch({ url: portalAddress({ page: 'home' }) })
}

const home = '/pages/portal/home/index'

/** Only pages of the customers' door are returned to; anything else leads to its first page. */
export function portalReturn(returnTo: string | undefined): string {
  const path = (returnTo ?? '').replace(/^\/?#/, '')
  const known = /^\/pages\/portal\/[a-z]+\/index(\?[^\s#]*)?$/.test(path)
  return known ? path : home
}

/** Leads to the customers' sign-in, which comes back to the page that is open now. Nothing of the last reader stays in memory. */
export function toPortalSignIn(): void {
  const route = getCurrentPages().at(-1)?.route ?? ''
  const hash = process.env.TARO_ENV === 'h5' ? window.location.hash.replace(/^#/, '') : ''
  const returnTo = hash || (route && `/${route.replace(/^\//, '')}`)
  if (returnTo.startsWith('/pages/portal/sign-in/')) return
  queries.clear()
  const wait = customer.hasLeft() ? 'yes' : undefined
  void reLaunch({ url: portalAddress({ page: 'sign-in', returnTo: returnTo || undefined, wait }) })
}
