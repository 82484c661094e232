import type { Follower } from '@gonghai/shared/ports/official-account'
import { z } from 'zod'
import { readAnswer } from '../answer'
import { checkRecipient } from '../check-ids'
import type { WechatApi } from './api'

const METHOD = 'cgi-bin/user/info'
const person = z.object({
  subscribe: z.union([z.literal(0), z.literal(1)]),
  openid: z.string().min(1),
  unionid: z.string().optional(),
  subscribe_time: z.number().optional(),
  qr_scene_str: z.string().optional(),
})

/** What the platform tells of a person; see `OfficialAccount.follower`. */
export async function readFollower(api: WechatApi, openId: string): Promise<Follower> {
  checkRecipient('wechat', METHOD, openId)
  const query = { openid: openId, lang: 'zh_CN' }
  const answer = readAnswer('wechat', METHOD, person, await api.call(METHOD, { query }))
  const { unionid, subscribe_time: since, qr_scene_str: scene } = answer
  return {
    openId: answer.openid,
    following: answer.subscribe === 1,
    ...(unionid && { unionId: unionid }),
    ...(since && { since: new Date(since * 1000) }),
    ...(scene && { scene }),
  }
}
