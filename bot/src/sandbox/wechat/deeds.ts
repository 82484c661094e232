import { randomInt } from 'node:crypto'
import { randomId } from '../random-id'
import type { Delivery } from '../screen'
import { push } from './callback'
import { type GrantKind, grant } from './grants'
import { storeMedia } from './media'
import { deliver, failureText } from './outbox'
import type { FollowerDoc, LineDoc, QrDoc, WechatState } from './state'
import type { XmlFields } from './xml'

/** The deed cannot be done: what a person would see at once. */
export const notFollowing: Delivery = { delivered: false, reason: 'not following' }

/** What every push about a person begins with. */
const envelope = (state: WechatState, openId: string): XmlFields => ({
  ToUserName: state.account.originalId,
  FromUserName: openId,
  CreateTime: Math.floor(state.now().getTime() / 1000),
})

/** A number of 64 bits, the same in every try of one push. */
const newMessageId = () => BigInt(`2${Array.from({ length: 18 }, () => randomInt(10)).join('')}`)

/** Pushes something that the account may answer: shows its reply, or that its server fails. */
async function ask(state: WechatState, openId: string, fields: XmlFields): Promise<Delivery> {
  const { reply, ...delivery } = await push(state, { ...envelope(state, openId), ...fields })
  const unreachable = ['offline', 'dropped', 'no callback url'].includes(delivery.reason ?? '')
  const reader = state.followers.get(openId)?.following ? openId : undefined
  if (!reader || unreachable) return delivery
  if (reply?.kind === 'silent') return delivery
  if (reply?.kind === 'message') {
    await deliver(state, { openId: reader, door: 'reply', msgtype: reply.msgtype, body: reply.body })
    return delivery
  }
  await deliver(state, { openId: reader, door: 'failure', msgtype: 'text', body: { content: failureText } })
  return reply ? { delivered: false, reason: reply.reason } : delivery
}

/** Pushes something that nobody answers. */
async function tell(state: WechatState, openId: string, fields: XmlFields): Promise<Delivery> {
  const { reply: _, ...delivery } = await push(state, { ...envelope(state, openId), ...fields })
  return delivery
}

type Said = Pick<LineDoc, 'kind' | 'text' | 'mediaId'>

/** A message of the person's own: on the screen at once, then to the account. */
export async function say(
  state: WechatState,
  openId: string,
  said: Said,
  fields: XmlFields,
): Promise<Delivery> {
  const line: LineDoc = {
    ...said,
    id: randomId('line-'),
    seq: state.nextSeq(),
    at: state.now().getTime(),
    openId,
    delivered: true,
  }
  await Promise.all([state.lines.put(line.id, line), grant(state, openId, 'message')])
  state.changes.tell({ kind: 'screen', userIds: [openId] })
  const delivery = await ask(state, openId, { ...fields, MsgId: newMessageId() })
  if (!delivery.delivered) {
    await state.lines.put(line.id, { ...line, delivered: false })
    state.changes.tell({ kind: 'screen', userIds: [openId] })
  }
  return delivery
}

/** A picture or a voice message: stored as media first. `more` stands between MediaId and MsgId. */
export async function sayMedia(
  state: WechatState,
  openId: string,
  kind: 'image' | 'voice',
  file: { bytes: Buffer; fileName: string; contentType: string },
  more: (mediaId: string) => XmlFields,
): Promise<Delivery> {
  const { mediaId } = await storeMedia(state, kind, file)
  const fields = { MsgType: kind, MediaId: mediaId, ...more(mediaId) }
  return say(state, openId, { kind, mediaId }, fields)
}

const event = (name: string, fields: XmlFields = {}): XmlFields => ({
  MsgType: 'event',
  Event: name,
  ...fields,
})

function withScene(code: QrDoc | undefined): Pick<FollowerDoc, 'scene' | 'qrScene' | 'qrSceneStr'> {
  return {
    scene: code ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH',
    qrScene: code?.numeric ? Number(code.scene) : 0,
    qrSceneStr: code && !code.numeric ? code.scene : '',
  }
}

/** The person follows: found by search, or with a scanned code. */
export async function follow(state: WechatState, follower: FollowerDoc, code?: QrDoc): Promise<Delivery> {
  const { openId } = follower
  if (follower.following) return { delivered: false, reason: 'following already' }
  await state.followers.put(openId, {
    ...follower,
    ...withScene(code),
    following: true,
    known: true,
    since: state.now().getTime(),
    sinceSeq: state.nextSeq(),
    refuses: false,
    grants: {},
  })
  await grant(state, openId, 'follow')
  state.changes.tell({ kind: 'screen', userIds: [openId] })
  const key: XmlFields = code ? { EventKey: `qrscene_${code.scene}`, Ticket: code.ticket } : { EventKey: '' }
  return ask(state, openId, event('subscribe', key))
}

/** The person leaves: the chat is gone, and the account may write no more. */
export async function unfollow(state: WechatState, follower: FollowerDoc): Promise<Delivery> {
  if (!follower.following) return notFollowing
  await state.followers.put(follower.openId, { ...follower, following: false, grants: {} })
  state.changes.tell({ kind: 'screen', userIds: [follower.openId] })
  return tell(state, follower.openId, event('unsubscribe', { EventKey: '' }))
}

async function press(state: WechatState, openId: string, kind: GrantKind, fields: XmlFields) {
  await grant(state, openId, kind)
  state.changes.tell({ kind: 'screen', userIds: [openId] })
  return ask(state, openId, fields)
}

/** A follower scans a code of the account: the scene comes without prefix. */
export function scan(state: WechatState, openId: string, code: QrDoc): Promise<Delivery> {
  return press(state, openId, 'scan', event('SCAN', { EventKey: code.scene, Ticket: code.ticket }))
}

/** A press on a `click` entry of the menu. */
export function click(state: WechatState, openId: string, key: string): Promise<Delivery> {
  return press(state, openId, 'click', event('CLICK', { EventKey: key }))
}

/** A press on a `view` entry: the page opens, the account is only told. */
export function view(state: WechatState, openId: string, url: string): Promise<Delivery> {
  return tell(state, openId, event('VIEW', { EventKey: url, MenuId: 430_000_001 }))
}
