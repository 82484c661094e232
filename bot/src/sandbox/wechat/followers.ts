import type { Answer } from '../http-host'
import { findPerson } from './account'
import { refuse } from './errors'
import type { Guarded } from './guard'
import { isJson } from './guard'
import type { FollowerDoc, Json, WechatState } from './state'

/** What the account may know of a person: no name and no picture, since 2021; of strangers only the ids. */
function describe(state: WechatState, follower: FollowerDoc): Json {
  const { openId } = follower
  const unionId = findPerson(state.account, openId)?.unionId
  const ids = { openid: openId, ...(unionId !== undefined && { unionid: unionId }) }
  if (!follower.following) return { subscribe: 0, ...ids }
  return {
    subscribe: 1,
    ...ids,
    language: 'zh_CN',
    subscribe_time: Math.floor(follower.since / 1000),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follower.scene,
    qr_scene: follower.qrScene,
    qr_scene_str: follower.qrSceneStr,
  }
}

/** GET user/info. */
export function userInfo(state: WechatState): Guarded {
  return call => {
    const openId = call.query.get('openid')
    if (!openId) return refuse(state, 41009)
    const follower = state.followers.get(openId)
    return follower ? { body: describe(state, follower) } : refuse(state, 40003)
  }
}

/** POST user/info/batchget: up to 100 people. */
export function userInfos(state: WechatState) {
  return (body: Json): Answer => {
    const asked = Array.isArray(body.user_list) ? body.user_list : []
    if (asked.length < 1 || asked.length > 100) return refuse(state, 40035, 'user_list')
    const found = asked.map(one => state.followers.get(isJson(one) ? `${one.openid}` : ''))
    if (found.includes(undefined)) return refuse(state, 40003)
    const list = found.flatMap(follower => (follower ? [describe(state, follower)] : []))
    return { body: { user_info_list: list } }
  }
}

const pageSize = 10_000

/** GET user/get: the openids of all followers, 10,000 at a time. */
export function listFollowers(state: WechatState): Guarded {
  return call => {
    const all = state.followers.values().flatMap(one => (one.following ? [one.openId] : []))
    const after = call.query.get('next_openid')
    if (after && !all.includes(after)) return refuse(state, 40003)
    const start = after ? all.indexOf(after) + 1 : 0
    const page = all.slice(start, start + pageSize)
    return {
      body: {
        total: all.length,
        count: page.length,
        ...(page.length > 0 && { data: { openid: page } }),
        next_openid: page.at(-1) ?? '',
      },
    }
  }
}
