import { duplicateRuleCreate } from '@gonghai/shared/actions/duplicates'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import { refuse } from '../../kernel/errors'
import { parseInput } from '../../records/input'
import type { DuplicateRule } from './rules'
import { contentOf, demandSense } from './write-rule'

/** A rule that is not saved yet, to see what it would find. @throws Refusal invalidInput, unknownField */
export function ruleToTry(object: DuplicateObject, raw: unknown): DuplicateRule {
  if (typeof raw !== 'object' || raw === null) refuse('invalidInput', {}, [{ path: 'rule', rule: 'type' }])
  const content = contentOf(parseInput(duplicateRuleCreate.input, { name: '—', ...raw, object }))
  demandSense(object, content)
  return { id: 'tried', version: 1, object, ...content }
}
