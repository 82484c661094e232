import type { Answer, Call, Route } from '../http-host'
import { escapeHtml, loginPage } from '../login-page'
import { randomId } from '../random-id'
import { type DingtalkApp, findEmployee } from './corp'
import { acceptNew, acceptOld, refuseNew, refuseOld } from './errors'
import { type Guarded, jsonBody, openNew } from './guard'
import { appOf, type CodeDoc, type DingtalkState } from './state'

const codeLifetime = 5 * 60_000

/** Makes a login code for an employee: 5 minutes, once. `client`: the JS-API's; `web`: the browser login's. */
export async function mintCode(
  state: DingtalkState,
  userId: string,
  appKey: string,
  kind: CodeDoc['kind'],
): Promise<string> {
  const code = randomId('', 16)
  const expires = state.now().getTime() + codeLifetime
  await state.codes.put(code, { code, userId, appKey, kind, expires, used: false })
  return code
}

/** Spends a code of the app; gives its person, or which way it is bad. */
async function spend(state: DingtalkState, app: DingtalkApp, kind: CodeDoc['kind'], value: unknown) {
  const code = state.codes.get(`${value ?? ''}`)
  if (!code || code.appKey !== app.appKey || code.kind !== kind || code.used) return 'bad'
  if (code.expires <= state.now().getTime()) return 'expired'
  await state.codes.put(code.code, { ...code, used: true })
  return findEmployee(state.corp, code.userId) ?? 'bad'
}

/** POST topapi/v2/user/getuserinfo: the person behind a code of the client. */
export function getUserInfo(state: DingtalkState): Guarded {
  return async (body, app) => {
    const person = await spend(state, app, 'client', body.code)
    if (person === 'expired') return refuseOld(42008)
    if (person === 'bad') return refuseOld(40078)
    return acceptOld({
      result: {
        userid: person.userId,
        device_id: 'stand-in',
        sys: false,
        sys_level: 0,
        associated_unionid: person.unionId,
        unionid: person.unionId,
        name: person.name,
      },
    })
  }
}

/** POST v1.0/oauth2/userAccessToken: the token of whoever logged in by browser. */
export function userToken(state: DingtalkState): Route {
  return openNew(async body => {
    const app = appOf(state, `${body.clientId}`)
    if (!app || app.appSecret !== body.clientSecret) return refuseNew('invalidClientIdOrSecret')
    if (body.grantType !== 'authorization_code') return refuseNew('invalidParameter.grantType')
    const person = await spend(state, app, 'web', body.code)
    if (typeof person === 'string')
      return refuseNew('invalidParameter.authCode.notFound', '不合法的临时授权码')
    const token = { value: randomId('', 24), appKey: app.appKey, userId: person.userId }
    await state.tokens.put(token.value, { ...token, expires: state.now().getTime() + 7200_000 })
    const answer = { accessToken: token.value, refreshToken: randomId('', 24), expireIn: 7200 }
    return acceptNew({ ...answer, corpId: state.corp.corpId })
  })
}

/** GET v1.0/contact/users/me with a person's own token. */
export function readMe(state: DingtalkState): Route {
  return call => {
    const token = state.tokens.get(`${call.headers['x-acs-dingtalk-access-token'] ?? ''}`)
    if (!token?.userId || token.expires <= state.now().getTime()) return refuseNew('InvalidAuthentication')
    const person = findEmployee(state.corp, token.userId)
    if (!person) return refuseNew('InvalidAuthentication')
    return acceptNew({ nick: person.name, openId: `open-${person.unionId}`, unionId: person.unionId })
  }
}

interface Ask {
  app: DingtalkApp
  redirectUri: string
  state: string
}

function checkAsk(state: DingtalkState, query: URLSearchParams): Ask | string {
  const app = appOf(state, query.get('client_id') ?? '')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!app) return 'invalid client_id'
  if (query.get('response_type') !== 'code') return 'invalid response_type'
  if (!['openid', 'openid corpid'].includes(query.get('scope') ?? '')) return 'invalid scope'
  if (!URL.canParse(redirectUri) || !app.trustedDomains.includes(new URL(redirectUri).host))
    return 'invalid redirect_uri'
  return { app, redirectUri, state: query.get('state') ?? '' }
}

/** The page `/oauth2/auth` of the browser login: a chooser instead of scanning a code. */
export function authPage(state: DingtalkState): Route {
  return call => {
    const ask = checkAsk(state, call.query)
    if (typeof ask === 'string')
      return { status: 400, type: 'text/html; charset=utf-8', quiet: true, body: `<p>${escapeHtml(ask)}</p>` }
    const people = state.corp.people.filter(person => person.active !== false)
    const name = `${state.corp.name} · ${ask.app.name}`
    return loginPage({ platform: 'dingtalk', name, kind: 'web', people })
  }
}

/** The employee confirms: gives the address to go back to. Body `{ userId }`, the page's own query. */
export function confirmAuth(state: DingtalkState): Route {
  return async (call: Call): Promise<Answer> => {
    const ask = checkAsk(state, call.query)
    const person = findEmployee(state.corp, `${jsonBody(call)?.userId ?? ''}`)
    if (typeof ask === 'string' || !person) return { status: 400, body: { error: ask } }
    const target = new URL(ask.redirectUri)
    target.searchParams.set('authCode', await mintCode(state, person.userId, ask.app.appKey, 'web'))
    if (ask.state) target.searchParams.set('state', ask.state)
    return { body: { location: target.href }, quiet: true }
  }
}
