import { getCurrentPages, reLaunch } from '@tarojs/taro'
import { host } from '../platform'
import { portalAddress } from './portal-route'
import { queries } from './query'
import { addressOf } from './route'
import { hasLeft } from './session'

/** The address of the page that is open now, `/pages/…?…`. */
function here(): string {
  if (process.env.TARO_ENV === 'h5') return window.location.hash.replace(/^#/, '') || '/pages/home/index'
  return `/${getCurrentPages().at(-1)?.route ?? 'pages/home/index'}`
}

/** Leads to the sign-in (customers in WeChat to their own door), which comes back to the page that is open now. Nothing of the last reader stays in memory. */
export function toSignIn(): void {
  const returnTo = here()
  if (returnTo.startsWith('/pages/sign-in/')) return
  queries.clear()
  if (host.name === 'wechat') return void reLaunch({ url: portalAddress({ page: 'home' }) })
  void reLaunch({ url: addressOf({ page: 'sign-in', returnTo, wait: hasLeft() ? 'yes' : undefined }) })
}
