import type { InboundEvent, PlatformName } from './events'
import type { Card, SendReceipt, TextMessage } from './messages'

/** What a platform's cards and messages can do; delivery decides by this, never by the platform's name. */
export interface PlatformAbilities {
  /** Free-text fields on cards. Without it, the bot asks for the words in the chat. */
  cardInput: boolean
  /** Update of a card needs a single-use code (from the send or from a press). A platform that never gives one can't update. */
  updateNeedsCode: boolean
  /** Codes expire after this many milliseconds. */
  codeLifetimeMs?: number
  /** Sending the same text twice under one key is noticed by the platform. */
  idempotentText: boolean
  /** Sending the same card twice under its id is noticed by the platform; true when absent. */
  idempotentCard?: boolean
  /** Messages that one person may receive, per rolling minute and hour. */
  perPerson: { perMinute: number; perHour: number }
}

/** A way to send to and update for one person. Throws `PlatformError`. */
export interface Sender {
  readonly abilities: PlatformAbilities
  /** @param key unique per message; used as the platform's idempotency key where it has one */
  sendText(to: string, message: TextMessage, key: string): Promise<SendReceipt>
  /** @param copyId becomes WeCom task_id / DingTalk outTrackId: `[0-9A-Za-z_-]{1,64}` */
  sendCard(to: string, card: Card, copyId: string): Promise<SendReceipt>
  /** Makes the person's copy look like `card`. `code` where `updateNeedsCode`. */
  updateCard(to: string, card: Card, copyId: string, code?: string): Promise<void>
}

/** Who came through the platform's own login. */
export interface SignInResult {
  userId: string
}

/** Login through a platform. */
export interface SignIn {
  /** Address of the platform's authorisation page inside its client; absent where the client hands out codes by its JS-API. */
  authorizeUrl?(redirectUri: string, state: string): string
  /** Address of the platform's own web login, for a desktop browser. */
  webLoginUrl?(redirectUri: string, state: string): string
  /**
   * Exchanges a code (5 minutes, once) for the person.
   * @param via `client` for codes from inside the client, `web` for codes from the web login
   */
  exchange(code: string, via: 'client' | 'web'): Promise<SignInResult>
}

/** Everything the mini-app needs to initialise the host's JS-API on one page address. */
export interface PageSignature {
  /** Official account: its app id. */
  corpId: string
  /** '' where the platform has no agents (official account). */
  agentId: string
  timestamp: number
  nonce: string
  /** Signature with the corporation's ticket. */
  signature: string
  /** WeCom only: signature with the app's ticket. */
  agentSignature?: string
}

/** One person of a platform's directory. Phones and mail are usually withheld by the platforms: never a key. */
export interface DirectoryPerson {
  userId: string
  name: string
  departmentIds: string[]
  title?: string
  /** Only where the administrator lets the app see it. */
  mobile?: string
  leaderUserId?: string
  leads: string[]
  active: boolean
}

export interface DirectoryDepartment {
  id: string
  /** Absent for the root. */
  parentId?: string
  name: string
}

/** A file fetched from a platform: at most 20 MB, from the configured host only. */
export interface PlatformMedia {
  bytes: Uint8Array
  fileName?: string
  contentType: string
}

/** One chat platform: translates, and knows no business word. */
export interface ChatPlatform {
  readonly name: PlatformName
  readonly sender: Sender
  readonly signIn: SignIn
  /** Reads the whole visible directory. Throws `PlatformError` rather than returning half of it, or where there is none (official account). */
  readDirectory(): Promise<{ departments: DirectoryDepartment[]; people: DirectoryPerson[] }>
  signPage(url: string): Promise<PageSignature>
  fetchMedia(mediaId: string): Promise<PlatformMedia>
  /** HTTP callbacks of the platform, relative to `/callbacks/<name>`; absent where everything comes by socket. */
  handleCallback?(request: CallbackRequest, receive: Receive): Promise<CallbackResponse>
  /** Opens sockets where the platform pushes that way (DingTalk Stream). Returns a function that closes them. */
  listen?(receive: Receive): Promise<() => Promise<void>>
}

export interface CallbackRequest {
  method: string
  /** Raw query string without `?`. */
  query: string
  /** The path below `/callbacks/<name>`, '' or '/…'. */
  path: string
  headers: Record<string, string | undefined>
  body: string
}

export interface CallbackResponse {
  status: number
  contentType: string
  body: string
}

/** What the platform takes back in its acknowledgement. */
export interface Acknowledgement {
  /** What the clicker's card should show at once (DingTalk). */
  card?: Card
  /**
   * The answer to what the person said or did, shown at once (official account: a passive reply, which costs no quota).
   * Whoever gives it does not send it as a message too. A repeat of the event is given the same one.
   */
  reply?: TextMessage
}

/**
 * Called by a platform for every verified event, before it acknowledges.
 * Resolves as soon as the event is stored (and, where `within` allows, its answer is known).
 */
export type Receive = (event: InboundEvent, options?: { within?: number }) => Promise<Acknowledgement>
