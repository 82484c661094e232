import type { Answer, Call, Route } from '../http-host'
import { randomId } from '../random-id'
import { refuse } from './errors'
import { withJson } from './guard'
import { count, countUpTo } from './quota'
import type { TokenDoc, WechatState } from './state'

const lifetime = 7200_000
/** A token that has been replaced is still good for five minutes. */
const overlap = 300_000
const forcePause = 30_000
const forcesADay = 20

/** What both ways to a token ask for; an errcode when it is wrong. */
function credentialFault(state: WechatState, given: Record<string, unknown>): number | undefined {
  if (given.grant_type !== 'client_credential') return 40002
  if (!given.appid) return 41002
  if (!given.secret) return 41004
  if (given.appid !== state.account.appId) return 40013
  return given.secret === state.account.appSecret ? undefined : 40125
}

const answer = (token: TokenDoc, at: number): Answer => ({
  body: { access_token: token.value, expires_in: Math.ceil((token.expires - at) / 1000) },
})

const newest = (state: WechatState, kind: TokenDoc['kind']) =>
  state.tokens.values().find(token => token.kind === kind && !token.replaced)

/** Gives out a new token; the one before it ends `rest` ms from now at the latest. */
async function replace(
  state: WechatState,
  kind: TokenDoc['kind'],
  old: TokenDoc | undefined,
  rest: number,
  forced = false,
): Promise<TokenDoc> {
  const at = state.now().getTime()
  const token = {
    value: randomId('', 64),
    kind,
    issued: at,
    expires: at + lifetime,
    replaced: false,
    forced,
  }
  const ending = old && { ...old, replaced: true, expires: Math.min(old.expires, at + rest) }
  await Promise.all([
    ending && state.tokens.put(ending.value, ending),
    state.tokens.put(token.value, token),
    ...state.tokens
      .values()
      .filter(one => one.replaced && one.expires <= at && one !== ending)
      .map(one => state.tokens.remove(one.value)),
  ])
  return token
}

/** GET token: every call gives a new one. */
export function classicToken(state: WechatState): Route {
  return async (call: Call) => {
    const fault = credentialFault(state, Object.fromEntries(call.query))
    if (fault) return refuse(state, fault)
    if (!(await count(state, call.path))) return refuse(state, 45009)
    const token = await replace(state, 'classic', newest(state, 'classic'), overlap)
    return answer(token, state.now().getTime())
  }
}

/** Forcing again within half a minute gives the token that stands. */
async function forceStable(state: WechatState, old: TokenDoc | undefined): Promise<Answer> {
  const at = state.now().getTime()
  if (old?.forced && at - old.issued < forcePause) return answer(old, at)
  if (!(await countUpTo(state, 'stable_token force_refresh', forcesADay))) return refuse(state, 45009)
  return answer(await replace(state, 'stable', old, 0, true), at)
}

/** POST stable_token: the same until five minutes before its end, unless the caller forces a new one. */
export function stableToken(state: WechatState): Route {
  return withJson(state, async (body, call) => {
    const fault = credentialFault(state, body)
    if (fault) return refuse(state, fault)
    if (!(await count(state, call.path))) return refuse(state, 45009)
    const at = state.now().getTime()
    const standing = newest(state, 'stable')
    if (body.force_refresh === true) return forceStable(state, standing)
    if (standing && standing.expires - at > overlap) return answer(standing, at)
    return answer(await replace(state, 'stable', standing, overlap), at)
  })
}
