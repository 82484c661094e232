import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type { PlatformDeps } from '../deps'
import { createWecomApi } from './api'
import type { WecomConfig } from './config'
import { readWecomDirectory } from './directory'
import { createWecomInbound } from './inbound'
import { createWecomPageSigner } from './jssdk'
import { createWecomSignIn } from './login'
import { createWecomSender } from './send'

export { readWecomConfig, type WecomConfig } from './config'

/** WeCom as a chat platform: one self-built app of one corporation. */
export function createWecom(config: WecomConfig, deps: PlatformDeps): ChatPlatform {
  const api = createWecomApi(config, deps)
  return {
    name: 'wecom',
    sender: createWecomSender(config, api),
    signIn: createWecomSignIn(config, api),
    readDirectory: () => readWecomDirectory(api),
    signPage: createWecomPageSigner(config, api, deps),
    fetchMedia: mediaId => api.download(mediaId),
    handleCallback: createWecomInbound(config, deps),
  }
}
