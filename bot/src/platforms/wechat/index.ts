import { PlatformError } from '@gonghai/shared/ports/errors'
import type { OfficialAccount } from '@gonghai/shared/ports/official-account'
import type { PlatformDeps } from '../deps'
import { createWechatApi } from './api'
import type { WechatConfig } from './config'
import { readFollower } from './follower'
import { createWechatInbound } from './inbound'
import { createWechatPageSigner } from './jssdk'
import { createWechatSignIn } from './login'
import { publishMenu } from './menu'
import { createSceneQr } from './scene-qr'
import { createTemplateSender, createWechatSender } from './send'

export { readWechatConfig, type WechatConfig } from './config'

/** WeChat as a chat platform: one official account, whose followers are customers. */
export function createWechat(config: WechatConfig, deps: PlatformDeps): OfficialAccount {
  const api = createWechatApi(config, deps)
  return {
    name: 'wechat',
    sender: createWechatSender(config, api, deps),
    signIn: createWechatSignIn(config, api),
    // Followers are no directory: an empty one would look as if everybody had left.
    readDirectory: async () => {
      throw new PlatformError('wechat', 'readDirectory', 'input', 'no directory')
    },
    signPage: createWechatPageSigner(config, api, deps),
    fetchMedia: mediaId => api.download(mediaId),
    handleCallback: createWechatInbound(config, deps),
    createSceneQr: createSceneQr(api, deps),
    publishMenu: buttons => publishMenu(api, buttons),
    follower: openId => readFollower(api, openId),
    sendTemplate: createTemplateSender(api),
  }
}
