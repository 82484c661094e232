import { numberRuleChange } from '@gonghai/shared/actions/numbers'
import { translator } from '@gonghai/shared/i18n'
import type { NumberPattern } from '@gonghai/shared/rules/numbers'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { type Ctx, handle, type Json } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { previewNumber } from '../../kernel/numbers'
import { changedPatterns, everyNumbered, patternIssues, sharedPrefix } from './patterns'

/** @throws Refusal invalidInput, numberPattern */
function demandSense(pattern: NumberPattern): void {
  const issues = patternIssues(pattern)
  if (issues.length === 0) return
  refuse(issues.some(({ path }) => path === 'reset') ? 'numberPattern' : 'invalidInput', {}, issues)
}

function changesOf(ctx: Ctx, before: NumberPattern, after: NumberPattern): Record<string, [Json, Json]> {
  const t = translator(ctx.actor.locale)
  const words: Record<keyof NumberPattern, (pattern: NumberPattern) => Json> = {
    prefix: ({ prefix }) => prefix,
    date: ({ date }) => t(`duplicate.numbers.dateOption.${date}`),
    digits: ({ digits }) => digits,
    reset: ({ reset }) => t(`duplicate.numbers.resetOption.${reset}`),
    manual: ({ manual }) => manual,
  }
  const changed = Object.entries(words).filter(([name]) => {
    const field = name as keyof NumberPattern
    return before[field] !== after[field]
  })
  return Object.fromEntries(changed.map(([name, say]) => [name, [say(before), say(after)]]))
}

/** Changes a pattern from the next record on; numbers that were given stay (SET-4). */
export const changeNumberRule = handle(numberRuleChange, async (ctx, input) => {
  const { key, version, prefix, date, digits, reset } = input
  const after: NumberPattern = { prefix, date, digits, reset, manual: input.manual === true }
  const numbered = everyNumbered.find(one => one.key === key)
  if (!numbered) return refuse('invalidInput', {}, [{ path: 'key', rule: 'option' }])
  demandSense(after)
  // Two kinds given one prefix at the same moment would not see each other.
  await ctx.tx.query(`select pg_advisory_xact_lock(hashtextextended('numberRule', 0))::text as locked`)
  const changed = await changedPatterns(ctx.tx, null, true)
  if (sharedPrefix(changed, key, prefix))
    return refuse('invalidInput', {}, [{ path: 'prefix', rule: 'duplicate' }])
  const before = changed.find(row => row.key === key)
  if ((before?.version ?? 0) !== version) ctx.refuse('staleVersion', { version: before?.version ?? 0 })
  const id = before?.id ?? uuid()
  await ctx.tx.query(
    `insert into number_rule (id, key, prefix, date, digits, reset, manual, updated_at, updated_by)
     values ($1::uuid, $2, $3, $4, $5::int, $6, $7, $8::timestamptz, $9::uuid)
     on conflict (key) do update set prefix = excluded.prefix, date = excluded.date, digits = excluded.digits,
       reset = excluded.reset, manual = excluded.manual, version = number_rule.version + 1,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
    [id, key, prefix, date, digits, reset, after.manual, ctx.now, actorId(ctx.actor)],
  )
  ctx.trace('numberRule', id, changesOf(ctx, before ?? numbered.standard, after))
  const next = await previewNumber(ctx.tx, numbered, after, ctx)
  return { result: { id, next }, say: { next } }
})
