import { customFieldCreate, customFieldUpdate } from '@gonghai/shared/actions/tables'
import { type CustomField, type CustomOption, conversions, maxSortable } from '@gonghai/shared/objects/custom'
import { FormulaError } from '@gonghai/shared/rules/formula/tokens'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { type Ctx, handle, type Json } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { identifier, tableOf } from '../../records/columns'
import { checkedDraft, type Draft, draftOf } from './draft'
import { announceFields, lockFields, withFields } from './fields-of'
import { formulaReason, understand } from './formula-draft'
import { slug } from './slug'

/** Fields that one object may have. */
export const maxFields = 100

/** A draft that can be saved. @throws Refusal invalidInput | formulaInvalid | tooManySortable */
function settle(
  ctx: Ctx,
  object: string,
  raw: Draft,
  all: readonly CustomField[],
  key: string | null,
): Draft {
  const others = all.filter(field => field.key !== key)
  const declaration = withFields(object, others)
  const { draft, issues } = checkedDraft(raw, { object: declaration, others })
  if (issues.length > 0) {
    refuse('invalidInput', {}, issues)
  }
  if (draft.sortable && others.filter(field => field.active && field.sortable).length >= maxSortable) {
    refuse('tooManySortable', { max: maxSortable }, [
      { path: 'sortable', rule: 'tooLarge', params: { max: maxSortable } },
    ])
  }
  if (draft.kind !== 'formula') return draft
  try {
    const whole = key ? withFields(object, all) : declaration
    const understood = understand(whole, draft.formula ?? '', {
      locale: ctx.actor.locale,
      key,
      wanted: draft.result,
    })
    const scale = understood.result === 'decimal' ? (draft.scale ?? 2) : null
    return { ...draft, formula: understood.keyed, result: understood.result, scale }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const reason = formulaReason(error, ctx.actor.locale)
    return refuse('formulaInvalid', { position: error.at + 1, reason }, [{ path: 'formula', rule: 'format' }])
  }
}

const columns = [
  ['kind', 'text'],
  ['labels', 'jsonb'],
  ['hint', 'text'],
  ['required', 'boolean'],
  ['options', 'jsonb'],
  ['min', 'numeric'],
  ['max', 'numeric'],
  ['length', 'integer'],
  ['scale', 'integer'],
  ['initial', 'jsonb'],
  ['section', 'text'],
  ['pooled', 'boolean'],
  ['sortable', 'boolean'],
  ['formula', 'text'],
  ['result', 'text'],
] as const satisfies readonly (readonly [keyof Draft, string])[]

const valuesOf = (draft: Draft) =>
  columns.map(([name, type]) =>
    type === 'jsonb' && draft[name] !== null ? JSON.stringify(draft[name]) : draft[name],
  )

/** Old and new value of everything that changed, for the setting's history. */
function differences(before: Draft | undefined, after: Draft): Record<string, [Json, Json]> {
  const pairs = columns.map(([name]): [string, [Json, Json]] => [
    name,
    [(before?.[name] ?? null) as Json, after[name] as Json],
  ])
  return Object.fromEntries(pairs.filter(([, [from, to]]) => JSON.stringify(from) !== JSON.stringify(to)))
}

/** What has to be done to the records afterwards. */
async function followUp(
  ctx: Ctx,
  object: string,
  key: string,
  before: CustomField | undefined,
  after: Draft,
) {
  const { kind, formula, sortable, result } = after
  const reformed = kind === 'formula' && (before?.formula !== formula || before?.result !== result)
  const converted = before !== undefined && before.kind !== kind
  const indexed =
    sortable !== (before?.sortable ?? false) || (sortable && (converted || before?.result !== result))
  // A write that began with the old formula may end after the first pass: the second one finds it.
  if (reformed) await ctx.tx.addJob('recalculate', { object, pass: 1 }, { key: `recalculate:${object}` })
  if (converted) await ctx.tx.addJob('convertField', { object, key }, { key: `convert:${object}:${key}` })
  if (indexed) await ctx.tx.addJob('indexFields', {}, { key: 'indexFields' })
}

/** Adds a field: everybody has it from the next request on. */
export const createCustomField = handle(customFieldCreate, async (ctx, input) => {
  const { object } = input
  const all = await lockFields(ctx, object)
  if (all.filter(field => field.active).length >= maxFields) ctx.refuse('tooManyFields', { max: maxFields })
  const draft = settle(ctx, object, draftOf(undefined, input), all, null)
  const key = slug(input.label, new Set(all.map(field => field.key)), 'c_')
  const id = uuid()
  const position = Math.max(0, ...all.map(field => field.position)) + 1
  const who = actorId(ctx.actor)
  await ctx.tx.query(
    `insert into custom_field (id, object, key, position, created_at, created_by, updated_at, updated_by, ${columns.map(([name]) => identifier(name)).join(', ')})
     values ($1::uuid, $2, $3, $4::int, $5::timestamptz, $6::uuid, $5::timestamptz, $6::uuid, ${columns.map(([, type], index) => `$${index + 7}::${type}`).join(', ')})`,
    [id, object, key, position, ctx.now, who, ...valuesOf(draft)],
  )
  ctx.trace('customField', id, differences(undefined, draft))
  await followUp(ctx, object, key, undefined, draft)
  await announceFields(ctx)
  return { result: { id, key }, say: { name: input.label } }
})

/** Options that records have are retired where they were left out; the others go. */
async function keepUsed(ctx: Ctx, field: CustomField, draft: Draft): Promise<CustomOption[]> {
  const missing = field.options.filter(option => !draft.options.some(one => one.key === option.key))
  if (missing.length === 0) return draft.options
  const table = identifier(tableOf(withFields(field.object, [])).name)
  const wanted = (key: string) => JSON.stringify({ [field.key]: field.kind === 'choices' ? [key] : key })
  const used: CustomOption[] = []
  for (const option of missing) {
    const rows = await ctx.tx.query(`select 1 from ${table} where custom @> $1::jsonb limit 1`, [
      wanted(option.key),
    ])
    if (rows.length > 0) used.push({ ...option, active: false })
  }
  return [...draft.options, ...used]
}

/** Changes a field. Renaming keeps the data; a kind changes only into one to which every value converts. */
export const updateCustomField = handle(customFieldUpdate, async (ctx, input) => {
  const { id, row } = ctx.refs.get('field')
  const object = String(row.object)
  const all = await lockFields(ctx, object)
  const field = all.find(one => one.id === id)!
  if (field.version !== input.version) ctx.refuse('staleVersion', { version: field.version })
  if (input.kind && input.kind !== field.kind && !conversions[field.kind]?.includes(input.kind)) {
    refuse('kindNotConvertible', {}, [{ path: 'kind', rule: 'option' }])
  }
  const drafted = draftOf(field, input)
  const draft = settle(
    ctx,
    object,
    { ...drafted, options: await keepUsed(ctx, field, drafted) },
    all,
    field.key,
  )
  const changes = differences(field, draft)
  const say = { name: draft.labels['zh-CN'] ?? field.key }
  if (Object.keys(changes).length === 0) return { result: { id, version: field.version }, say }
  const isIndexed =
    field.indexed && draft.sortable && field.kind === draft.kind && field.result === draft.result
  await ctx.tx.query(
    `update custom_field set version = version + 1, indexed = $4::boolean, updated_at = $2::timestamptz, updated_by = $3::uuid,
       ${columns.map(([name, type], index) => `${identifier(name)} = $${index + 5}::${type}`).join(', ')}
     where id = $1::uuid`,
    [id, ctx.now, actorId(ctx.actor), isIndexed, ...valuesOf(draft)],
  )
  ctx.trace('customField', id, changes)
  await followUp(ctx, object, field.key, field, draft)
  await announceFields(ctx)
  return { result: { id, version: field.version + 1 }, say }
})
