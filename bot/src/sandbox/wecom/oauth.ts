import type { Answer, Call, Route } from '../http-host'
import { escapeHtml, loginPage } from '../login-page'
import { randomId } from '../random-id'
import { findMember, type WecomApp } from './corp'
import { accept, refuse } from './errors'
import type { Guarded } from './guard'
import { jsonBody } from './guard'
import type { WecomState } from './state'

const codeLifetime = 5 * 60_000

/** Makes a login code for a member: 5 minutes, once. */
export async function mintCode(state: WecomState, userId: string, agentId: number): Promise<string> {
  const code = randomId('', 32)
  const expires = state.now().getTime() + codeLifetime
  await state.codes.put(code, { code, userId, agentId, expires, used: false })
  return code
}

/** What an authorisation page was opened with, once it is found right. */
interface Ask {
  app: WecomApp
  redirectUri: string
  state: string
}

function appFor(state: WecomState, query: URLSearchParams): WecomApp | undefined {
  const agentId = query.get('agentid')
  return agentId ? state.apps.get(agentId) : state.apps.values()[0]
}

function checkAsk(state: WecomState, query: URLSearchParams): Ask | string {
  const redirectUri = query.get('redirect_uri') ?? ''
  const passed = query.get('state') ?? ''
  const app = appFor(state, query)
  if (query.get('appid') !== state.corp.corpId) return '40013 invalid corpid'
  if (!app) return '40056 invalid agentid'
  if (!URL.canParse(redirectUri) || !/^https?:$/.test(new URL(redirectUri).protocol))
    return '50001 redirect_uri'
  if (!app.trustedDomains.includes(new URL(redirectUri).host)) return '50001 redirect_uri unauthorized'
  if (!/^[a-zA-Z0-9]{0,128}$/.test(passed)) return '40058 state'
  return { app, redirectUri, state: passed }
}

function checkAuthorize(state: WecomState, query: URLSearchParams): Ask | string {
  if (query.get('response_type') !== 'code') return '40058 response_type'
  if (!['snsapi_base', 'snsapi_privateinfo'].includes(query.get('scope') ?? '')) return '40058 scope'
  return checkAsk(state, query)
}

function checkWebLogin(state: WecomState, query: URLSearchParams): Ask | string {
  if (!['CorpApp', 'ServiceApp'].includes(query.get('login_type') ?? '')) return '40058 login_type'
  if (!query.get('agentid')) return '41011 missing agentid'
  return checkAsk(state, query)
}

function page(state: WecomState, ask: Ask | string, kind: 'client' | 'web'): Answer {
  if (typeof ask === 'string')
    return { status: 400, type: 'text/html; charset=utf-8', quiet: true, body: `<p>${escapeHtml(ask)}</p>` }
  const people = state.corp.people.filter(person => person.active !== false)
  const chooser = people.map(({ userId, name, title }) => ({ userId, name, title }))
  return loginPage({ platform: 'wecom', name: `${state.corp.name} · ${ask.app.name}`, kind, people: chooser })
}

/** The page `/connect/oauth2/authorize` inside the client: silent for whoever holds the phone. */
export function authorizePage(state: WecomState): Route {
  return call => page(state, checkAuthorize(state, call.query), 'client')
}

/** The page `/wwlogin/sso/login` of the web login: a chooser instead of scanning a code. */
export function webLoginPage(state: WecomState): Route {
  return call => page(state, checkWebLogin(state, call.query), 'web')
}

/** The client confirms for its member: gives the address to go back to. Body `{ userId }`, the page's own query. */
export function confirmLogin(state: WecomState, kind: 'client' | 'web'): Route {
  return async (call: Call) => {
    const ask = kind === 'client' ? checkAuthorize(state, call.query) : checkWebLogin(state, call.query)
    const person = findMember(state.corp, `${jsonBody(call)?.userId ?? ''}`)
    if (typeof ask === 'string' || !person) return { status: 400, body: { error: ask } }
    const target = new URL(ask.redirectUri)
    target.searchParams.set('code', await mintCode(state, person.userId, ask.app.agentId))
    if (ask.state) target.searchParams.set('state', ask.state)
    return { body: { location: target.href }, quiet: true }
  }
}

/** GET auth/getuserinfo: each code once, within five minutes. */
export function getUserInfo(state: WecomState): Guarded {
  return async (call, app) => {
    const value = call.query.get('code')
    if (!value) return refuse(41008)
    const code = state.codes.get(value)
    if (!code || code.agentId !== app.agentId) return refuse(40029)
    if (code.used) return refuse(42022)
    if (code.expires <= state.now().getTime()) return refuse(42003)
    await state.codes.put(value, { ...code, used: true })
    return accept({ userid: code.userId })
  }
}
