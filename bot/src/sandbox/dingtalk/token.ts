import type { Route } from '../http-host'
import { randomId } from '../random-id'
import type { DingtalkApp } from './corp'
import { acceptNew, refuseNew, refuseOld } from './errors'
import { openNew } from './guard'
import type { DingtalkState, TokenDoc } from './state'

const lifetime = 7200_000

/** The app's token: the same one while it is valid, extended by asking; a new one after. */
async function issue(state: DingtalkState, app: DingtalkApp): Promise<TokenDoc> {
  const now = state.now().getTime()
  const standing = state.tokens
    .values()
    .find(token => token.appKey === app.appKey && !token.userId && token.expires > now)
  const token = { value: standing?.value ?? randomId('', 24), appKey: app.appKey, expires: now + lifetime }
  await state.tokens.put(token.value, token)
  return token
}

function credentials(state: DingtalkState, key: unknown, secret: unknown): DingtalkApp | undefined {
  return state.corp.apps.find(app => app.appKey === key && app.appSecret === secret)
}

/** GET gettoken of the old host. */
export function oldToken(state: DingtalkState): Route {
  return async call => {
    const [key, secret] = [call.query.get('appkey'), call.query.get('appsecret')]
    if (!key || !secret) return refuseOld(40035, '缺少参数 corpid or appkey')
    const app = credentials(state, key, secret)
    if (!app) return refuseOld(40096)
    const token = await issue(state, app)
    return { body: { errcode: 0, errmsg: 'ok', access_token: token.value, expires_in: lifetime / 1000 } }
  }
}

/** POST v1.0/oauth2/accessToken of the new host. */
export function newToken(state: DingtalkState): Route {
  return openNew(async body => {
    const app = credentials(state, body.appKey, body.appSecret)
    if (!app) return refuseNew('invalidClientIdOrSecret', '无效的clientId或者clientSecret')
    return acceptNew({ accessToken: (await issue(state, app)).value, expireIn: lifetime / 1000 })
  })
}

/** POST v1.0/oauth2/{corpId}/token, the unified form. */
export function unifiedToken(state: DingtalkState): Route {
  return openNew(async (body, call) => {
    if (call.params.corpId !== state.corp.corpId) return refuseNew('unknownError', 'unknownError', 500)
    if (body.grant_type !== 'client_credentials') return refuseNew('unsupported.grant.type')
    const app = credentials(state, body.client_id, body.client_secret)
    if (!app) return refuseNew('invalid.client')
    return acceptNew({ access_token: (await issue(state, app)).value, expires_in: lifetime / 1000 })
  })
}
