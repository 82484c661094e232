import type { Value } from '@gonghai/shared/client/api'
import type {
  CollisionAnalysis,
  DuplicateCheckAnswer,
  DuplicateRequestView,
  DuplicateRulesAnswer,
} from '@gonghai/shared/client/duplicates-api'
import { translator } from '@gonghai/shared/i18n'
import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { decodeRow, identifier, type Row, selectList, tableOf } from '../../records/columns'
import { matchKeys } from '../../records/match-keys'
import { Params } from '../../records/reader'
import { findCollisions } from './find-collisions'
import { effectOf, hitsOf } from './hits'
import { isHanded, readRequest } from './requests'
import { ruleName } from './rule-name'
import { activeRules, allRules, comparableFields, type DuplicateRule } from './rules'

type Values = Readonly<Record<string, Value | undefined>>

/** Whoever may look for duplicates at all, of what they may use. @throws Refusal notPermitted */
export function demandChecking(actor: EmployeeActor, object?: DuplicateObject): void {
  const allowed =
    can(actor.access, { object: 'duplicateRule', verb: 'query' }) &&
    (object === undefined || can(actor.access, { object, verb: 'query' }))
  if (!allowed) refuse('notPermitted')
}

/**
 * What an object's rules find for given values, company-wide, as this reader may know it.
 * @param exclude "object:id" of the record that is being changed @param rules others than those that hold, to try them
 */
export async function checkDuplicates(
  sql: Sql,
  actor: EmployeeActor,
  given: { object: DuplicateObject; values: Values; exclude?: string },
  rules?: readonly DuplicateRule[],
  view: { asStranger?: boolean } = {},
): Promise<DuplicateCheckAnswer> {
  const keys = matchKeys(findObject(given.object)!, given.values)
  if (keys.length === 0) return { effect: 'none', hits: [] }
  const held = rules ?? (await activeRules(sql, given.object))
  const found = await findCollisions(sql, held, keys, given.exclude)
  const hits = await hitsOf(sql, actor, found, view)
  return { effect: effectOf(hits), hits }
}

async function readAnalysed(
  sql: Sql,
  actor: EmployeeActor,
  name: DuplicateObject,
  ids: readonly string[],
): Promise<Row[]> {
  const object = findObject(name)!
  const params = new Params()
  const scope = scopeCondition(actor.access, name, 'view', params.bind, 't')
  return sql.query<Row>(
    `select ${selectList(object, 't')} from ${identifier(tableOf(object).name)} t
     where t.id = any(${params.bind(ids)}::uuid[]) and t.deleted_at is null and (${scope})`,
    params.values,
  )
}

/** Which of these records collide with others, and how much (撞单分析); those that the reader may not view are left out. */
export async function analyseCollisions(
  sql: Sql,
  actor: EmployeeActor,
  name: DuplicateObject,
  ids: readonly string[],
): Promise<CollisionAnalysis> {
  const object = findObject(name)!
  const rules = await activeRules(sql, name)
  const records = await readAnalysed(sql, actor, name, ids)
  const byId = new Map(records.map(row => [row.id as string, row]))
  const rows: CollisionAnalysis['rows'] = []
  for (const id of ids) {
    const row = byId.get(id)
    if (!row) continue
    const values = decodeRow(object, row)
    const given = { object: name, values, exclude: `${name}:${id}` }
    const { effect, hits } = await checkDuplicates(sql, actor, given, rules)
    rows.push({ id, title: String(row[object.title]), degree: hits[0]?.degree ?? 0, effect, hits })
  }
  return { rows }
}

/** Every rule, and what rules may compare. */
export async function listRules(sql: Sql, actor: EmployeeActor): Promise<DuplicateRulesAnswer> {
  const t = translator(actor.locale)
  const fields = (object: DuplicateObject) =>
    comparableFields(object).map(({ kind: _kind, ...field }) => field)
  return {
    rules: (await allRules(sql)).map(rule => ({ ...rule, title: ruleName(t, rule.name) })),
    fields: { lead: fields('lead'), customer: fields('customer'), contact: fields('contact') },
  }
}

const answersTo = (kind: DuplicateRequestView['kind']): DuplicateRequestView['may'] =>
  kind === 'appeal'
    ? ['duplicate.handOver', 'duplicate.agree', 'duplicate.refuse']
    : ['duplicate.agree', 'duplicate.refuse']

/** A request for cooperation or an appeal, for those whom it concerns. @throws Refusal notFound */
export async function viewRequest(sql: Sql, actor: EmployeeActor, id: string): Promise<DuplicateRequestView> {
  const row = await readRequest(sql, id)
  const decides = row?.deciders.includes(actor.employeeId) ?? false
  if (!row || !(decides || row.asker_id === actor.employeeId)) return refuse('notFound')
  return {
    id: row.id,
    kind: row.kind,
    record: `${row.object}:${row.record_id}`,
    title: decides || row.state === 'agreed' ? (row.title ?? '—') : '—',
    asker: { name: row.asker, department: row.department },
    reason: row.reason,
    state: row.state,
    decidedBy: row.decider,
    decidedAt: row.decided_at?.toISOString() ?? null,
    comment: row.comment,
    may: decides && row.state === 'pending' ? answersTo(row.kind) : [],
    handed: isHanded(row),
  }
}
