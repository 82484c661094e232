import type { Answer } from '../http-host'
import { accept, refuse } from './errors'
import type { Json, WechatState } from './state'

const tokenPath = '/cgi-bin/token'
const stablePath = '/cgi-bin/stable_token'

/** Calls a day by path; a path that is not here has no limit that anybody would meet. */
const dailyLimits: Record<string, number> = {
  [tokenPath]: 2000,
  [stablePath]: 500_000,
  '/cgi-bin/menu/create': 1000,
  '/cgi-bin/menu/get': 10_000,
  '/cgi-bin/menu/delete': 1000,
  '/cgi-bin/media/upload': 100_000,
  '/cgi-bin/media/get': 200_000,
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/message/template/send': 100_000,
  '/cgi-bin/qrcode/create': 100_000,
}

/** Clearings of the counters a month. */
const clearings = 10

const limitOf = (state: WechatState, path: string): number =>
  state.account.dailyLimits?.[path] ?? dailyLimits[path] ?? Number.POSITIVE_INFINITY

/** The day in China, where the counters start anew at midnight. */
const chinaDay = (state: WechatState) =>
  new Date(state.now().getTime() + 8 * 3600_000).toISOString().slice(0, 10)

function used(state: WechatState, name: string, span: string): number {
  const doc = state.counts.get(name)
  return doc?.span === span ? doc.count : 0
}

async function add(state: WechatState, name: string, span: string, limit: number): Promise<boolean> {
  const before = used(state, name, span)
  if (before >= limit) return false
  await state.counts.put(name, { span, count: before + 1 })
  return true
}

/** Counts a call of this path. @returns false when the day's limit is reached */
export function count(state: WechatState, path: string): Promise<boolean> {
  const limit = limitOf(state, path)
  return Number.isFinite(limit) ? add(state, path, chinaDay(state), limit) : Promise.resolve(true)
}

/** Counts under a name of the stand-in's own, with its limit a day. @returns false beyond it */
export function countUpTo(state: WechatState, name: string, limit: number): Promise<boolean> {
  return add(state, name, chinaDay(state), limit)
}

/** POST openapi/quota/get: limit, used and left of one path. */
export function getQuota(state: WechatState) {
  return (body: Json): Answer => {
    const path = `${body.cgi_path ?? ''}`.split('?')[0] ?? ''
    if (!path.startsWith('/')) return refuse(state, 40035, 'cgi_path')
    const limit = Math.min(limitOf(state, path), 1_000_000_000)
    const spent = used(state, path, chinaDay(state))
    return accept({ quota: { daily_limit: limit, used: spent, remain: limit - spent } })
  }
}

/** POST clear_quota: every counter of the day starts anew, ten times a month. */
export function clearQuota(state: WechatState) {
  return async (body: Json): Promise<Answer> => {
    if (body.appid !== state.account.appId) return refuse(state, 40013)
    const month = chinaDay(state).slice(0, 7)
    if (!(await add(state, 'clear_quota', month, clearings))) return refuse(state, 48006)
    const counted = Object.keys({ ...dailyLimits, ...state.account.dailyLimits })
    await Promise.all(counted.map(path => state.counts.remove(path)))
    return accept()
  }
}
