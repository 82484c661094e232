import type { CardKindName } from '@gonghai/shared/cards'
import { isLocale } from '@gonghai/shared/i18n'
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { PlatformAbilities } from '@gonghai/shared/ports/platform'
import type { Sql } from '../db/database'
import type { JsonObject } from '../kernel/context'
import type { MessagingDeps } from './deps'
import { fitCard, hashCard, type RenderedCard } from './render'

/** A card copy with all that is needed to draw it. */
export interface Copy {
  id: string
  card_id: string
  kind: CardKindName
  matter: string
  params: JsonObject
  employee_id: string
  platform: PlatformName
  user_id: string
  state: 'waiting' | 'open' | 'final' | 'closed' | 'skipped' | 'failed'
  shown_hash: string | null
  dirty_since: Date | null
  attempts: number
  lease_token: string | null
  lease_until: Date | null
  hold_until: Date | null
  locale: string
  time_zone: string
}

const copyFields = `c.id, c.card_id, k.kind, k.matter, k.params, c.employee_id, c.platform, c.user_id, c.state, c.shown_hash,
  c.dirty_since, c.attempts, c.lease_token, c.lease_until, c.hold_until, e.locale, e.time_zone`
const copyTables = 'card_copy c join card k on k.id = c.card_id join employee e on e.id = c.employee_id'

/** Reads a copy, and locks its row until the transaction ends unless only looking. */
export async function loadCopy(sql: Sql, id: string, lock: 'lock' | 'look'): Promise<Copy | null> {
  const [copy] = await sql.query<Copy>(
    `select ${copyFields} from ${copyTables} where c.id = $1::uuid ${lock === 'lock' ? 'for update of c' : ''}`,
    [id],
  )
  return copy ?? null
}

/** Draws a copy for its reader. */
export async function renderCopy(
  deps: Pick<MessagingDeps, 'renderers' | 'clock' | 'baseUrl' | 'timeZone'>,
  sql: Sql,
  copy: Copy,
): Promise<RenderedCard> {
  return deps.renderers[copy.kind].render(sql, {
    matter: copy.matter,
    params: copy.params,
    reader: {
      employeeId: copy.employee_id,
      locale: isLocale(copy.locale) ? copy.locale : 'zh-CN',
      timeZone: copy.time_zone,
    },
    now: deps.clock.now(),
    baseUrl: deps.baseUrl,
    companyZone: deps.timeZone,
  })
}

/** Draws a copy for its reader and platform, with the hash of how it looks. */
export async function drawCopy(
  deps: Pick<MessagingDeps, 'renderers' | 'clock' | 'baseUrl' | 'timeZone'>,
  sql: Sql,
  copy: Copy,
  abilities: PlatformAbilities,
): Promise<RenderedCard & { hash: string }> {
  const rendered = await renderCopy(deps, sql, copy)
  const card = fitCard(rendered.card, abilities)
  return { card, final: rendered.final, hash: hashCard(card) }
}
