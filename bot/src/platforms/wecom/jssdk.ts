import { randomBytes } from 'node:crypto'
import type { PageSignature } from '@gonghai/shared/ports/platform'
import type { PlatformDeps } from '../deps'
import { jsapiSignature, withoutFragment } from '../jsapi-signature'
import type { WecomApi } from './api'
import type { WecomConfig } from './config'

/** Signs page addresses for `@wecom/jssdk`: with the corporation's ticket and with the app's. */
export function createWecomPageSigner(config: WecomConfig, api: WecomApi, deps: PlatformDeps) {
  return async (url: string): Promise<PageSignature> => {
    const corp = await api.ticket('corp')
    const agent = await api.ticket('agent')
    const nonce = randomBytes(8).toString('hex')
    const timestamp = Math.floor(deps.now().getTime() / 1000)
    const sign = (ticket: string) =>
      jsapiSignature({ ticket, nonce, timestamp, url: withoutFragment(url) }, 'sha1')
    const { corpId, agentId } = config
    return { corpId, agentId, timestamp, nonce, signature: sign(corp), agentSignature: sign(agent) }
  }
}
