import { Changes } from '../changes'
import { Faults } from '../faults'
import { Collection, type StandInStore } from '../store'
import { Wire } from '../wire'
import { checkAccount, type WechatAccount, type WechatCallback } from './account'
import type { CallbackTiming } from './callback'
import type { GrantKind } from './grants'
import type { XmlFields } from './xml'

/** A JSON object as it came in. */
export type Json = Record<string, unknown>

/** An access token of the account. Times are milliseconds since 1970 everywhere in the state. */
export interface TokenDoc {
  value: string
  kind: 'classic' | 'stable'
  issued: number
  expires: number
  /** A newer one of its kind has been given out; this one only lives on for a while. */
  replaced: boolean
  forced?: boolean
}

export interface TicketDoc {
  value: string
  expires: number
}

/** A login code. */
export interface CodeDoc {
  code: string
  openId: string
  scope: string
  /** The page was opened as a snapshot: a virtual person logs in. */
  snapshot: boolean
  expires: number
  used: boolean
}

/** What a code was exchanged for: the login token of one person, with what renews it. */
export interface LoginDoc {
  accessToken: string
  expires: number
  refreshToken: string
  refreshExpires: number
  openId: string
  scope: string
  snapshot: boolean
}

/** So many messages may go out to somebody until then. */
export interface Grant {
  expires: number
  left: number
}

/** What the account knows of a person. */
export interface FollowerDoc {
  openId: string
  following: boolean
  /** Has followed before, or still does. */
  known: boolean
  since: number
  /** What came before this number is gone from the chat: it ended with the last unsubscription. */
  sinceSeq: number
  scene: 'ADD_SCENE_SEARCH' | 'ADD_SCENE_QR_CODE' | 'ADD_SCENE_OTHERS'
  qrScene: number
  qrSceneStr: string
  /** Has switched off the account's messages. */
  refuses: boolean
  snapshot: boolean
  grants: Partial<Record<GrantKind, Grant>>
}

/** What the account sent, or the platform says, to one person. */
export interface MessageDoc {
  id: string
  seq: number
  at: number
  openId: string
  door: 'custom' | 'template' | 'reply' | 'failure'
  msgtype: string
  /** The body of its msgtype; of a template message the whole call. */
  body: Json
  /** Templates: what the idempotency key was, and how the sending ended. */
  clientMsgId?: string
  status?: 'success' | 'failed:user block' | 'failed: system failed'
  reported?: boolean
}

/** Something a person typed or sent. */
export interface LineDoc {
  id: string
  seq: number
  at: number
  openId: string
  kind: 'text' | 'image' | 'voice' | 'location'
  text?: string
  mediaId?: string
  delivered: boolean
}

export interface MediaDoc {
  mediaId: string
  type: string
  fileName: string
  contentType: string
  base64: string
  expires: number
}

/** A QR code with a scene. */
export interface QrDoc {
  ticket: string
  url: string
  scene: string
  /** The scene was given as a number. */
  numeric: boolean
  /** Codes without end have none. */
  expires?: number
}

/** Calls of one path on one day (or clearings in one month). */
export interface CountDoc {
  span: string
  count: number
}

/** Everything that the stand-in remembers, loaded from its store. */
export interface WechatState {
  account: WechatAccount
  now(): Date
  log(line: string): void
  /** `http://127.0.0.1:PORT`, once it listens. */
  base: string
  timing: CallbackTiming
  /** Aborted when the stand-in closes: pushes end with it. */
  closing: AbortSignal
  /** Pushes that nobody waits for. */
  background: Set<Promise<unknown>>
  /** What was last pushed about each person, to push it again. */
  lastPush: Map<string, XmlFields>
  callback: Collection<Partial<WechatCallback>>
  tokens: Collection<TokenDoc>
  tickets: Collection<TicketDoc>
  codes: Collection<CodeDoc>
  logins: Collection<LoginDoc>
  followers: Collection<FollowerDoc>
  messages: Collection<MessageDoc>
  lines: Collection<LineDoc>
  media: Collection<MediaDoc>
  menus: Collection<{ button: unknown[] }>
  codesWithScene: Collection<QrDoc>
  counts: Collection<CountDoc>
  /** Template sendings that will fail inside the platform. */
  failTemplates: number
  faults: Faults
  wire: Wire
  changes: Changes
  nextSeq(): number
}

/** Saved settings give way to those that the account is started with. */
async function openCallback(account: WechatAccount, saved: Collection<Partial<WechatCallback>>) {
  const { callbackUrl, token, encodingAesKey, mode } = account
  const given = callbackUrl ? { callbackUrl, token, encodingAesKey, mode } : {}
  await saved.put('callback', { token, encodingAesKey, mode, ...saved.get('callback'), ...given })
  return saved
}

async function openFollowers(account: WechatAccount, followers: Collection<FollowerDoc>, at: number) {
  for (const { openId, follows } of account.people) {
    if (followers.get(openId)) continue
    await followers.put(openId, {
      openId,
      following: follows === true,
      known: follows === true,
      since: follows ? at : 0,
      sinceSeq: 0,
      scene: 'ADD_SCENE_OTHERS',
      qrScene: 0,
      qrSceneStr: '',
      refuses: false,
      snapshot: false,
      grants: {},
    })
  }
  return followers
}

/** Opens the state of one account; what an earlier process acknowledged is there again. */
export async function openState(
  account: WechatAccount,
  store: StandInStore,
  now: () => Date,
  log: (line: string) => void,
  timing: CallbackTiming,
  closing: AbortSignal,
): Promise<WechatState> {
  checkAccount(account)
  const open = <T extends object>(kind: string) => Collection.open<T>(store, `wechat.${kind}`)
  const changes = new Changes(log)
  const messages = await open<MessageDoc>('message')
  const lines = await open<LineDoc>('line')
  const followers = await open<FollowerDoc>('follower')
  let seq = Math.max(
    0,
    ...[...messages.values(), ...lines.values()].map(doc => doc.seq),
    ...followers.values().map(doc => doc.sinceSeq),
  )
  return {
    account,
    now,
    log,
    base: '',
    timing,
    closing,
    background: new Set(),
    lastPush: new Map(),
    callback: await openCallback(account, await open('callback')),
    tokens: await open<TokenDoc>('token'),
    tickets: await open<TicketDoc>('ticket'),
    codes: await open<CodeDoc>('code'),
    logins: await open<LoginDoc>('login'),
    followers: await openFollowers(account, followers, now().getTime()),
    messages,
    lines,
    media: await open<MediaDoc>('media'),
    menus: await open<{ button: unknown[] }>('menu'),
    codesWithScene: await open<QrDoc>('qr'),
    counts: await open<CountDoc>('count'),
    failTemplates: 0,
    faults: new Faults(() => changes.tell({ kind: 'faults' })),
    wire: new Wire('wechat', now, () => changes.tell({ kind: 'wire' })),
    changes,
    nextSeq: () => ++seq,
  }
}
