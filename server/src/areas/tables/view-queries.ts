import type { Filter } from '@gonghai/shared/client/api'
import type { ListSetupAnswer, SavedView } from '@gonghai/shared/client/tables-api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { tableOf } from '../../records/columns'
import { livingFilter, namesOf, wantNames } from '../../records/list/living'
import { parseSort } from '../../records/list/sort'
import { offeredFields, ordersFor, visibleDeclaration } from '../../records/readable'
import { objectNamed } from '../../records/reader'
import { References } from '../../records/references'

interface ViewRow {
  id: string
  name: string
  shared: boolean
  owner_id: string
  owner: string | null
  filter: Filter | null
  sort: string | null
  tab: SavedView['tab']
  columns: string[] | null
}

function ordersBy({ access }: EmployeeActor, object: ObjectDeclaration, sort: string): boolean {
  const parsed = parseSort(object, sort)
  return 'column' in parsed && ordersFor(access, object, parsed.column.field)
}

/** Those of the columns that there are and that the reader sees something in. */
function shownOf({ access }: EmployeeActor, object: ObjectDeclaration, columns: string[] | null | undefined) {
  const [{ byField }, offered] = [tableOf(object), offeredFields(access, object)]
  return columns?.filter(name => byField.has(name) && (offered[name] || !object.fields[name])) ?? null
}

function viewOf(
  row: ViewRow,
  declared: ObjectDeclaration,
  actor: EmployeeActor,
  references: References,
): SavedView {
  const mine = row.owner_id === actor.employeeId
  // A colleague who shared it may see fields that this reader doesn't.
  const object = visibleDeclaration(actor.access, declared)
  const filter = row.filter && livingFilter(object, row.filter)
  const sort = row.sort && ordersBy(actor, object, row.sort) ? row.sort : null
  const columns = shownOf(actor, declared, row.columns)
  const mended =
    JSON.stringify([row.filter, row.sort, row.columns]) !== JSON.stringify([filter, sort, columns])
  return {
    id: row.id,
    name: row.name,
    shared: row.shared,
    owner: mine ? null : { id: row.owner_id, name: row.owner ?? '' },
    filter,
    sort,
    tab: row.tab,
    columns,
    names: namesOf(references, object, filter),
    editable: mine || can(actor.access, { object: 'savedView', verb: 'configure' }),
    ...(mended ? { mended: true as const } : {}),
  }
}

/**
 * GET /api/lists/:object: the reader's own views and the shared ones, and how the reader likes the list.
 * @throws Refusal notFound | notPermitted
 */
export async function readListSetup(sql: Sql, actor: EmployeeActor, name: string): Promise<ListSetupAnswer> {
  const object = objectNamed(name, actor)
  if (!can(actor.access, { object: object.name, verb: 'query' })) return refuse('notPermitted')
  const [rows, [liked]] = await Promise.all([
    sql.query<ViewRow>(
      `select v.id, v.name, v.shared, v.owner_id, e.name as owner, v.filter, v.sort, v.tab, v.columns
       from saved_view v left join employee e on e.id = v.owner_id
       where v.object = $1 and (v.owner_id = $2::uuid or v.shared)
       order by (v.owner_id = $2::uuid) desc, v.position, v.id`,
      [object.name, actor.employeeId],
    ),
    sql.query<{ columns: string[] | null; view_id: string | null }>(
      'select columns, view_id from list_preference where employee_id = $1::uuid and object = $2',
      [actor.employeeId, object.name],
    ),
  ])
  const references = new References()
  for (const row of rows) wantNames(references, object, row.filter)
  await references.load(sql, actor.access)
  const views = rows.map(row => viewOf(row, object, actor, references))
  return {
    views,
    columns: shownOf(actor, object, liked?.columns),
    view: views.find(view => view.id === liked?.view_id)?.id ?? null,
    mayShare: can(actor.access, { object: 'savedView', verb: 'share' }),
  }
}
