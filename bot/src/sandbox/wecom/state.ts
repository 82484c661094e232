import { Changes } from '../changes'
import { Faults } from '../faults'
import { Collection, type StandInStore } from '../store'
import { Wire } from '../wire'
import type { WecomApp, WecomCorp } from './corp'

/** A JSON object as it came in. */
export type Json = Record<string, unknown>

/** An access token of one app. Times are milliseconds since 1970 everywhere in the state. */
export interface TokenDoc {
  value: string
  agentId: number
  expires: number
}

export interface TicketDoc {
  kind: 'corp' | 'agent'
  agentId: number
  value: string
  expires: number
}

/** A login code. */
export interface CodeDoc {
  code: string
  userId: string
  agentId: number
  expires: number
  used: boolean
}

/** A message of an app and how it looks to each of its readers. */
export interface MessageDoc {
  msgid: string
  seq: number
  at: number
  agentId: number
  msgtype: string
  /** The body of its msgtype (`text`, `template_card` …). */
  body: Json
  readers: string[]
  taskId?: string
  /** Per reader: the card that replaced the first one, or the caption that replaced its buttons. */
  changed: Record<string, { card?: Json; caption?: string }>
  digest: string
  recalled: boolean
}

/** Something a member typed or sent. */
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

/** A response_code: good for one update within 72 h. */
export interface ResponseCodeDoc {
  code: string
  msgid: string
  agentId: number
  expires: number
  used: boolean
}

export interface MediaDoc {
  mediaId: string
  type: string
  fileName: string
  contentType: string
  base64: string
  expires: number
}

export interface MenuDoc {
  agentId: number
  button: unknown[]
}

/** Everything that the stand-in remembers, loaded from its store. */
export interface WecomState {
  corp: WecomCorp
  now(): Date
  log(line: string): void
  tokens: Collection<TokenDoc>
  tickets: Collection<TicketDoc>
  codes: Collection<CodeDoc>
  messages: Collection<MessageDoc>
  lines: Collection<LineDoc>
  responseCodes: Collection<ResponseCodeDoc>
  media: Collection<MediaDoc>
  menus: Collection<MenuDoc>
  /** Apps by agentid; the callback settings may be saved later. */
  apps: Collection<WecomApp>
  /** `agentid task_id` of every card ever sent. */
  taskIds: Set<string>
  /** When each reader was last sent something, by `agentid userid`; an hour is kept. */
  recent: Map<string, number[]>
  faults: Faults
  wire: Wire
  changes: Changes
  nextSeq(): number
}

function recentByReader(messages: MessageDoc[]): Map<string, number[]> {
  const recent = new Map<string, number[]>()
  for (const { agentId, readers, at } of messages)
    for (const reader of readers) {
      const key = `${agentId} ${reader}`
      recent.set(key, [...(recent.get(key) ?? []).slice(-1000), at])
    }
  return recent
}

/** Opens the state of one corporation; what an earlier process acknowledged is there again. */
export async function openState(
  corp: WecomCorp,
  store: StandInStore,
  now: () => Date,
  log: (line: string) => void,
): Promise<WecomState> {
  const open = <T extends object>(kind: string) => Collection.open<T>(store, `wecom.${kind}`)
  const changes = new Changes(log)
  const messages = await open<MessageDoc>('message')
  const lines = await open<LineDoc>('line')
  const apps = await open<WecomApp>('app')
  for (const app of corp.apps) await apps.put(`${app.agentId}`, { ...apps.get(`${app.agentId}`), ...app })
  let seq = Math.max(0, ...[...messages.values(), ...lines.values()].map(doc => doc.seq))
  return {
    corp,
    now,
    log,
    tokens: await open<TokenDoc>('token'),
    tickets: await open<TicketDoc>('ticket'),
    codes: await open<CodeDoc>('code'),
    messages,
    lines,
    responseCodes: await open<ResponseCodeDoc>('responseCode'),
    media: await open<MediaDoc>('media'),
    menus: await open<MenuDoc>('menu'),
    apps,
    taskIds: new Set(messages.values().map(({ agentId, taskId }) => `${agentId} ${taskId}`)),
    recent: recentByReader(messages.values()),
    faults: new Faults(() => changes.tell({ kind: 'faults' })),
    wire: new Wire('wecom', now, () => changes.tell({ kind: 'wire' })),
    changes,
    nextSeq: () => ++seq,
  }
}
