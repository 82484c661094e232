import { PlatformError } from '@gonghai/shared/ports/errors'
import type { SignIn } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { WechatApi } from './api'
import type { WechatConfig } from './config'

const METHOD = 'sns/oauth2/access_token'
const visitor = z.object({ openid: z.string().min(1), is_snapshotuser: z.number().optional() })

/** Login inside WeChat; there is none for desktop browsers. */
export function createWechatSignIn(config: WechatConfig, api: WechatApi): SignIn {
  return {
    // WeChat wants the parameters in this order.
    authorizeUrl: (redirectUri, state) => {
      const query = new URLSearchParams({
        appid: config.appId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
      })
      return `${config.oauthBase}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
    exchange: async code => {
      const { appId: appid, appSecret: secret } = config
      const query = { appid, secret, code, grant_type: 'authorization_code' }
      const answer = readAnswer('wechat', METHOD, visitor, await api.call(METHOD, { query }))
      // Who only looks at a snapshot of the page gets a made-up identity: nobody must be bound to it.
      if (answer.is_snapshotuser === 1)
        throw new PlatformError('wechat', METHOD, 'recipient', 'snapshot user')
      return { userId: answer.openid }
    },
  }
}
