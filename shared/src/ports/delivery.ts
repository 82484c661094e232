import type { PlatformFailure } from './errors'
import type { DeliveryReportEvent, Identity, InboundEvent, PlatformName } from './events'
import type { Card, SendReceipt, TextMessage } from './messages'
import type { Acknowledgement, PlatformAbilities } from './platform'

/** One person on one platform: what is sent to them keeps its order. */
export type Lane = Identity

/** The next message of a lane. A card is rendered at this moment, so it is never older than its sending. */
export type OutboundItem = {
  id: string /** How often it was tried, this time included. */
  attempts: number
} & (
  | {
      kind: 'text'
      message: TextMessage
      /** Goes out in place of the text where the platform takes that only after the person wrote (failure `window`). */
      fallback?: Card
      /** The platform refused the text for that reason: the card is to be sent. */
      instead?: boolean
    }
  | { kind: 'card'; copyId: string; card: Card; hash: string; final: boolean }
)

/**
 * What a worker is told to do with a lane.
 * - send: the message is marked as under way and the lane is leased
 * - wait: not before `until` (retry, rate, circuit); a wake-up is queued
 * - busy: another worker drains it, and will see what is new
 * - idle: nothing to send
 */
export type LaneStep =
  | { step: 'send'; lease: string; item: OutboundItem }
  | { step: 'wait'; until: Date }
  | { step: 'busy' }
  | { step: 'idle' }

/** How a platform call ended. */
export type CallOutcome =
  | { ok: true; receipt: SendReceipt }
  | { ok: false; failure: PlatformFailure; code: string; retryAfterMs?: number }

/** What shall become of a message after a call: decided by the bot's table of failures. */
export type Verdict =
  | { state: 'sent' }
  /** Tried again after a pause, keeping its place in the lane; `instead`: by its fallback from now on. */
  | { state: 'waiting'; pauseMs: number; instead?: boolean }
  /** Given up, visible, can be sent again by hand. */
  | { state: 'dead' }
  /** May have arrived; not repeated by itself, visible, can be sent again by hand. */
  | { state: 'unknown' }

/** A pause for the whole platform. */
export interface CircuitVerdict {
  /** `trip`: pause now. `count`: pause once several calls in a row failed. `close`: the platform answers. */
  circuit: 'trip' | 'count' | 'close' | 'leave'
  pauseMs: number
}

/** A settled call: what happened, and what follows. */
export interface Settlement extends CircuitVerdict {
  outcome: CallOutcome
  verdict: Verdict
}

/** Storage of outbound messages. Each method is one short transaction; no platform is called inside. */
export interface DeliveryPort {
  /** @param lease what the previous step of the same drain returned */
  next(lane: Lane, abilities: PlatformAbilities, lease?: string): Promise<LaneStep>
  settle(lane: Lane, lease: string, item: OutboundItem, settlement: Settlement): Promise<void>
  /** What the platform said later about a message that it had taken: one that did not arrive is visible as dead. */
  report(event: DeliveryReportEvent): Promise<void>
  /** Queues what a crash left behind: due lanes without a lease, dirty cards, unfinished inbox rows. */
  sweep(platforms: PlatformName[]): Promise<void>
}

/** A card copy to be made to look as it should. */
export interface CopyRef {
  id: string
  platform: PlatformName
}

/** An update that is to be called now. */
export interface CopyUpdate {
  lease: string
  to: string
  card: Card
  hash: string
  final: boolean
  /** How often it was tried, this time included. */
  attempts: number
  code?: string
}

/** What a worker is told to do with a copy: `update` has the code already spent in the database. */
export type SyncStep =
  | ({ step: 'update' } & CopyUpdate)
  | { step: 'wait'; until: Date }
  | { step: 'busy' }
  | { step: 'idle' }

/**
 * How an update ended.
 * - shown: the copy looks as it should
 * - again: tried again after a pause; `keepCode` when the platform surely did not use it
 * - lost: this code is gone, or nobody knows; another one or the closing notice follows at once
 * - failed: cannot be shown; visible with its reason. `tell`: its end is said in words instead
 */
export type SyncResult =
  | { result: 'shown' }
  | { result: 'again'; pauseMs: number; keepCode: boolean }
  | { result: 'lost' }
  | { result: 'failed'; tell: boolean }

/** A settled update of a card. */
export interface SyncSettlement extends CircuitVerdict {
  outcome: CallOutcome
  result: SyncResult
}

/** Storage of card copies. */
export interface SyncPort {
  begin(copy: CopyRef, abilities: PlatformAbilities): Promise<SyncStep>
  settle(copy: CopyRef, update: CopyUpdate, settlement: SyncSettlement): Promise<void>
}

/** A stored event. */
export interface InboxItem {
  id: string
  event: InboundEvent
  /** This try included. */
  attempts: number
  lease: string
}

/** What came in. One transaction stores the event, its press code and the wake-up. */
export interface InboxPort {
  /**
   * `answer` is set when the event was seen before and is done.
   * @param inlineMs the caller works on it at once for so long, and passes on the answer's words; the job waits meanwhile
   */
  store(
    event: InboundEvent,
    inlineMs: number,
  ): Promise<{ id: string; repeated: boolean; answer?: Acknowledgement }>
  /** The person's earliest unfinished event, leased; null when there is none or another worker has it. */
  take(lane: Lane): Promise<InboxItem | null>
  /** Where nobody waits any more, the words of the answer go out as a message. */
  finish(item: InboxItem, answer: Acknowledgement): Promise<void>
  /** @param pauseMs null gives up: the event stays, visible with its reason */
  fail(item: InboxItem, reason: string, pauseMs: number | null): Promise<void>
  answer(id: string): Promise<Acknowledgement | null>
  /** The caller of `store` waits no longer. @returns the answer that came at the last moment */
  stopWaiting(id: string): Promise<Acknowledgement | null>
}
