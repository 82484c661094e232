import { Changes } from '../changes'
import { Faults } from '../faults'
import { Collection, type StandInStore } from '../store'
import { Wire } from '../wire'
import type { DingtalkApp, DingtalkCorp } from './corp'

/** A JSON object as it came in. */
export type Json = Record<string, unknown>

/** Card values: every one a string. */
export type Params = Record<string, string>

/** A token of one app; `userId` is set for a person's own token (browser login). Times are ms since 1970. */
export interface TokenDoc {
  value: string
  appKey: string
  userId?: string
  expires: number
}

export interface TicketDoc {
  appKey: string
  value: string
  expires: number
}

export interface CodeDoc {
  code: string
  userId: string
  appKey: string
  kind: 'client' | 'web'
  expires: number
  used: boolean
}

/** A message of the robot or a work notification. */
export interface MessageDoc {
  /** processQueryKey, or `task-…` for a work notification. */
  id: string
  seq: number
  at: number
  appKey: string
  msgKey: string
  param: Json
  readers: string[]
  readBy: string[]
  recalled: boolean
}

/** A card instance with its public values, private values per viewer, and what an answered press showed its presser. */
export interface CardDoc {
  outTrackId: string
  appKey: string
  templateId: string
  callbackType: 'STREAM' | 'HTTP'
  callbackRouteKey?: string
  userIdType: number
  publicData: Params
  privateData: Record<string, Params>
  presserData: Record<string, Params>
  deliveries: { userId: string; carrierId: string; seq: number; at: number }[]
}

/** Something that an employee typed or sent to the robot. */
export interface LineDoc {
  id: string
  seq: number
  at: number
  userId: string
  kind: 'text' | 'image'
  text?: string
  mediaId?: string
  delivered: boolean
}

/** A session webhook: 90 minutes. */
export interface SessionDoc {
  session: string
  appKey: string
  userId: string
  expires: number
}

export interface MediaDoc {
  mediaId: string
  type: string
  fileName: string
  contentType: string
  base64: string
}

/** A work notification's fate, for getsendresult. */
export interface TaskDoc {
  taskId: number
  agentId: number
  reached: string[]
  invalid: string[]
  forbidden: { code: string; count: number; userid: string }[]
  digest: string
  at: number
}

/** A directory event that waits for its acknowledgement. */
export interface EventDoc {
  eventId: string
  appKey: string
  eventType: string
  born: number
  data: Json
}

export interface GatewayTicketDoc {
  ticket: string
  appKey: string
  topics: string[]
  expires: number
}

export interface RouteDoc {
  key: string
  url: string
  apiSecret: string
}

/** Everything that the stand-in remembers, loaded from its store. */
export interface DingtalkState {
  corp: DingtalkCorp
  now(): Date
  log(line: string): void
  /** Base address of this stand-in, known once it listens. */
  base: string
  tokens: Collection<TokenDoc>
  tickets: Collection<TicketDoc>
  codes: Collection<CodeDoc>
  messages: Collection<MessageDoc>
  cards: Collection<CardDoc>
  lines: Collection<LineDoc>
  sessions: Collection<SessionDoc>
  media: Collection<MediaDoc>
  tasks: Collection<TaskDoc>
  events: Collection<EventDoc>
  gatewayTickets: Collection<GatewayTicketDoc>
  routes: Collection<RouteDoc>
  faults: Faults
  wire: Wire
  changes: Changes
  /** People whom the next robot sends report as flow-controlled; how often is left. */
  flowControlled: Map<string, number>
  /** How many of the next card deliveries fail inside a 200. */
  failDeliveries: number
  nextSeq(): number
}

/** The app that owns `appKey`. */
export function appOf(state: DingtalkState, appKey: string): DingtalkApp | undefined {
  return state.corp.apps.find(app => app.appKey === appKey)
}

/** Opens the state of one organisation; what an earlier process acknowledged is there again. */
export async function openState(
  corp: DingtalkCorp,
  store: StandInStore,
  now: () => Date,
  log: (line: string) => void,
): Promise<DingtalkState> {
  const open = <T extends object>(kind: string) => Collection.open<T>(store, `dingtalk.${kind}`)
  const changes = new Changes(log)
  const messages = await open<MessageDoc>('message')
  const cards = await open<CardDoc>('card')
  const lines = await open<LineDoc>('line')
  const delivered = cards.values().flatMap(card => card.deliveries)
  let seq = Math.max(0, ...[...messages.values(), ...lines.values(), ...delivered].map(doc => doc.seq))
  return {
    corp,
    now,
    log,
    base: '',
    tokens: await open<TokenDoc>('token'),
    tickets: await open<TicketDoc>('ticket'),
    codes: await open<CodeDoc>('code'),
    messages,
    cards,
    lines,
    sessions: await open<SessionDoc>('session'),
    media: await open<MediaDoc>('media'),
    tasks: await open<TaskDoc>('task'),
    events: await open<EventDoc>('event'),
    gatewayTickets: await open<GatewayTicketDoc>('gatewayTicket'),
    routes: await open<RouteDoc>('route'),
    faults: new Faults(() => changes.tell({ kind: 'faults' })),
    wire: new Wire('dingtalk', now, () => changes.tell({ kind: 'wire' })),
    changes,
    flowControlled: new Map(),
    failDeliveries: 0,
    nextSeq: () => ++seq,
  }
}
