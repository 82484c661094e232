import { findObject } from '@gonghai/shared/objects'
import type { Need, ObjectDeclaration, ReferenceTarget } from '@gonghai/shared/objects/declare'
import { identifier, splitRecord, tableOf } from '../records/columns'
import { type Access, can } from './context'
import { type Element, elementHolds, elementSql, elementsOf, type Facts } from './elements'

export type { Facts } from './elements'

type Bind = (value: unknown) => string

/** Reading needs the function permission besides the scope; the other needs come with their action's. */
function permitted(access: Access, object: ObjectDeclaration, need: Need): boolean {
  return need !== 'query' && need !== 'view' ? true : can(access, { object: object.name, verb: need })
}

const isOpen = (need: Need) => need === 'query' || need === 'view' || need === 'edit' || need === 'exists'

/** What isn't a declared object: who may use it, by row. */
const plain: Record<string, { sql(me: () => string, alias: string): string; need: readonly Need[] }> = {
  employee: { sql: () => 'true', need: ['exists', 'query', 'view'] },
  department: { sql: () => 'true', need: ['exists', 'query', 'view'] },
  // what only the administration names: its function permission is the check
  person: { sql: () => 'true', need: ['exists'] },
  position: { sql: () => 'true', need: ['exists'] },
  organisation: { sql: () => 'true', need: ['exists'] },
  role: { sql: () => 'true', need: ['exists'] },
  accessAddition: { sql: () => 'true', need: ['exists'] },
  // whoever was asked, and whoever asked
  accessRequest: {
    sql: (me, alias) => `(${alias}.requester_id = ${me()} or ${alias}.deciders @> array[${me()}])`,
    need: ['assigned'],
  },
  directoryRun: { sql: () => 'true', need: ['exists'] },
  customField: { sql: () => 'true', need: ['exists'] },
  // whether one may change a shared one is asked by its handler
  savedView: {
    sql: (me, alias) => `(${alias}.owner_id = ${me()} or ${alias}.shared)`,
    need: ['query', 'view', 'edit'],
  },
  duplicateRule: { sql: () => 'true', need: ['exists'] },
  // whoever was asked, and whoever asked
  duplicateRequest: {
    sql: (me, alias) => `(${alias}.asker_id = ${me()} or ${alias}.deciders @> array[${me()}])`,
    need: ['assigned'],
  },
  tag: { sql: () => 'true', need: ['exists', 'query', 'view', 'edit'] },
  relationKind: { sql: () => 'true', need: ['exists', 'query', 'view', 'edit'] },
  segment: {
    sql: (me, alias) => `(${alias}.owner_id = ${me()} or ${alias}.shared)`,
    need: ['query', 'view', 'edit'],
  },
  file: { sql: (me, alias) => `${alias}.uploader_id = ${me()}`, need: ['mine'] },
  extension: {
    sql: (me, alias) => `(${alias}.asker_id = ${me()} or ${alias}.approvers @> array[${me()}])`,
    need: ['assigned', 'view', 'query'],
  },
  // an approver of an earlier step too: a late press is answered by the handler, not by "not found"
  approval: {
    sql: (me, alias) => `(${alias}.applicant_id = ${me()} or exists (select 1 from approval_task k
      where k.approval_id = ${alias}.id and k.approver_id = ${me()}))`,
    need: ['assigned', 'view', 'query'],
  },
  // who was asked, and who asked: a late press is answered here, too
  poolReview: {
    sql: (me, alias) =>
      `(${me()} = any(${alias}.reviewers) or ${alias}.asker_id = ${me()} or ${alias}.claimant_id = ${me()})`,
    need: ['assigned', 'view', 'query'],
  },
}

/** Followers belong to their customer: who may edit that may decide what they see. */
function followerCondition(access: Access, need: Need, bind: Bind, alias: string): string {
  if (need !== 'edit') return 'false'
  const customer = `${alias}c`
  return `exists (select 1 from customer ${customer} where ${customer}.id = ${alias}.customer_id
    and ${customer}.deleted_at is null and (${scopeCondition(access, 'customer', 'edit', bind, customer)}))`
}

/** Attached rows are changed by who wrote them while they may read the record, and by whoever may change the record. */
function attachedCondition(
  access: Access,
  object: ObjectDeclaration,
  need: Need,
  bind: Bind,
  alias: string,
  parents?: readonly string[],
): string {
  const [objectPart, idPart] = tableOf(object).byField.get(object.parent!)!.parts
  const reachable = (wanted: Need) => {
    const targets = object.fields[object.parent!]?.targets ?? []
    const parts = targets
      .filter(name => parents?.includes(name) ?? true)
      .filter(name => wanted !== 'edit' || can(access, { object: name, verb: 'update' }))
      .map(name => {
        const parent = `${alias}p`
        const condition = scopeCondition(access, name, wanted, bind, parent)
        return `(${alias}.${identifier(objectPart!.name)} = ${bind(name)}::text and exists (
        select 1 from ${identifier(tableOf(findObject(name)!).name)} ${parent}
        where ${parent}.id = ${alias}.${identifier(idPart!.name)} and ${parent}.deleted_at is null and (${condition})))`
      })
    return `(${parts.join(' or ') || 'false'})`
  }
  if (need !== 'edit') return reachable('view')
  const mine = `${alias}.created_by = ${bind(access.employeeId)}::uuid`
  return `(${reachable('edit')} or (${mine} and ${reachable('view')}))`
}

/**
 * One SQL boolean: does the row under `alias` satisfy the need? For rows found by id, inside the locking SELECT.
 * `bind` adds a parameter and answers its placeholder.
 * @param parents of attached rows, the only objects that they can belong to, where the caller knows: a shorter statement
 */
export function scopeCondition(
  access: Access,
  target: ReferenceTarget,
  need: Need,
  bind: Bind,
  alias: string,
  parents?: readonly string[],
): string {
  const other = plain[target]
  // Bound only where it is used: a parameter that no statement mentions is an error.
  if (other)
    return other.need.includes(need) ? other.sql(() => `${bind(access.employeeId)}::uuid`, alias) : 'false'
  if (target === 'portalUser') return followerCondition(access, need, bind, alias)
  const object = findObject(target)
  if (!object || !permitted(access, object, need)) return 'false'
  if (object.parent)
    return isOpen(need) ? attachedCondition(access, object, need, bind, alias, parents) : 'false'
  if (!object.can.owned) return isOpen(need) ? 'true' : 'false'
  const parts = elementsOf(access, object, need).map(element =>
    elementSql(element, { access, object, bind, alias }),
  )
  return parts.length === 0 ? 'false' : `coalesce(${parts.join(' or ')}, false)`
}

/** The same as a predicate on a row in memory (snake_case columns) with what else is known about it. */
export function inScope(
  access: Access,
  object: ObjectDeclaration,
  need: Need,
  row: Record<string, unknown>,
  facts: Facts = {},
): boolean {
  if (!permitted(access, object, need)) return false
  if (object.parent) return isOpen(need) && attachedInScope(access, object, need, row, facts)
  if (!object.can.owned) return isOpen(need)
  return elementsOf(access, object, need).some(element => elementHolds(element, row, facts))
}

function attachedInScope(
  access: Access,
  object: ObjectDeclaration,
  need: Need,
  row: Record<string, unknown>,
  { parent }: Facts,
): boolean {
  const pointer = tableOf(object).byField.get(object.parent!)!.decode(row)
  const owner = typeof pointer === 'string' ? findObject(splitRecord(pointer)[0]) : undefined
  if (!owner || !parent || parent.row.deleted_at) return false
  const reaches = (wanted: Need) => inScope(access, owner, wanted, parent.row, parent.facts)
  if (need !== 'edit') return reaches('view')
  const changes = can(access, { object: owner.name, verb: 'update' }) && reaches('edit')
  return changes || (row.created_by === access.employeeId && reaches('view'))
}

/** Owners beyond this are asked for together, which costs a sort, instead of one branch each. */
const ownersApart = 12

/** Rows of one owner, or of one department's tree, lie in order in an index: one branch each. */
function split(element: Element): Element[] {
  if (element.kind !== 'owners' && element.kind !== 'ancestor') return [element]
  return element.ids.length > ownersApart ? [element] : element.ids.map(id => ({ ...element, ids: [id] }))
}

/**
 * The scope of a list: one SQL boolean per branch, disjoint, each served by one index, for UNION ALL with a LIMIT each
 * (decision 9). Empty when nothing can be listed. Not for attached objects, which are listed at their record.
 */
export function scopeBranches(
  access: Access,
  object: ObjectDeclaration,
  need: 'query' | 'view',
  bind: Bind,
  alias: string,
): string[] {
  if (!permitted(access, object, need)) return []
  if (!object.can.owned) return ['true']
  const sql = (element: Element) => elementSql(element, { access, object, bind, alias })
  const elements = elementsOf(access, object, need)
  return elements.flatMap((element, index) => {
    const earlier = elements.slice(0, index).map(other => ` and (${sql(other)}) is not true`)
    return split(element).map(part => `${sql(part)}${earlier.join('')}`)
  })
}
