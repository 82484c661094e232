import { numberRuleChange } from '@gonghai/shared/actions/numbers'
import type { NumberRulesAnswer } from '@gonghai/shared/client/numbers-api'
import type { NumberPattern } from '@gonghai/shared/rules/numbers'
import type { Sql } from '../../db/database'
import { refuse } from '../../kernel/errors'
import { previewNumber } from '../../kernel/numbers'
import { parseInput } from '../../records/input'
import { changedPatterns, everyNumbered, patternIssues } from './patterns'

interface When {
  now: Date
  timeZone: string
}

/** Every pattern with the number that comes next. */
export async function listNumberRules(sql: Sql, when: When): Promise<NumberRulesAnswer> {
  const changed = await changedPatterns(sql, null)
  const rules = everyNumbered.map(async numbered => {
    const { key, object, standard } = numbered
    const row = changed.find(one => one.key === key)
    const { prefix, date, digits, reset, manual } = row ?? standard
    const pattern = { prefix, date, digits, reset, manual }
    return {
      ...pattern,
      key,
      object: object.name,
      kind: key === object.name ? null : key.slice(object.name.length + 1),
      id: row?.id ?? null,
      version: row?.version ?? 0,
      standard,
      next: await previewNumber(sql, numbered, pattern, when),
    }
  })
  return { rules: await Promise.all(rules) }
}

/** The number that a pattern would give next, without saving it. @throws Refusal invalidInput */
export async function previewPattern(sql: Sql, raw: unknown, when: When): Promise<{ next: string }> {
  const { version: _version, ...fields } = numberRuleChange.input
  const { key, ...given } = parseInput(fields, raw)
  const numbered = everyNumbered.find(one => one.key === key)
  if (!numbered) return refuse('invalidInput', {}, [{ path: 'key', rule: 'option' }])
  const pattern = given as unknown as NumberPattern
  const issues = patternIssues(pattern)
  if (issues.length > 0) refuse('invalidInput', {}, issues)
  return { next: await previewNumber(sql, numbered, pattern, when) }
}
