import { PlatformError } from '@gonghai/shared/ports/errors'
import type { SignIn, SignInResult } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { DingtalkApi } from './api'
import type { DingtalkConfig } from './config'

const INTERNAL = 0

const clientVisitor = z.object({ result: z.object({ userid: z.string().min(1) }) })
const userToken = z.object({ accessToken: z.string().min(1), corpId: z.string().nullish() })
const webVisitor = z.object({ unionId: z.string().min(1) })
const employee = z.object({ result: z.object({ userid: z.string().min(1), contact_type: z.number() }) })

/** Login by DingTalk: codes from its JS-API inside the client, its own web login elsewhere (that one calls its code `authCode`). */
export function createDingtalkSignIn(config: DingtalkConfig, api: DingtalkApi): SignIn {
  return {
    webLoginUrl: (redirectUri, state) => {
      const query = new URLSearchParams({
        redirect_uri: redirectUri,
        response_type: 'code',
        client_id: config.clientId,
        scope: 'openid',
        state,
        prompt: 'consent',
      })
      return `${config.loginBase}/oauth2/auth?${query}`
    },
    exchange: (code, via) => (via === 'client' ? exchangeClient(api, code) : exchangeWeb(config, api, code)),
  }
}

async function exchangeClient(api: DingtalkApi, code: string): Promise<SignInResult> {
  const method = 'topapi/v2/user/getuserinfo'
  const answer = readAnswer('dingtalk', method, clientVisitor, await api.call(method, { body: { code } }))
  return { userId: answer.result.userid }
}

/** The web login names a person of all DingTalk; only the last step says who that is in our corporation. */
async function exchangeWeb(config: DingtalkConfig, api: DingtalkApi, code: string): Promise<SignInResult> {
  const { clientId, clientSecret } = config
  const body = { clientId, clientSecret, code, grantType: 'authorization_code' }
  const granted = await api.call('oauth2/userAccessToken', { body })
  const { accessToken, corpId } = readAnswer('dingtalk', 'oauth2/userAccessToken', userToken, granted)
  if (corpId && corpId !== config.corpId) {
    throw new PlatformError('dingtalk', 'oauth2/userAccessToken', 'recipient', 'other corporation')
  }
  const me = await api.call('contact/users/me', { token: accessToken })
  const { unionId } = readAnswer('dingtalk', 'contact/users/me', webVisitor, me)
  const method = 'topapi/user/getbyunionid'
  const found = await api.call(method, { body: { unionid: unionId } })
  const { result } = readAnswer('dingtalk', method, employee, found)
  if (result.contact_type !== INTERNAL)
    throw new PlatformError('dingtalk', method, 'recipient', 'external contact')
  return { userId: result.userid }
}
