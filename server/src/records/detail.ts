import type { DetailAnswer } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { objectList } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { scopeCondition } from '../access/scope'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import { identifier, tableOf } from './columns'
import { parseValue } from './input'
import { countRecords } from './list/count'
import { objectNamed, Params, type ReadServices } from './reader'
import { mayWait, type ReadRow, readList, viewRecords } from './view'

/**
 * The row of a record that the reader may open.
 * @throws Refusal notFound for hidden and missing alike; notPermitted where the reader may list it but not open it
 */
export async function openRow(
  sql: Sql,
  actor: EmployeeActor,
  object: ObjectDeclaration,
  id: string,
): Promise<ReadRow> {
  const key = parseValue({ kind: 'reference' }, id)
  if (typeof key !== 'string') return refuse('notFound')
  const { values, bind } = new Params()
  const columns = readList(actor, object, bind, 't')
  const listed = scopeCondition(actor.access, object.name, 'query', bind, 't')
  const [row] = await sql.query<ReadRow & { can_query: boolean }>(
    `select ${columns}, (${listed}) as can_query from ${identifier(tableOf(object).name)} t
     where t.id = ${bind(key)}::uuid and t.deleted_at is null`,
    values,
  )
  if (!row || !(row.can_view || row.can_query)) return refuse('notFound')
  return row.can_view ? row : refuse('notPermitted')
}

/** Records of an object that point to one record. */
interface Relation {
  object: ObjectDeclaration
  field: string
  /** Told only where there are some. */
  rare: boolean
  value(id: string): string
}

/** Where other records point to this kind: by a reference, or by "object:id". What lies in a pool is the pool's own list. */
function relationsOf(object: ObjectDeclaration): Relation[] {
  // What comes of a record stands before what it came from: a customer's contacts before its leads.
  const at = objectList.findIndex(one => one.name === object.name)
  const others = [...objectList.slice(at + 1), ...objectList.slice(0, at + 1)]
  const found = others.flatMap(other =>
    Object.entries(other.fields)
      .filter(([name]) => !(other.can.pooled && name === 'pool'))
      .flatMap(([field, { kind, target, targets, rare = false }]): Relation[] => {
        if (kind === 'reference' && target === object.name)
          return [{ object: other, field, rare, value: id => id }]
        const points = kind === 'record' && targets?.includes(object.name)
        return points ? [{ object: other, field, rare, value: id => `${object.name}:${id}` }] : []
      }),
  )
  return [...found.filter(one => !one.rare), ...found.filter(one => one.rare)]
}

/** The row itself, or that of the record which it has become part of: old links and cards lead somewhere. */
async function openPresent(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  object: ObjectDeclaration,
  id: string,
): Promise<ReadRow> {
  try {
    return await openRow(sql, actor, object, id)
  } catch (refusal) {
    const key = parseValue({ kind: 'reference' }, id)
    const next = typeof key === 'string' && (await services.successor?.(sql, object.name, key))
    if (!next) throw refusal
    return openRow(sql, actor, object, next)
  }
}

/**
 * GET /api/records/:object/:id: a record as its reader may see it, and what belongs to it.
 * @throws Refusal notFound | notPermitted
 */
export async function readRecord(
  sql: Sql,
  actor: EmployeeActor,
  services: ReadServices,
  name: string,
  id: string,
): Promise<DetailAnswer> {
  const object = objectNamed(name, actor)
  const row = await openPresent(sql, actor, services, object, id)
  const [record] = await viewRecords(sql, actor, services, object, [row], { lines: true })
  const approval =
    mayWait(object, row) && (await services.pendingApproval?.(sql, actor, object.name, record!.id))
  const related: DetailAnswer['related'] = []
  for (const relation of relationsOf(object)) {
    if (!can(actor.access, { object: relation.object.name, verb: 'query' })) continue
    const filter = { field: relation.field, op: 'eq', value: relation.value(record!.id) }
    const count = await countRecords(sql, actor, relation.object, filter, services.clock.now())
    if (count > 0 || !relation.rare)
      related.push({ object: relation.object.name, field: relation.field, count })
  }
  return { record: approval ? { ...record!, approval } : record!, related }
}
