import { randomBytes } from 'node:crypto'
import type { PageSignature } from '@gonghai/shared/ports/platform'
import type { PlatformDeps } from '../deps'
import { jsapiSignature, withoutFragment } from '../jsapi-signature'
import type { DingtalkApi } from './api'
import type { DingtalkConfig } from './config'

/** Signs page addresses for `dd.config`. */
export function createDingtalkPageSigner(config: DingtalkConfig, api: DingtalkApi, deps: PlatformDeps) {
  return async (url: string): Promise<PageSignature> => {
    const ticket = await api.ticket()
    const nonce = randomBytes(8).toString('hex')
    const timestamp = Math.floor(deps.now().getTime() / 1000)
    const signature = jsapiSignature(
      { ticket, nonce, timestamp, url: dingtalkPageUrl(url) },
      config.jsapiHash,
    )
    return { corpId: config.corpId, agentId: config.agentId, timestamp, nonce, signature }
  }
}

/** The address as DingTalk's clients compare it: without fragment, its query decoded once. */
export function dingtalkPageUrl(url: string): string {
  const page = withoutFragment(url)
  const mark = page.indexOf('?')
  return mark < 0 ? page : page.slice(0, mark) + decodeOnce(page.slice(mark))
}

function decodeOnce(query: string): string {
  try {
    return decodeURIComponent(query)
  } catch {
    // A lone percent sign is no escape: such a query is compared as it stands.
    return query
  }
}
