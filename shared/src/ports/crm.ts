import type { CardKindName } from '../cards'
import type { Value } from '../client/api'
import type { ErrorCode } from '../errors'
import type { Locale } from '../i18n/locale'
import type { CustomerDesk } from './customers'
import type { DeliveryPort, InboxPort, SyncPort } from './delivery'
import type { DirectoryEvent, Identity } from './events'
import type { Card, CardChoice, TextMessage } from './messages'
import type { PlatformAbilities } from './platform'

/** An employee at a chat door. */
export interface Person {
  employeeId: string
  name: string
  locale: Locale
  timeZone: string
}

/** An action with its input, ready to be executed. */
export interface PreparedCall {
  action: string
  input: Record<string, Value>
}

/** One action asked for by somebody in a chat. */
export interface ActionRequest extends PreparedCall {
  person: Person
  door: 'card' | 'chat'
  /** Idempotency key: the id of the inbox row, so that a repeat gets the first answer. */
  key: string
}

/** What became of it. A refusal is an answer, not an exception; anything unexpected is thrown and tried again. */
export type ActionOutcome =
  | { ok: true; message: string; result: Record<string, unknown>; undo?: PreparedCall }
  | {
      ok: false
      code: ErrorCode
      /** In the person's language; names the limit or whoever was faster. */
      message: string
      params?: Record<string, string | number>
      /** The same call may succeed in a moment. */
      retry: boolean
    }

/** A record, ready to be printed in a line. */
export interface Found {
  /** "object:id" */
  record: string
  number?: string
  title: string
  /** The facts that matter, in the person's language. */
  line: string
  /** Absolute address in the mini-app. */
  url: string
  /** It lay in one of the person's pools, but somebody has it by now. */
  taken?: true
}

/** A pool as its member sees it. */
export interface FoundPool {
  name: string
  /** Records waiting in it; capped like lists. */
  count: number
  url: string
  /** The newest ones. */
  top: Found[]
}

/** A record that resembles what was typed, as much of it as the person may know. */
export interface FoundCollision {
  /** "object:id" */
  record: string
  /** Percent. */
  degree: number
  title: string
  /** Who has it, or in which pool it lies. */
  holder: string
  state: string
  /** Absolute address in the mini-app, where the person may open it. */
  url?: string
  steps: ('cooperate' | 'appeal' | 'claim')[]
}

/** Everything that waits for somebody. */
export interface FoundToday {
  count: number
  items: Found[]
  url: string
}

/** Questions of the chat; answers hold only what the person may see. */
export interface CrmQuery {
  /** Records in the person's pools whose number is, or whose name contains, `words`; the exact number first. */
  claimable(person: Person, words: string, limit: number): Promise<Found[]>
  /** Records in the person's scope by name, pinyin, phone ending or number. */
  find(person: Person, words: string, limit: number): Promise<Found[]>
  /** What the whole company has under a typed name, phone or tax number, masked; `vague`: nobody can tell who is meant. */
  collisions(
    person: Person,
    words: string,
    limit: number,
  ): Promise<{ vague: boolean; hits: FoundCollision[] }>
  /** The person's own customers and leads by name, pinyin, phone ending or number. */
  mine(person: Person, words: string, limit: number): Promise<Found[]>
  /** The person's pools, each with its newest `top` records. */
  pools(person: Person, top: number): Promise<FoundPool[]>
  today(person: Person, limit: number): Promise<FoundToday>
  /** Approvals that wait for the person, oldest first; with `words` those whose number or title fits. `record` = "approval:<id>". */
  approvals(person: Person, words: string, limit: number): Promise<Found[]>
  /** Claims of other groups, new customers and asks for more days that wait for the person; `record` = "claimReview:<id>", "customerReview:<id>" or "extension:<id>". */
  reviews(person: Person, words: string, limit: number): Promise<Found[]>
  /** Colleagues by name, pinyin or initials; `record` = "employee:<id>", `line` = department. */
  colleagues(person: Person, words: string, limit: number): Promise<Found[]>
}

/** A choice that was offered in the chat. */
export interface DialogChoice {
  title: string
  call: PreparedCall
  /** Words that are still missing afterwards. */
  ask?: DialogAsk
}

/** Words that the next line gives: into which field of the input, and how they are asked for. */
export interface DialogAsk {
  field: string
  /** Key of the question in the catalogue, with `title` as its parameter. */
  question: string
}

/** What somebody's next line answers. */
export type Dialog =
  | { kind: 'choose'; choices: DialogChoice[] }
  | { kind: 'words'; title: string; call: PreparedCall; ask: DialogAsk }

/** Remembers, per person and platform, what the next line is about and what can still be taken back. */
export interface DialogPort {
  question(who: Identity): Promise<Dialog | null>
  /** Replaces the pending question; it lapses after ten minutes. */
  ask(who: Identity, dialog: Dialog): Promise<void>
  clear(who: Identity): Promise<void>
  undoable(who: Identity): Promise<PreparedCall | null>
  /** Null forgets it. */
  rememberUndo(who: Identity, call: PreparedCall | null): Promise<void>
}

/** What a card stands for, looked up by its id. */
export interface PressedCard {
  kind: CardKindName
  /** "object:id" */
  matter: string
  /** Sent to the one who pressed. */
  mine: boolean
  /** Title of the matter as it was last shown. */
  title: string
  /** The list that the card offers now. */
  choice?: CardChoice
}

/** Everything that the bot asks of the CRM. The server implements it; the bot keeps no state. */
export interface Crm {
  now(): Date
  /** The active employee behind an identity, or null when it is not linked. */
  identify(who: Identity): Promise<Person | null>
  /** Links the account that typed a one-time code to whoever made it elsewhere. @returns what to answer, in the person's language */
  linkAccount(who: Identity, code: string): Promise<string>
  execute(request: ActionRequest): Promise<ActionOutcome>
  query: CrmQuery
  dialog: DialogPort
  /** Null for an id that was never ours. */
  press(copyId: string, who: Identity): Promise<PressedCard | null>
  /** The card of a copy as it should look now, for platforms that take it in their acknowledgement; null when it was not sent. */
  showCard(copyId: string, abilities: PlatformAbilities): Promise<Card | null>
  /** Queues an answer to this identity, before everything less urgent. A repeated key queues nothing. */
  reply(who: Identity, message: TextMessage, key: string): Promise<void>
  /** The other side of the house: the official account's followers. */
  customers: CustomerDesk
  inbox: InboxPort
  delivery: DeliveryPort
  sync: SyncPort
  /** The platform's directory changed: whoever keeps employees re-reads these. */
  directoryChanged(event: DirectoryEvent): Promise<void>
}
