import type { FieldIssue } from '@gonghai/shared/errors'
import { objectList } from '@gonghai/shared/objects'
import { type NumberPattern, repeats } from '@gonghai/shared/rules/numbers'
import type { Sql } from '../../db/database'
import { type Numbered, numberedKinds } from '../../kernel/numbers'

/** A company's own pattern as it stands. */
export interface NumberRuleRow extends NumberPattern {
  id: string
  key: string
  version: number
}

/** Everything that has numbers, in the order of presentation. */
export const everyNumbered: readonly Numbered[] = objectList.flatMap(numberedKinds)

/** The patterns that the company has changed, or the one of a key; `lock` keeps others from changing it. */
export async function changedPatterns(sql: Sql, key: string | null, lock = false): Promise<NumberRuleRow[]> {
  return sql.query<NumberRuleRow>(
    `select id, key, version, prefix, date, digits, reset, manual from number_rule
     where $1::text is null or key = $1 ${lock ? 'for update' : ''}`,
    [key],
  )
}

/** What is wrong with a pattern, by field. */
export function patternIssues(pattern: NumberPattern): FieldIssue[] {
  const issues: FieldIssue[] = []
  if (!/^[A-Z]{1,6}$/.test(pattern.prefix)) issues.push({ path: 'prefix', rule: 'format' })
  if (repeats(pattern)) issues.push({ path: 'reset', rule: 'option' })
  return issues
}

/** Another kind of record whose numbers would look the same: people could not tell them apart. */
export function sharedPrefix(
  changed: readonly NumberRuleRow[],
  key: string,
  prefix: string,
): Numbered | undefined {
  const prefixOf = (one: Numbered) => changed.find(row => row.key === one.key)?.prefix ?? one.standard.prefix
  return everyNumbered.find(one => one.key !== key && prefixOf(one) === prefix)
}
