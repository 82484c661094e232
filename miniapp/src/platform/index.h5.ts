import { browser } from './browser'
import { dingtalk } from './dingtalk'
import type { Host } from './host'
import { wechat } from './wechat'
import { wecom } from './wecom'

/** Who is around us, by the user agent: only that host's SDK is ever fetched. */
export function hostOf(userAgent: string): Host {
  if (/wxwork/i.test(userAgent)) return wecom
  if (/dingtalk/i.test(userAgent)) return dingtalk
  // WeCom calls itself MicroMessenger too, so it is asked first.
  if (/micromessenger/i.test(userAgent)) return wechat
  return browser
}

/** The host of this page. */
export const host: Host = hostOf(navigator.userAgent)

export type { Host } from './host'
