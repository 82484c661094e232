import { randomBytes } from 'node:crypto'
import type { PageSignature } from '@gonghai/shared/ports/platform'
import type { PlatformDeps } from '../deps'
import { jsapiSignature, withoutFragment } from '../jsapi-signature'
import type { WechatApi } from './api'
import type { WechatConfig } from './config'

/** Signs page addresses for WeChat's JS-SDK. */
export function createWechatPageSigner(config: WechatConfig, api: WechatApi, deps: PlatformDeps) {
  return async (url: string): Promise<PageSignature> => {
    const ticket = await api.ticket()
    const nonce = randomBytes(8).toString('hex')
    const timestamp = Math.floor(deps.now().getTime() / 1000)
    const signature = jsapiSignature({ ticket, nonce, timestamp, url: withoutFragment(url) }, 'sha1')
    return { corpId: config.appId, agentId: '', timestamp, nonce, signature }
  }
}
