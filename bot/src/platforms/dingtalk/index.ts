import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type { PlatformDeps } from '../deps'
import { createDingtalkApi } from './api'
import { registerCardRoute } from './card-route'
import type { DingtalkConfig } from './config'
import { readDingtalkDirectory } from './directory'
import { createHttpCallbacks } from './http-callbacks'
import { createDingtalkInbound } from './inbound'
import { createDingtalkPageSigner } from './jssdk'
import { listenToStream } from './listen'
import { createDingtalkSignIn } from './login'
import { fetchDingtalkMedia } from './media'
import { createDingtalkSender } from './send'

export { type DingtalkConfig, readDingtalkConfig } from './config'

/** DingTalk as a chat platform: one internal app with its robot and its card template, by Stream or by HTTP callbacks. */
export function createDingtalk(config: DingtalkConfig, deps: PlatformDeps): ChatPlatform {
  const api = createDingtalkApi(config, deps)
  const inbound = createDingtalkInbound(config, deps)
  const { http } = config
  return {
    name: 'dingtalk',
    sender: createDingtalkSender(config, api),
    signIn: createDingtalkSignIn(config, api),
    readDirectory: () => readDingtalkDirectory(api, deps),
    signPage: createDingtalkPageSigner(config, api, deps),
    fetchMedia: mediaId => fetchDingtalkMedia(config, api, deps, mediaId),
    ...(http
      ? {
          handleCallback: createHttpCallbacks(config, http, deps, inbound),
          listen: async () => {
            await registerCardRoute(config, http, api)
            return async () => undefined
          },
        }
      : { listen: receive => listenToStream(config, api, inbound, deps, receive) }),
  }
}
