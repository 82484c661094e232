import { PlatformError } from '@gonghai/shared/ports/errors'
import type { SignIn } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { WecomApi } from './api'
import type { WecomConfig } from './config'

const visitor = z.object({ userid: z.string().optional(), UserId: z.string().optional() })

/** Login by WeCom: OAuth inside the client, its own web login elsewhere; both give the same kind of code. */
export function createWecomSignIn(config: WecomConfig, api: WecomApi): SignIn {
  return {
    authorizeUrl: (redirectUri, state) => {
      const query = new URLSearchParams({
        appid: config.corpId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
        agentid: config.agentId,
      })
      return `${config.oauthBase}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
    webLoginUrl: (redirectUri, state) => {
      const query = new URLSearchParams({
        login_type: 'CorpApp',
        appid: config.corpId,
        agentid: config.agentId,
        redirect_uri: redirectUri,
        state,
      })
      return `${config.loginBase}/wwlogin/sso/login?${query}`
    },
    exchange: async code => {
      const method = 'auth/getuserinfo'
      const answer = readAnswer('wecom', method, visitor, await api.call(method, { query: { code } }))
      const userId = answer.userid || answer.UserId
      if (!userId) throw new PlatformError('wecom', method, 'recipient', 'not a member')
      // Members of linked corporations come as `corporation/userid`: not ours.
      if (userId.includes('/')) throw new PlatformError('wecom', method, 'recipient', 'other corporation')
      return { userId }
    },
  }
}
