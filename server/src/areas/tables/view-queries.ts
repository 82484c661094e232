import type { Filter, Value } from '@gonghai/shared/client/api'
import type { ListSetupAnswer, SavedView } from '@gonghai/shared/client/tables-api'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { tableOf } from '../../records/columns'
import { parseFilter } from '../../records/list/filter'
import { parseSort } from '../../records/list/sort'
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

/** What is left of a filter whose fields or options may have been retired since it was saved. */
function livingFilter(object: ObjectDeclaration, filter: Filter): Filter | null {
  if ('and' in filter || 'or' in filter) {
    const [join, parts] = 'and' in filter ? (['and', filter.and] as const) : (['or', filter.or] as const)
    const kept = parts.flatMap(part => livingFilter(object, part) ?? [])
    return kept.length === 0 ? null : ({ [join]: kept } as Filter)
  }
  const issues: FieldIssue[] = []
  parseFilter(object, filter, issues)
  return issues.length === 0 ? filter : null
}

/** Ids that a filter mentions, with what they are ids of. */
function* mentioned(object: ObjectDeclaration, filter: Filter | null): Generator<[Field, Value]> {
  if (!filter) return
  if ('and' in filter || 'or' in filter) {
    for (const part of 'and' in filter ? filter.and : filter.or) yield* mentioned(object, part)
    return
  }
  const field = tableOf(object).byField.get(filter.field)?.declaration
  if (!field || !('value' in filter) || !['reference', 'record', 'people'].includes(field.kind)) return
  const single: Field = field.kind === 'people' ? { kind: 'reference', target: 'employee' } : field
  for (const value of [filter.value].flat()) if (typeof value === 'string') yield [single, value]
}

function viewOf(
  row: ViewRow,
  object: ObjectDeclaration,
  actor: EmployeeActor,
  references: References,
): SavedView {
  const mine = row.owner_id === actor.employeeId
  const { byField } = tableOf(object)
  const filter = row.filter && livingFilter(object, row.filter)
  const sort = row.sort && 'column' in parseSort(object, row.sort) ? row.sort : null
  const columns = row.columns?.filter(name => byField.has(name)) ?? null
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
    names: Object.fromEntries(
      [...mentioned(object, filter)].map(([field, value]) => {
        const [found] = Object.values(references.of({ field }, { field: value })).flat()
        return [String(value), found?.name ?? '']
      }),
    ),
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
  const { byField } = tableOf(object)
  const references = new References()
  for (const row of rows) {
    for (const [field, value] of mentioned(object, row.filter)) references.want({ field }, { field: value })
  }
  await references.load(sql, actor.access)
  const views = rows.map(row => viewOf(row, object, actor, references))
  return {
    views,
    columns: liked?.columns?.filter(column => byField.has(column)) ?? null,
    view: views.find(view => view.id === liked?.view_id)?.id ?? null,
    mayShare: can(actor.access, { object: 'savedView', verb: 'share' }),
  }
}
