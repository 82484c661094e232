import type { SegmentObject } from '@gonghai/shared/actions/segment'
import type { Filter } from '@gonghai/shared/client/api'
import type { SegmentPreview, SegmentsAnswer, SegmentView } from '@gonghai/shared/client/relation-api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { listRecords } from '../../records/list'
import { livingFilter, namesOf, wantNames } from '../../records/list/living'
import { visibleDeclaration } from '../../records/readable'
import type { ReadServices } from '../../records/reader'
import { References } from '../../records/references'

interface Row {
  id: string
  version: number
  name: string
  object: SegmentObject
  description: string | null
  filter: Filter
  owner_id: string
  owner: string
  shared: boolean
  updated_at: Date
}

/** GET /api/segments: one's own, and those that colleagues share. @param id only this one */
export async function readSegments(sql: Sql, actor: EmployeeActor, id?: string): Promise<SegmentsAnswer> {
  const rows = await sql.query<Row>(
    `select s.id, s.version, s.name, s.object, s.description, s.filter, s.owner_id, e.name as owner, s.shared, s.updated_at
     from segment s join employee e on e.id = s.owner_id
     where (s.owner_id = $1::uuid or s.shared) and ($2::uuid is null or s.id = $2::uuid)
     order by s.owner_id = $1::uuid desc, s.name, s.id limit 500`,
    [actor.employeeId, id ?? null],
  )
  const shown = rows.map(row => ({ row, object: asSeen(actor, row.object) }))
  const references = new References()
  for (const { row, object } of shown) wantNames(references, object, row.filter)
  await references.load(sql, actor.access)
  return { segments: shown.map(({ row, object }) => viewOf(row, object, actor, references)) }
}

function viewOf(
  { owner_id, owner, updated_at, ...row }: Row,
  object: ObjectDeclaration,
  actor: EmployeeActor,
  references: References,
): SegmentView {
  const mine = owner_id === actor.employeeId
  const filter = livingFilter(object, row.filter)
  return {
    ...row,
    filter,
    names: namesOf(references, object, filter),
    ...(JSON.stringify(filter) === JSON.stringify(row.filter) ? {} : { mended: true as const }),
    owner: { id: owner_id, name: owner },
    mine,
    editable: mayChange(actor, owner_id),
    updatedAt: updated_at.toISOString(),
  }
}

/** The object with the fields that this reader may ask for. */
const asSeen = ({ access }: EmployeeActor, name: SegmentObject) =>
  visibleDeclaration(access, access.catalogue.find(name)!)

/** Its owner changes a segment, and whoever sets segments up: owners leave. */
export function mayChange({ employeeId, access }: EmployeeActor, owner: unknown): boolean {
  return owner === employeeId || can(access, { object: 'segment', verb: 'configure' })
}

/** POST /api/segments/preview: how many of the reader's records a filter finds, and five of them. @throws Refusal invalidInput */
export async function previewSegment(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  object: SegmentObject,
  filter: unknown,
): Promise<SegmentPreview> {
  const { count, rows } = await listRecords(sql, actor, services, object, { filter, limit: 5, tab: 'all' })
  return { count, sample: rows }
}
