import type { DuplicateHit } from '@gonghai/shared/client/duplicates-api'
import { translator } from '@gonghai/shared/i18n'
import type { Tx } from '../../db/database'
import type { Actor } from '../../kernel/actor'
import { Refusal } from '../../kernel/errors'
import type { WriteGuard } from '../../kernel/guards'
import { type MatchKey, matchFields, matchKeys } from '../../records/match-keys'
import { comparisonsOf, findCollisions } from './find-collisions'
import { hitsOf } from './hits'
import { activeRules, type DuplicateRule, fuzzyKinds } from './rules'

/** Names of locks, each taken alone or together with others who take it so. */
type Locks = Map<string, 'alone' | 'together'>

/**
 * Whoever may make the same thing at the same moment waits here until the other has committed (decision 15): by value for
 * what must not be the same, by kind for what must not be alike. One thing has one lock, whichever object it is written to;
 * who compares by value and who compares by likeness meet at the lock of the kind.
 */
function locksOf(rules: readonly DuplicateRule[], keys: readonly MatchKey[]): Locks {
  const locks: Locks = new Map()
  for (const { kind, least, key } of rules.flatMap(rule => comparisonsOf(rule, keys) ?? [])) {
    const ofKind = `duplicate:${kind}`
    if (least < 100) locks.set(ofKind, 'alone')
    else {
      locks.set(`${ofKind}:${key.value}`, 'alone')
      if (fuzzyKinds.has(kind) && !locks.has(ofKind)) locks.set(ofKind, 'together')
    }
  }
  return locks
}

/** In one order for everybody, so that nobody waits in a circle. */
async function takeLocks(tx: Tx, locks: Locks): Promise<void> {
  await tx.query(
    `select case when s.alone then pg_advisory_xact_lock(s.key)::text else pg_advisory_xact_lock_shared(s.key)::text end
       as locked
     from (select hashtextextended(n.name, 0) as key, n.alone from unnest($1::text[], $2::boolean[]) as n(name, alone)
           order by 1) s`,
    [[...locks.keys()], [...locks.values()].map(how => how === 'alone')],
  )
}

/** Who has it, in a sentence: "张晓琳（华东销售部）", or the pool. */
function holderOf(actor: Actor, hit: DuplicateHit): string {
  const t = translator(actor.locale)
  if (hit.owner) return t('duplicate.holder.owner', { ...hit.owner })
  return hit.pool ? t('duplicate.holder.pool', { pool: hit.pool }) : t('duplicate.state.nobody')
}

function refusal(actor: Actor, hits: readonly DuplicateHit[]): Refusal {
  // Customers learn nothing of what else we have.
  if (actor.kind === 'customer') return new Refusal('duplicateValue')
  const forbidden = hits.filter(({ effect }) => effect === 'forbid')
  const told = forbidden.length > 0 ? forbidden : hits
  const [first] = told as [DuplicateHit]
  const t = translator(actor.locale)
  const params = {
    count: told.length,
    record: first.title ?? t('duplicate.unnamed', { object: t(`object.${first.object}.label`) }),
    holder: holderOf(actor, first),
    degree: first.degree,
  }
  const fields = [...new Set(told.flatMap(({ by }) => by))].map(path => ({
    path,
    rule: 'duplicate' as const,
  }))
  const code = forbidden.length > 0 ? 'duplicateForbidden' : 'possibleDuplicate'
  return new Refusal(code, params, fields, { hits })
}

/** Stops records that a rule forbids, and asks back about those that it doubts (CUST-11). */
export const duplicateGuard: WriteGuard = {
  async check({ tx, actor, mayAsk }, { object, verb, id, values, changed }) {
    const fields = matchFields(object).filter(({ field }) => changed.includes(field))
    if (fields.length === 0) return
    const keys = matchKeys(object, values)
    const rules = (await activeRules(tx, object.name))
      .filter(rule => rule.conditions.some(({ field }) => changed.includes(field)))
      .filter(rule => rule.effect === 'forbid' || (mayAsk && verb !== 'restore'))
      .filter(rule => comparisonsOf(rule, keys))
    if (rules.length === 0) return
    const forbidding = rules.filter(({ effect }) => effect === 'forbid')
    if (forbidding.length > 0) await takeLocks(tx, locksOf(forbidding, keys))
    const found = await findCollisions(tx, rules, keys, id ? `${object.name}:${id}` : undefined)
    if (found.length === 0) return
    const hits = await hitsOf(tx, actor, found)
    if (hits.length > 0) throw refusal(actor, hits)
  },
}
