import type { DuplicateCheckAnswer, DuplicateHit } from '@gonghai/shared/client/duplicates-api'
import { duplicateObjects, leastDegree, type ShownField } from '@gonghai/shared/rules/duplicates'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { type MatchKey, matchKey } from '../../records/match-keys'
import { companyName } from '../../records/normalise-name'
import { queryKeys } from '../../records/search-keys'
import { type Collision, findCollisions } from './find-collisions'
import { effectOf, hitsOf } from './hits'
import { allRules, type DuplicateRule } from './rules'

const mostContaining = 50
const shortestWords = 2

/** What every rule of an object shows: nobody learns more by typing than by saving. */
function shownOf(rules: readonly DuplicateRule[], object: string): ShownField[] {
  return [
    ...new Set(
      rules.filter(rule => rule.active && rule.targets.includes(object as never)).flatMap(rule => rule.shown),
    ),
  ]
}

/** Rules for looking somebody up: by name where names resemble, by phone and tax number where they are the same. */
function lookUpRules(actor: EmployeeActor, rules: readonly DuplicateRule[]): DuplicateRule[] {
  const usable = duplicateObjects.filter(object => can(actor.access, { object, verb: 'query' }))
  const rule = (field: string, fuzzy: boolean): DuplicateRule[] =>
    usable.map(target => ({
      id: `${field}:${target}`,
      version: 1,
      object: 'customer',
      name: '',
      active: true,
      conditions: [fuzzy ? { field, match: 'fuzzy', degree: leastDegree } : { field, match: 'exact' }],
      targets: [target],
      shown: shownOf(rules, target),
      effect: 'warn',
    }))
  return [...rule('name', true), ...rule('phone', false), ...rule('taxNumber', false)]
}

/** Customers and leads whose name contains the words; found by the same keys as by the search box. */
async function containing(sql: Sql, words: string, rules: readonly DuplicateRule[]): Promise<Collision[]> {
  const { core } = companyName(words)
  const grams = queryKeys(core).flatMap(word => word.grams)
  if ([...core].length < shortestWords || grams.length === 0) return []
  const found = await Promise.all(
    rules
      .filter(rule => rule.conditions[0]!.field === 'name' && rule.targets[0] !== 'contact')
      .map(async rule => {
        const object = rule.targets[0]!
        // Whoever has been merged is found by the name of before: the winner's search words contain it.
        const merged =
          object === 'customer' ? 'union all select id from customer where merged_into_id = t.id' : ''
        const rows = await sql.query<{ id: string; value: string; formerly: boolean }>(
          `select t.id, k.value, k.record_id <> t.id as formerly from (select id from "${object}" where search_keys @> $1::text[] and deleted_at is null
             limit ${4 * mostContaining}) t
           cross join lateral (select t.id ${merged}) a join duplicate_key k on k.object = $2 and k.record_id = a.id and k.kind = 'company'
           where position($3 in k.value) > 0 order by length(k.value) limit ${mostContaining}`,
          [grams, object, core],
        )
        const degree = (value: string) =>
          Math.max(50, Math.floor((100 * [...core].length) / [...value].length) - 1)
        return rows.map(({ id, value, formerly }) => ({
          object,
          id,
          degree: Math.min(99, degree(value)),
          rule,
          formerly,
        }))
      }),
  )
  return found.flat()
}

/** Does the line say who is meant? A bare region names half the company's customers. */
export function saysWho(words: string): boolean {
  const { core } = companyName(words)
  return [...core].length >= shortestWords && companyName(`${core}某某`).core !== '某某'
}

/**
 * "查重 上海某某": what the company has under a typed name, phone or tax number, as this reader may know it (CUST-11).
 * What saving would do is not said: that depends on what is saved.
 */
export async function lookUpDuplicates(
  sql: Sql,
  actor: EmployeeActor,
  words: string,
): Promise<DuplicateCheckAnswer> {
  const rules = lookUpRules(actor, await allRules(sql))
  const isNumber = /^[\d\s()+-]{5,}$/.test(words.normalize('NFKC'))
  const kinds = isNumber ? (['phone', 'taxNumber'] as const) : (['company', 'taxNumber'] as const)
  const keys: MatchKey[] = kinds.flatMap(kind => matchKey(kind, words) ?? [])
  const like = await findCollisions(sql, rules, keys)
  const known = new Set(like.map(({ object, id }) => `${object}:${id}`))
  const more = isNumber ? [] : await containing(sql, words, rules)
  const fresh = more.filter(({ object, id }) => !known.has(`${object}:${id}`))
  const hits = await hitsOf(
    sql,
    actor,
    [...like, ...fresh].sort((one, two) => two.degree - one.degree),
  )
  return { effect: effectOf(hits), hits }
}

/** The same for a line in the chat; whoever may not look finds nothing, null where nobody can tell who is meant. */
export async function chatCollisions(
  sql: Sql,
  actor: EmployeeActor,
  words: string,
): Promise<DuplicateHit[] | null> {
  if (!can(actor.access, { object: 'duplicateRule', verb: 'query' })) return []
  return saysWho(words) ? (await lookUpDuplicates(sql, actor, words)).hits : null
}
