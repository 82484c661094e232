import type { MatchKind } from '@gonghai/shared/objects/declare'
import type { DuplicateCondition, DuplicateObject } from '@gonghai/shared/rules/duplicates'
import type { Sql } from '../../db/database'
import { bearerOf, type MatchKey, nearQueries } from '../../records/match-keys'
import { Params } from '../../records/reader'
import { likeness } from './likeness'
import { comparableFields, type DuplicateRule } from './rules'

/** A record that a rule finds like the given values. Whether it lies in the recycle bin is for the reader to see. */
export interface Collision {
  object: DuplicateObject
  id: string
  degree: number
  rule: DuplicateRule
  /** It is found by what a record was called that has been merged into it. */
  formerly: boolean
}

/** One comparison of a rule, with the value to compare. */
interface Comparison {
  kind: MatchKind
  field: string
  least: number
  key: MatchKey
}

interface KeyRow {
  object: DuplicateObject
  record_id: string
  /** What it has become part of, else the record itself. */
  bearer: string
  kind: MatchKind
  value: string
  regions: string[]
}

/** More than these are not looked at: whoever has three hundred namesakes is not found by a name. */
const mostCandidates = 300

const leastOf = ({ match, degree }: DuplicateCondition) => (match === 'exact' ? 100 : (degree ?? 100))

/** What a rule compares, or undefined where one of its values is missing: then it says nothing. */
export function comparisonsOf(rule: DuplicateRule, keys: readonly MatchKey[]): Comparison[] | undefined {
  const fields = comparableFields(rule.object)
  const found = rule.conditions.flatMap((condition): Comparison[] => {
    const kind = fields.find(one => one.field === condition.field)?.kind
    const key = keys.find(one => one.kind === kind)
    return kind && key ? [{ kind, field: condition.field, least: leastOf(condition), key }] : []
  })
  return found.length === rule.conditions.length && found.length > 0 ? found : undefined
}

/** The objects that have everything which the rule compares. */
function targetsOf(rule: DuplicateRule, comparisons: readonly Comparison[]): DuplicateObject[] {
  const fields = comparableFields(rule.object)
  return rule.targets.filter(target =>
    comparisons.every(({ field }) => fields.find(one => one.field === field)?.comparesWith.includes(target)),
  )
}

/** The comparison that leaves fewest: the same rather than the like. */
function leading(comparisons: readonly Comparison[]): Comparison {
  const rank = ({ least, kind }: Comparison) => (least < 100 ? 2 : kind === 'person' ? 1 : 0)
  return [...comparisons].sort((one, two) => rank(one) - rank(two))[0]!
}

/** Records with the same value, or with one within a letter of it, or that begins like it (docs/decisions/fuzzy-names.md). */
function candidatesSql({ kind, least, key }: Comparison, targets: readonly string[], params: Params): string {
  const { bind } = params
  const where = `k.kind = ${bind(kind)} and k.object = any(${bind(targets)}::text[])`
  const part = (condition: string) =>
    `(select k.object, k.record_id from duplicate_key k where ${where} and ${condition} limit ${mostCandidates})`
  const same = part(`k.value = ${bind(key.value)}`)
  if (least >= 100) return same
  const { within, head } = nearQueries(key.value)
  const near = [within, head].filter(hashes => hashes.length > 0)
  return [same, ...near.map(hashes => part(`k.near && ${bind(hashes)}::int[]`))].join(' union ')
}

async function keysOfCandidates(
  sql: Sql,
  comparisons: readonly Comparison[],
  targets: readonly string[],
): Promise<KeyRow[]> {
  const params = new Params()
  const candidates = candidatesSql(leading(comparisons), targets, params)
  const kinds = params.bind(comparisons.map(({ kind }) => kind))
  return sql.query<KeyRow>(
    `select k.object, k.record_id, ${bearerOf('k')} as bearer, k.kind, k.value, k.regions from (${candidates}) c
     join duplicate_key k on k.object = c.object and k.record_id = c.record_id and k.kind = any(${kinds}::text[])`,
    params.values,
  )
}

/** The degree in which one record agrees with all comparisons: that of the weakest; undefined where one fails. */
function degreeOf(comparisons: readonly Comparison[], keys: readonly KeyRow[]): number | undefined {
  let weakest = 100
  for (const { kind, least, key } of comparisons) {
    const other = keys.find(one => one.kind === kind)
    const degree = other ? likeness(key, other) : 0
    if (degree < least) return undefined
    weakest = Math.min(weakest, degree)
  }
  return weakest
}

async function findByRule(
  sql: Sql,
  rule: DuplicateRule,
  keys: readonly MatchKey[],
  exclude: string | undefined,
): Promise<Collision[]> {
  const comparisons = comparisonsOf(rule, keys)
  const targets = comparisons ? targetsOf(rule, comparisons) : []
  if (!comparisons || targets.length === 0) return []
  const byRecord = new Map<string, KeyRow[]>()
  for (const row of await keysOfCandidates(sql, comparisons, targets)) {
    const record = `${row.object}:${row.record_id}`
    if (`${row.object}:${row.bearer}` !== exclude)
      byRecord.set(record, [...(byRecord.get(record) ?? []), row])
  }
  return [...byRecord.values()].flatMap(rows => {
    const degree = degreeOf(comparisons, rows)
    const [{ object, record_id, bearer: id }] = rows as [KeyRow]
    return degree === undefined ? [] : [{ object, id, degree, rule, formerly: id !== record_id }]
  })
}

/**
 * What the rules find, company-wide, the likest first; a record may be found by several rules.
 * @param exclude "object:id" of the record itself
 */
export async function findCollisions(
  sql: Sql,
  rules: readonly DuplicateRule[],
  keys: readonly MatchKey[],
  exclude?: string,
): Promise<Collision[]> {
  const found = await Promise.all(rules.map(rule => findByRule(sql, rule, keys, exclude)))
  return found.flat().sort((one, two) => two.degree - one.degree)
}
