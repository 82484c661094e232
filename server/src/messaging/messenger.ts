import type { CardKindName } from '@gonghai/shared/cards'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Tx } from '../db/database'
import type { Clock } from '../kernel/clock'
import type { JsonObject } from '../kernel/context'
import type { Words } from '../kernel/words'
import { openCard } from './open-card'
import { sendFollowerNotice } from './send-follower-notice'
import { sendNotice } from './send-notice'
import { touchCard } from './touch-card'

/** A card to be put before people. */
export interface OpenCard {
  kind: CardKindName
  /** "object:id" */
  matter: string
  /** Whatever the renderer needs besides the matter. */
  params?: JsonObject
  /** Ids of employees. */
  recipients: readonly string[]
}

/** A few plain words to one employee. */
export interface Notice {
  employeeId: string
  text: Words
  /** Records to open, "object:id". */
  links?: readonly { text: Words; record: string }[]
  /** Says once what the notice is about; a repeat with the same key sends nothing. */
  dedupeKey: string
  /** `now` goes out even when the platform's budget is nearly spent. Default `normal`. */
  urgency?: 'now' | 'normal'
}

/** A few plain words to a follower of the official account. */
export interface FollowerNotice {
  portalUserId: string
  text: Words
  /** The page of the portal behind it: a path of ours. */
  link: { text: Words; path: string }
  /** The same in short, for a template message where the window for words is over. */
  card: { source: Words; title: Words; subtitle: Words; facts: readonly { label: Words; value: Words }[] }
  /** Says once what the notice is about; a repeat with the same key sends nothing. */
  dedupeKey: string
  urgency?: 'now' | 'normal'
}

/** How reactions speak to people. Everything happens in the caller's transaction: what is rolled back is never sent. */
export interface Messenger {
  /**
   * Gives every recipient one card per platform that they are linked on. Who still has an open card of this matter
   * keeps it (it is brought up to date); whoever's card was final gets a new one.
   */
  openCard(tx: Tx, card: OpenCard): Promise<void>
  /** Has every card of a matter rendered anew and updated where it changed. Unknown matters are fine. */
  touchCard(tx: Tx, card: { kind: CardKindName; matter: string }): Promise<void>
  /** Tells one employee something, on the platform where they were seen last. Nobody linked: nothing is sent. */
  sendNotice(tx: Tx, notice: Notice): Promise<void>
  /**
   * Tells a follower something in their conversation and language; as a template message where the platform takes words
   * no longer. Who does not follow, or no official account: nothing is sent.
   */
  sendFollowerNotice(tx: Tx, notice: FollowerNotice): Promise<void>
}

export interface MessengerDeps {
  clock: Clock
  /** The platforms that are on in this deployment. */
  platforms: readonly PlatformName[]
  /** How people reach the mini-app, without a trailing slash. */
  baseUrl: string
}

/** Binds the sending side of messaging to its deployment. */
export function createMessenger(deps: MessengerDeps): Messenger {
  return {
    openCard: (tx, card) => openCard(deps, tx, card),
    touchCard: (tx, card) => touchCard(deps, tx, card),
    sendNotice: (tx, notice) => sendNotice(deps, tx, notice),
    sendFollowerNotice: (tx, notice) => sendFollowerNotice(deps, tx, notice),
  }
}
