import { createHash } from 'node:crypto'
import type { CardKindName } from '@gonghai/shared/cards'
import type { Locale } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import type { PlatformAbilities } from '@gonghai/shared/ports/platform'
import type { Sql } from '../db/database'
import type { JsonObject } from '../kernel/context'

/** What a renderer is asked for. */
export interface RenderRequest {
  /** "object:id" */
  matter: string
  params: JsonObject
  reader: { employeeId: string; locale: Locale; timeZone: string }
  now: Date
  /** The company's time zone: days of limits are counted in it. */
  companyZone: string
  /** How people reach the mini-app, without a trailing slash. */
  baseUrl: string
}

/** A card as its reader should see it now. `final`: nothing will change any more, and `card.outcome` says why. */
export interface RenderedCard {
  card: Card
  final: boolean
}

/** Draws one kind of card for one reader; only reads. It must answer for any matter, a deleted one included. */
export interface CardRenderer {
  render(sql: Sql, request: RenderRequest): Promise<RenderedCard>
}

/** One renderer per kind of card; given by the composition root. */
export type CardRenderers = Record<CardKindName, CardRenderer>

/** What a platform cannot show is left out: the list where one can write, the field where one cannot. */
export function fitCard(card: Card, abilities: PlatformAbilities): Card {
  const { choice, input, ...rest } = card
  if (card.buttons.length === 0) return rest
  if (abilities.cardInput && input) return { ...rest, input }
  return choice ? { ...rest, choice } : rest
}

const asksPrefix = 'a'
const tellsPrefix = 't'

/** Two cards with the same hash look the same. The hash also says whether the card asks its reader for something. */
export function hashCard(card: Card): string {
  const asks = card.buttons.some(button => !button.url)
  const digest = createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22)
  return (asks ? asksPrefix : tellsPrefix) + digest
}

/** Does the card begin to ask for something, after it only told? */
export function beginsToAsk(shownHash: string | null, hash: string): boolean {
  return (shownHash?.startsWith(tellsPrefix) ?? false) && hash.startsWith(asksPrefix)
}
