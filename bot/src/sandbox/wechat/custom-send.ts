import type { Answer } from '../http-host'
import { accept, refuse } from './errors'
import { grantFault, spend } from './grants'
import { isJson } from './guard'
import { liveMedia } from './media'
import { deliver } from './outbox'
import type { FollowerDoc, Json, WechatState } from './state'

/** An errcode with what was wrong. */
type Fault = [errcode: number, detail?: string]

type Check = (content: Json, state: WechatState) => Fault | undefined

const filled = (value: unknown) => typeof value === 'string' && value !== ''
const lacks = (content: Json, ...names: string[]) => names.find(name => !filled(content[name]))

const media: Check = (content, state) => (liveMedia(state, content.media_id) ? undefined : [40007])

const thumb: Check = (content, state) =>
  liveMedia(state, content.thumb_media_id) ? undefined : [40007, 'thumb_media_id']

const news: Check = content => {
  const articles = Array.isArray(content.articles) ? content.articles : []
  if (articles.length === 0) return [44003]
  if (articles.length > 1) return [45008]
  return isJson(articles[0]) && filled(articles[0].title) ? undefined : [47001, 'articles']
}

const menu: Check = content => {
  const list = Array.isArray(content.list) ? content.list : []
  if (list.length === 0) return [47001, 'msgmenu.list']
  const good = list.every(one => isJson(one) && filled(one.content) && one.id !== undefined)
  return good ? undefined : [47001, 'msgmenu.list']
}

const page: Check = (content, state) => {
  if (lacks(content, 'title', 'pagepath')) return [47001, 'miniprogrampage']
  const bound = (state.account.miniProgramIds ?? []).includes(`${content.appid}`)
  return bound ? thumb(content, state) : [40013]
}

/** What is checked of each msgtype's body. Types that need permanent material or cards are refused by name. */
const checks: Record<string, Check> = {
  text: ({ content }) => {
    if (!filled(content)) return [44004]
    return Buffer.byteLength(`${content}`) > 2048 ? [45002] : undefined
  },
  image: media,
  voice: media,
  video: (content, state) => media(content, state) ?? thumb(content, state),
  music: (content, state) =>
    lacks(content, 'musicurl', 'hqmusicurl') ? [47001, 'music'] : thumb(content, state),
  news,
  msgmenu: menu,
  miniprogrampage: page,
  mpnews: media,
}

function contentFault(state: WechatState, body: Json): Fault | undefined {
  const msgtype = `${body.msgtype ?? ''}`
  const check = Object.hasOwn(checks, msgtype) ? checks[msgtype] : undefined
  if (!check) return [40008]
  const content = body[msgtype]
  if (!isJson(content)) return [47001, msgtype]
  // The account has no customer-service staff of its own.
  if (isJson(body.customservice) && filled(body.customservice.kf_account)) return [61452]
  return check(content, state)
}

/** Who never followed 43004; who left 45015, as its text says; who refuses messages 48002; the allowance last. */
function readerFault(state: WechatState, follower: FollowerDoc): number | undefined {
  if (!follower.following) return follower.known ? 45015 : 43004
  return follower.refuses ? 48002 : grantFault(state, follower)
}

/** POST message/custom/send: within the allowance that the person's last deed gave. No idempotency. */
export function sendCustom(state: WechatState) {
  return async (body: Json): Promise<Answer> => {
    const follower = state.followers.get(`${body.touser ?? ''}`)
    if (!follower) return refuse(state, 40003)
    const wrong = contentFault(state, body)
    if (wrong) return refuse(state, ...wrong)
    const closed = readerFault(state, follower)
    if (closed) return refuse(state, closed)
    const msgtype = `${body.msgtype}`
    const message = { openId: follower.openId, door: 'custom' as const, msgtype, body: body[msgtype] as Json }
    await Promise.all([spend(state, follower), deliver(state, message)])
    return accept()
  }
}

/** POST message/custom/typing: shown to nobody here, but only where a message could go out. */
export function typing(state: WechatState) {
  const busy = new Map<string, number>()
  return (body: Json): Answer => {
    const follower = state.followers.get(`${body.touser ?? ''}`)
    if (!follower) return refuse(state, 40003)
    if (!['Typing', 'CancelTyping'].includes(`${body.command}`)) return refuse(state, 45072)
    if (readerFault(state, follower)) return refuse(state, 45080)
    const at = state.now().getTime()
    if (body.command === 'CancelTyping') busy.delete(follower.openId)
    else if ((busy.get(follower.openId) ?? 0) > at) return refuse(state, 45081)
    else busy.set(follower.openId, at + 15_000)
    return accept()
  }
}
