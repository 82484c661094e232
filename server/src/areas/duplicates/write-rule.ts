import {
  duplicateRuleCreate,
  duplicateRuleRemove,
  duplicateRuleUpdate,
} from '@gonghai/shared/actions/duplicates'
import type { FieldIssue } from '@gonghai/shared/errors'
import { translator } from '@gonghai/shared/i18n'
import type { DuplicateCondition, DuplicateObject, ShownField } from '@gonghai/shared/rules/duplicates'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { type Ctx, handle, type Json } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { comparableFields, type DuplicateRule } from './rules'

type Content = Pick<DuplicateRule, 'name' | 'active' | 'conditions' | 'targets' | 'shown' | 'effect'>

/** What a rule's input says, without what an exact comparison has no use for. */
export function contentOf(input: Record<string, unknown>): Content {
  const conditions = (input.conditions as DuplicateCondition[]).map(({ field, match, degree }) =>
    match === 'fuzzy' ? { field, match, degree: degree ?? 80 } : { field, match },
  )
  return {
    name: String(input.name),
    active: input.active !== false,
    conditions,
    targets: [...new Set(input.targets as DuplicateObject[])],
    shown: [...new Set((input.shown ?? []) as ShownField[])],
    effect: input.effect as Content['effect'],
  }
}

/** What can't be compared in this way, or with these objects. */
function issuesOf(object: DuplicateObject, { conditions, targets }: Content): FieldIssue[] {
  const fields = comparableFields(object)
  const issues: FieldIssue[] = []
  if (conditions.length === 0) issues.push({ path: 'conditions', rule: 'required' })
  if (targets.length === 0) issues.push({ path: 'targets', rule: 'required' })
  for (const [at, { field, match }] of conditions.entries()) {
    const known = fields.find(one => one.field === field)
    const twice = conditions.findIndex(one => one.field === field) < at
    if (!known) issues.push({ path: `conditions.${at}.field`, rule: 'option' })
    else if (twice) issues.push({ path: `conditions.${at}.field`, rule: 'duplicate' })
    else if (match === 'fuzzy' && !known.fuzzy)
      issues.push({ path: `conditions.${at}.match`, rule: 'option' })
  }
  const comparable = (target: DuplicateObject) =>
    conditions.every(({ field }) => fields.find(one => one.field === field)?.comparesWith.includes(target))
  if (issues.length === 0 && !targets.every(comparable)) issues.push({ path: 'targets', rule: 'option' })
  return issues
}

/** The rule in words, for its history. */
function wordsOf(ctx: Ctx, object: DuplicateObject, content: Content): Record<string, Json> {
  const t = translator(ctx.actor.locale)
  const condition = ({ field, match, degree }: DuplicateCondition) =>
    t(`duplicate.condition.${match}`, { field: t(`object.${object}.field.${field}`), degree: degree ?? 100 })
  return {
    name: content.name,
    active: content.active,
    conditions: content.conditions.map(condition),
    targets: content.targets.map(target => t(`object.${target}.label`)),
    shown: content.shown.map(name => t(`duplicate.shown.${name}`)),
    effect: t(`duplicate.effect.${content.effect}`),
  }
}

function changesOf(before: Record<string, Json>, after: Record<string, Json>): Record<string, [Json, Json]> {
  const changed = Object.keys(after).filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(changed.map(key => [key, [before[key] ?? null, after[key] ?? null]]))
}

/** @throws Refusal invalidInput with what can't be compared */
export function demandSense(object: DuplicateObject, content: Content): void {
  const issues = issuesOf(object, content)
  if (issues.length > 0) refuse('invalidInput', {}, issues)
}

/** Makes a rule, behind the others of its object. */
export const createDuplicateRule = handle(duplicateRuleCreate, async (ctx, input) => {
  const content = contentOf(input)
  demandSense(input.object, content)
  const id = uuid()
  await ctx.tx.query(
    `insert into duplicate_rule (id, object, name, active, position, conditions, targets, shown, effect,
       created_at, created_by, updated_at, updated_by)
     select $1::uuid, $2, $3, $4, coalesce(max(position), 0) + 1, $5::jsonb, $6::text[], $7::text[], $8,
       $9::timestamptz, $10::uuid, $9::timestamptz, $10::uuid
     from duplicate_rule where object = $2`,
    [id, input.object, ...parametersOf(content), ctx.now, actorId(ctx.actor)],
  )
  ctx.trace('duplicateRule', id, changesOf({}, wordsOf(ctx, input.object, content)))
  return { result: { id }, say: { name: content.name } }
})

const parametersOf = ({ name, active, conditions, targets, shown, effect }: Content) => [
  name,
  active,
  JSON.stringify(conditions),
  targets,
  shown,
  effect,
]

/** Changes a rule that nobody else has changed meanwhile. */
export const updateDuplicateRule = handle(duplicateRuleUpdate, async (ctx, input) => {
  const before = ctx.refs.get('rule').row as unknown as DuplicateRule
  const content = contentOf(input)
  demandSense(before.object, content)
  const [row] = await ctx.tx.query<{ version: number }>(
    `update duplicate_rule set name = $3, active = $4, conditions = $5::jsonb, targets = $6::text[],
       shown = $7::text[], effect = $8, version = version + 1, updated_at = $9::timestamptz, updated_by = $10::uuid
     where id = $1::uuid and version = $2::int returning version`,
    [before.id, input.version, ...parametersOf(content), ctx.now, actorId(ctx.actor)],
  )
  if (!row) return ctx.refuse('staleVersion', { version: before.version })
  const changes = changesOf(wordsOf(ctx, before.object, before), wordsOf(ctx, before.object, content))
  ctx.trace('duplicateRule', before.id, changes)
  return { result: { id: before.id, version: row.version }, say: { name: content.name } }
})

/** Takes a rule away; its history stays. */
export const removeDuplicateRule = handle(duplicateRuleRemove, async ctx => {
  const rule = ctx.refs.get('rule').row as unknown as DuplicateRule
  await ctx.tx.query('delete from duplicate_rule where id = $1::uuid', [rule.id])
  ctx.trace('duplicateRule', rule.id, {}, rule.name)
  return { result: { id: rule.id }, say: { name: rule.name } }
})
