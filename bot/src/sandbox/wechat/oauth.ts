import type { Answer, Call, Route } from '../http-host'
import { randomId } from '../random-id'
import { findPerson } from './account'
import { authorizeHtml, refusalHtml } from './authorize-page'
import { refuse } from './errors'
import { jsonBody } from './guard'
import type { LoginDoc, WechatState } from './state'

const codeLifetime = 5 * 60_000
const tokenLifetime = 7200_000
const refreshLifetime = 30 * 24 * 3600_000

/** What a page may ask a person for. */
export type WechatScope = 'snsapi_base' | 'snsapi_userinfo'

/** Makes a login code for a person: 5 minutes, once. */
export async function mintCode(state: WechatState, openId: string, scope: WechatScope): Promise<string> {
  const code = randomId('0', 24)
  const expires = state.now().getTime() + codeLifetime
  const snapshot = state.followers.get(openId)?.snapshot === true
  await state.codes.put(code, { code, openId, scope, snapshot, expires, used: false })
  return code
}

interface Ask {
  redirectUri: string
  scope: WechatScope
  state: string
}

/** WeChat matches the address as it is written: these names, in this order. */
const order = ['appid', 'redirect_uri', 'response_type', 'scope', 'state']

const isScope = (value: string): value is WechatScope => ['snsapi_base', 'snsapi_userinfo'].includes(value)

function checkAsk(state: WechatState, query: URLSearchParams): Ask | string {
  const given = [...query.keys()].filter(name => order.includes(name))
  if (given.join() !== order.filter(name => query.has(name)).join()) return '参数错误 order'
  const [redirectUri, passed] = [query.get('redirect_uri') ?? '', query.get('state') ?? '']
  const scope = query.get('scope') ?? ''
  if (query.get('appid') !== state.account.appId) return '40013 invalid appid'
  if (query.get('response_type') !== 'code') return '参数错误 response_type'
  if (!isScope(scope)) return '10005 scope'
  if (!/^[a-zA-Z0-9]{0,128}$/.test(passed)) return '参数错误 state'
  const target = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined
  const known = target && /^https?:$/.test(target.protocol) && target.host === state.account.oauthDomain
  return known ? { redirectUri, scope, state: passed } : '10003 redirect_uri'
}

/** The page `/connect/oauth2/authorize`: silent for whoever holds the phone; asks first for a person's particulars. */
export function authorizePage(state: WechatState): Route {
  return call => {
    const ask = checkAsk(state, call.query)
    return typeof ask === 'string' ? refusalHtml(ask) : authorizeHtml(state.account, ask.scope)
  }
}

/** WeChat confirms for its person: gives the address to go back to. Body `{ userId }`, the page's own query. */
export function confirmLogin(state: WechatState): Route {
  return async (call: Call) => {
    const ask = checkAsk(state, call.query)
    const person = findPerson(state.account, `${jsonBody(call)?.userId ?? ''}`)
    if (typeof ask === 'string' || !person) return { status: 400, body: { error: ask }, quiet: true }
    const target = new URL(ask.redirectUri)
    target.searchParams.set('code', await mintCode(state, person.openId, ask.scope))
    target.searchParams.set('state', ask.state)
    // The address holds a login code: not for the wire log.
    return { body: { location: target.href }, quiet: true }
  }
}

const openIdOf = (login: LoginDoc) => (login.snapshot ? `oV${login.openId.slice(2)}` : login.openId)

function loginAnswer(state: WechatState, login: LoginDoc): Answer {
  const unionId = findPerson(state.account, login.openId)?.unionId
  const bound = login.scope === 'snsapi_userinfo' && unionId !== undefined && !login.snapshot
  return {
    body: {
      access_token: login.accessToken,
      expires_in: Math.ceil((login.expires - state.now().getTime()) / 1000),
      refresh_token: login.refreshToken,
      openid: openIdOf(login),
      scope: login.scope,
      ...(bound && { unionid: unionId }),
      ...(login.snapshot && { is_snapshotuser: 1 }),
    },
  }
}

/** GET sns/oauth2/access_token: each code once, within five minutes. */
export function exchangeCode(state: WechatState): Route {
  return async call => {
    const { appid, secret, code: value, grant_type } = Object.fromEntries(call.query)
    if (!appid) return refuse(state, 41002)
    if (!secret) return refuse(state, 41004)
    if (!value) return refuse(state, 41008)
    if (grant_type !== 'authorization_code') return refuse(state, 40002)
    if (appid !== state.account.appId) return refuse(state, 40013)
    if (secret !== state.account.appSecret) return refuse(state, 40125)
    const code = state.codes.get(value)
    if (!code) return refuse(state, 40029)
    if (code.used) return refuse(state, 40163)
    const at = state.now().getTime()
    if (code.expires <= at) return refuse(state, 42003)
    const login: LoginDoc = {
      accessToken: randomId('', 64),
      expires: at + tokenLifetime,
      refreshToken: randomId('', 64),
      refreshExpires: at + refreshLifetime,
      openId: code.openId,
      scope: code.scope,
      snapshot: code.snapshot,
    }
    await Promise.all([
      state.codes.put(value, { ...code, used: true }),
      state.logins.put(login.refreshToken, login),
    ])
    return loginAnswer(state, login)
  }
}

/** GET sns/oauth2/refresh_token: the login goes on for two hours. */
export function refreshLogin(state: WechatState): Route {
  return async call => {
    const { appid, grant_type, refresh_token: value } = Object.fromEntries(call.query)
    if (!appid) return refuse(state, 41002)
    if (appid !== state.account.appId) return refuse(state, 40013)
    if (grant_type !== 'refresh_token') return refuse(state, 40002)
    if (!value) return refuse(state, 41003)
    const login = state.logins.get(value)
    const at = state.now().getTime()
    if (!login) return refuse(state, 40030)
    if (login.refreshExpires <= at) return refuse(state, 42002)
    const longer = { ...login, expires: at + tokenLifetime }
    await state.logins.put(value, longer)
    return loginAnswer(state, longer)
  }
}

/** The login that a call's own token belongs to, or why not. */
function loginOf(state: WechatState, call: Call): LoginDoc | Answer {
  const token = call.query.get('access_token')
  if (!token) return refuse(state, 41001)
  const login = state.logins.values().find(one => one.accessToken === token)
  if (!login) return refuse(state, 40001)
  if (login.expires <= state.now().getTime()) return refuse(state, 42001)
  return call.query.get('openid') === openIdOf(login) ? login : refuse(state, 40003)
}

/** GET sns/userinfo: only for logins that asked for it (48001). */
export function loginInfo(state: WechatState): Route {
  return call => {
    const login = loginOf(state, call)
    if ('body' in login) return login
    if (login.scope !== 'snsapi_userinfo') return refuse(state, 48001)
    const person = findPerson(state.account, login.openId)
    const unionid = login.snapshot ? undefined : person?.unionId
    return {
      body: {
        openid: openIdOf(login),
        nickname: login.snapshot ? '微信用户' : (person?.nickname ?? ''),
        sex: 0,
        language: '',
        city: '',
        province: '',
        country: '',
        headimgurl: '',
        privilege: [],
        ...(unionid !== undefined && { unionid }),
      },
    }
  }
}

/** GET sns/auth: whether a login's token is still good. */
export function checkLogin(state: WechatState): Route {
  return call => {
    const login = loginOf(state, call)
    return 'body' in login ? login : { body: { errcode: 0, errmsg: 'ok' } }
  }
}
