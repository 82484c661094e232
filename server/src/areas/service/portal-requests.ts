import type { Need } from '@gonghai/shared/objects'
import { type PortalAccess, portalCondition } from '../../access/portal'
import type { Sql } from '../../db/database'
import { refuse } from '../../kernel/errors'
import { parseValue } from '../../records/input'
import { Params } from '../../records/reader'
import type { RequestState } from './service-request'
import { readTimeline, type TimelineStep } from './timeline'
import { urgeEveryMs } from './urge-request'

/** A request as its customer sees it. */
export interface PortalRequestView {
  id: string
  number: string
  title: string
  state: RequestState
  kind: string
  priority: string
  description: string | null
  createdAt: string
  /** The latest step. */
  updatedAt: string
  wantedAt: string | null
  doneAt: string | null
  result: string | null
  stars: number | null
  urges: number
  /** From when it may be urged again; null = at once. */
  mayUrgeAt: string | null
  asset: { id: string; name: string; serialNumber: string } | null
  /** Who has it, while it is under way. */
  engineer: { name: string; phone: string | null } | null
  /** The survey about it that this reader may answer, or has. */
  survey: { id: string; state: string; expiresAt: string } | null
  /** Actions that make sense now. */
  allowed: string[]
}

interface RequestRow {
  id: string
  number: string
  title: string
  state: RequestState
  kind: string
  priority: string
  description: string | null
  created_at: Date
  stepped_at: Date | null
  wanted_at: Date | null
  done_at: Date | null
  result: string | null
  stars: number | null
  urges: number
  urged_at: Date | null
  asset_id: string | null
  asset: string | null
  serial_number: string | null
  engineer: string | null
  phone: string | null
  survey_id: string | null
  survey_state: string | null
  expires_at: Date | null
}

const iso = (at: Date | null) => at?.toISOString() ?? null
const portal: Need = 'portal'

function allowedOf(row: RequestRow, now: Date): string[] {
  if (row.state === 'done' || row.state === 'withdrawn') {
    const open = row.survey_state === 'asked' && row.expires_at !== null && row.expires_at > now
    return open ? ['survey.answer'] : []
  }
  const mayUrge = !row.urged_at || row.urged_at.getTime() + urgeEveryMs <= now.getTime()
  return [
    'request.add',
    ...(mayUrge ? ['request.urge'] : []),
    ...(row.state === 'working' ? [] : ['request.withdraw']),
  ]
}

function viewOf(row: RequestRow, now: Date): PortalRequestView {
  const again = row.urged_at && new Date(row.urged_at.getTime() + urgeEveryMs)
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    kind: row.kind,
    priority: row.priority,
    description: row.description,
    createdAt: row.created_at.toISOString(),
    updatedAt: (row.stepped_at ?? row.created_at).toISOString(),
    wantedAt: iso(row.wanted_at),
    doneAt: iso(row.done_at),
    result: row.result,
    stars: row.stars,
    urges: row.urges,
    mayUrgeAt: again && again > now ? again.toISOString() : null,
    asset: row.asset_id
      ? { id: row.asset_id, name: row.asset ?? '', serialNumber: row.serial_number ?? '' }
      : null,
    engineer: row.engineer ? { name: row.engineer, phone: row.phone } : null,
    survey: row.survey_id
      ? { id: row.survey_id, state: row.survey_state!, expiresAt: row.expires_at!.toISOString() }
      : null,
    allowed: allowedOf(row, now),
  }
}

/** Requests of the reader under a further condition, newest first. */
async function selectRequests(
  sql: Sql,
  access: PortalAccess,
  where: (bind: (value: unknown) => string) => string,
  limit: number,
): Promise<RequestRow[]> {
  const { values, bind } = new Params()
  const mine = portalCondition(access, 'serviceRequest', portal, bind, 'r')
  const further = where(bind)
  const me = `${bind(access.portalUserId)}::uuid`
  return sql.query<RequestRow>(
    `select r.id, r.number, r.title, r.state, r.kind, r.priority, r.description, r.created_at,
       (select max(p.at) from request_step p where p.request_id = r.id) as stepped_at, r.wanted_at, r.done_at, r.result, r.stars, r.urges, r.urged_at, a.id as asset_id, a.name as asset, a.serial_number,
       e.name as engineer, e.mobile as phone, s.id as survey_id, s.state as survey_state, s.expires_at
     from service_request r left join asset a on a.id = r.asset_id
       left join employee e on e.id = r.owner_id and r.state not in ('received', 'done', 'withdrawn')
       left join survey s on s.request_id = r.id and s.request_object = 'serviceRequest' and s.portal_user_id = ${me}
     where r.deleted_at is null and (${mine}) and (${further})
     order by r.created_at desc, r.id desc limit ${bind(limit)}::int`,
    values,
  )
}

const mostRows = 50

/** Where a page ended: "<moment>_<id>". @throws Refusal invalidInput */
function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = cursor.split('_')
  const valid =
    typeof parseValue({ kind: 'dateTime' }, at) === 'string' &&
    typeof parseValue({ kind: 'reference' }, id) === 'string'
  return valid ? { at, id } : refuse('invalidInput', {}, [{ path: 'cursor', rule: 'format' }])
}

/** Which requests: those under way, those that ended, or all. */
type Tab = 'open' | 'closed' | undefined

function tabCondition(tab: Tab): string {
  if (!tab) return 'true'
  return `r.state ${tab === 'open' ? 'not in' : 'in'} ('done', 'withdrawn')`
}

/** The reader's requests, newest first (PORTAL-3, PORTAL-4). @throws Refusal invalidInput (cursor) */
export async function myRequests(
  sql: Sql,
  access: PortalAccess,
  now: Date,
  { cursor, tab, limit = 20 }: { cursor?: string; tab?: Tab; limit?: number } = {},
): Promise<{ rows: PortalRequestView[]; next: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const size = Math.min(Math.max(limit, 1), mostRows)
  const found = await selectRequests(
    sql,
    access,
    bind =>
      after
        ? `${tabCondition(tab)} and (r.created_at, r.id) < (${bind(after.at)}::timestamptz, ${bind(after.id)}::uuid)`
        : tabCondition(tab),
    size + 1,
  )
  const page = found.slice(0, size)
  const last = found.length > size ? page.at(-1) : undefined
  return {
    rows: page.map(row => viewOf(row, now)),
    next: last ? `${last.created_at.toISOString()}_${last.id}` : null,
  }
}

/** One request with its timeline. @throws Refusal notFound */
export async function myRequest(
  sql: Sql,
  access: PortalAccess,
  now: Date,
  id: string,
): Promise<{ request: PortalRequestView; steps: TimelineStep[] }> {
  const known = parseValue({ kind: 'reference' }, id)
  const [row] =
    typeof known === 'string'
      ? await selectRequests(sql, access, bind => `r.id = ${bind(known)}::uuid`, 1)
      : []
  if (!row) return refuse('notFound')
  return { request: viewOf(row, now), steps: await readTimeline(sql, row.id) }
}
