import type { Need, ObjectDeclaration } from '@gonghai/shared/objects/declare'
import type { Access, NamedDepartment } from './context'

/** What is known about a row besides its columns, for `inScope`. */
export interface Facts {
  /** The reader's place in the record's team. */
  team?: 'read' | 'edit'
  /** The reader is, or was, asked to approve it. */
  approver?: boolean
  /** The pool that its present owner claimed it from. */
  heldFrom?: string
  /** The record that an attached row belongs to; absent where that is gone. */
  parent?: { row: Record<string, unknown>; facts?: Facts }
}

/** One piece of a scope: a set of rows that one index finds. */
export type Element =
  | { kind: 'all' }
  | { kind: 'owners'; ids: readonly string[] }
  | { kind: 'department'; id: string }
  | { kind: 'ancestor'; level: number; ids: readonly string[] }
  | { kind: 'team'; kinds: readonly ('read' | 'edit')[] }
  | { kind: 'lying'; pools: readonly string[] }
  | { kind: 'held'; pools: readonly string[] }
  | { kind: 'reviewer'; id: string }
  | { kind: 'keptOut'; pools: readonly string[] }
  | { kind: 'approver' }

type Of<K extends Element['kind']> = Extract<Element, { kind: K }>

/** Where an element is compiled to: the row's alias, parameters, and who asks about which object. */
export interface Target {
  alias: string
  bind(value: unknown): string
  access: Access
  object: ObjectDeclaration
}

/** An element as SQL and as a predicate; a property test holds the two together. */
interface Form<K extends Element['kind']> {
  sql(element: Of<K>, target: Target): string
  holds(element: Of<K>, row: Record<string, unknown>, facts: Facts): boolean
}

const includes = (ids: readonly string[], value: unknown) => typeof value === 'string' && ids.includes(value)

const forms: { [K in Element['kind']]: Form<K> } = {
  all: { sql: () => 'true', holds: () => true },
  owners: {
    sql: ({ ids }, { alias, bind }) =>
      ids.length === 1
        ? `${alias}.owner_id = ${bind(ids[0])}::uuid`
        : `${alias}.owner_id = any(${bind(ids)}::uuid[])`,
    holds: ({ ids }, row) => includes(ids, row.owner_id),
  },
  department: {
    sql: ({ id }, { alias, bind }) => `${alias}.department_id = ${bind(id)}::uuid`,
    holds: ({ id }, row) => row.department_id === id,
  },
  ancestor: {
    sql: ({ level, ids }, { alias, bind }) =>
      ids.length === 1
        ? `${alias}.dept${level} = ${bind(ids[0])}::uuid`
        : `${alias}.dept${level} = any(${bind(ids)}::uuid[])`,
    holds: ({ level, ids }, row) => includes(ids, row[`dept${level}`]),
  },
  team: {
    sql: ({ kinds }, { alias, bind, access, object }) =>
      `${alias}.id in (select m.record_id from team_member m where m.employee_id = ${bind(access.employeeId)}::uuid
        and m.object = ${bind(object.name)}::text and m.access = any(${bind(kinds)}::text[]))`,
    holds: ({ kinds }, _row, { team }) => team !== undefined && kinds.includes(team),
  },
  lying: {
    sql: ({ pools }, { alias, bind }) =>
      `(${alias}.owner_id is null and ${alias}.pool_id = any(${bind(pools)}::uuid[]))`,
    holds: ({ pools }, row) => !row.owner_id && includes(pools, row.pool_id),
  },
  held: {
    sql: ({ pools }, { alias, bind, object }) =>
      `exists (select 1 from holding h where h.object = ${bind(object.name)}::text and h.record_id = ${alias}.id
        and h.ended_at is null and h.pool_id = any(${bind(pools)}::uuid[]))`,
    holds: ({ pools }, _row, { heldFrom }) => includes(pools, heldFrom),
  },
  reviewer: {
    sql: ({ id }, { alias, bind }) => `${bind(id)}::uuid = any(${alias}.reviewers)`,
    holds: ({ id }, row) => Array.isArray(row.reviewers) && row.reviewers.includes(id),
  },
  keptOut: {
    sql: ({ pools }, { alias, bind }) =>
      `(${alias}.review_state = 'rejected' and ${alias}.owner_id is null and ${alias}.pool_id = any(${bind(pools)}::uuid[]))`,
    holds: ({ pools }, row) =>
      row.review_state === 'rejected' && !row.owner_id && includes(pools, row.pool_id),
  },
  approver: {
    sql: (_element, { alias, bind, access, object }) =>
      `exists (select 1 from approval a join approval_task k on k.approval_id = a.id
        where a.object = ${bind(object.name)}::text and a.record_id = ${alias}.id
        and k.approver_id = ${bind(access.employeeId)}::uuid)`,
    holds: (_element, _row, { approver }) => approver === true,
  },
}

/** The SQL boolean of one element; may be NULL for rows without an owner. */
export function elementSql<K extends Element['kind']>(element: Of<K>, target: Target): string {
  return forms[element.kind as K].sql(element, target)
}

/** Is the row in this element? */
export function elementHolds<K extends Element['kind']>(
  element: Of<K>,
  row: Record<string, unknown>,
  facts: Facts,
): boolean {
  return forms[element.kind as K].holds(element, row, facts)
}

/** Departments whose whole trees are reached; one that lies inside another is left out. */
function treesOf(access: Access, own: boolean, named: readonly NamedDepartment[]): Element[] {
  const level = Math.min(access.departmentPath.length, 6)
  const mine = own ? [{ level, id: access.departmentPath[level - 1]! }] : []
  const trees = [...mine, ...named.filter(({ id }) => !mine.some(tree => tree.id === id))]
  const levels = [...new Set(trees.map(tree => tree.level))]
  return levels.map(at => ({
    kind: 'ancestor',
    level: at,
    ids: trees.filter(tree => tree.level === at).map(({ id }) => id),
  }))
}

/** Own records come with every scope but none; what is named and a team's records even with that. */
function ownedElements(
  access: Access,
  object: ObjectDeclaration,
  need: 'query' | 'view' | 'edit',
): Element[] {
  const reaches = new Set(access.scopes[object.name]?.[need] ?? [])
  reaches.delete('none')
  if (reaches.has('all')) return [{ kind: 'all' }]
  const named = access.named[object.name]?.[need]
  const elements: Element[] = []
  const owners = new Set([
    ...(reaches.size > 0 ? [access.employeeId] : []),
    ...(reaches.has('ownAndSubordinates') ? access.reports : []),
    ...(named?.employees ?? []),
  ])
  if (owners.size > 0) elements.push({ kind: 'owners', ids: [...owners] })
  if (reaches.has('organisation'))
    elements.push({ kind: 'ancestor', level: 1, ids: access.organisationRoots })
  const tree = reaches.has('departmentTree')
  if (reaches.has('department') && !tree) elements.push({ kind: 'department', id: access.departmentId })
  elements.push(...treesOf(access, tree, named?.departments ?? []))
  if (object.can.team) elements.push({ kind: 'team', kinds: need === 'edit' ? ['edit'] : ['read', 'edit'] })
  return elements
}

/** The elements of which a need on an owned object consists (decision 9): a row in any of them satisfies it. */
export function elementsOf(access: Access, object: ObjectDeclaration, need: Need): Element[] {
  const pools = [...access.memberPools, ...access.adminPools]
  switch (need) {
    case 'query':
    case 'edit':
      return ownedElements(access, object, need)
    case 'beyondTeam':
      return ownedElements(access, object, 'edit').filter(({ kind }) => kind !== 'team')
    case 'view':
      return [
        ...ownedElements(access, object, need),
        ...(object.can.pooled ? [{ kind: 'lying', pools } as const] : []),
        // Whoever has to say a word about it may look at it; pooled records carry these people themselves.
        ...(object.can.pooled ? [{ kind: 'reviewer', id: access.employeeId } as const] : []),
        ...(object.can.approved && !object.can.pooled ? [{ kind: 'approver' } as const] : []),
      ]
    case 'pooled':
      return poolElements(object, pools)
    case 'pooledAdmin':
      return poolElements(object, access.adminPools)
    case 'reviewed':
      return reviewElements(access, object)
    case 'exists':
      return [{ kind: 'all' }]
    default:
      return []
  }
}

/** Whoever is asked; and of a customer that was not let in and has no owner to put it right, its pool's administrators. */
function reviewElements(access: Access, object: ObjectDeclaration): Element[] {
  if (!object.can.pooled) return []
  const asked: Element = { kind: 'reviewer', id: access.employeeId }
  return object.fields.reviewState ? [asked, { kind: 'keptOut', pools: access.adminPools }] : [asked]
}

/** Also what a colleague has just claimed from there: whoever comes too late is told who was faster. */
function poolElements(object: ObjectDeclaration, pools: readonly string[]): Element[] {
  if (!object.can.pooled) return []
  return [
    { kind: 'lying', pools },
    { kind: 'held', pools },
  ]
}
