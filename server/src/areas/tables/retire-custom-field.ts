import { customFieldArrange, customFieldRestore, customFieldRetire } from '@gonghai/shared/actions/tables'
import type { CustomField } from '@gonghai/shared/objects/custom'
import { FormulaError } from '@gonghai/shared/rules/formula/tokens'
import { type Ctx, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { listedFor } from '../../kernel/words'
import { announceFields, lockFields, withFields } from './fields-of'
import { formulaReason, readsOf, understand } from './formula-draft'
import { maxFields } from './write-custom-field'

async function setActive(ctx: Ctx, field: CustomField, active: boolean): Promise<void> {
  await ctx.tx.query(
    `update custom_field set active = $2::boolean, indexed = false, version = version + 1, updated_at = $3::timestamptz
     where id = $1::uuid`,
    [field.id, active, ctx.now],
  )
  ctx.trace('customField', field.id, { active: [!active, active] })
  if (field.sortable) await ctx.tx.addJob('indexFields', {}, { key: 'indexFields' })
  if (active && field.kind === 'formula') {
    await ctx.tx.addJob(
      'recalculate',
      { object: field.object, pass: 1 },
      { key: `recalculate:${field.object}` },
    )
  }
  await announceFields(ctx)
}

const nameOf = (field: CustomField) => field.labels['zh-CN'] ?? field.key

/** Takes a field out of forms, lists and files; nothing that stands in it is lost. */
export const retireCustomField = handle(customFieldRetire, async ctx => {
  const { id, row } = ctx.refs.get('field')
  const all = await lockFields(ctx, String(row.object))
  const field = all.find(one => one.id === id)!
  const object = withFields(field.object, all)
  const readers = all.filter(
    one =>
      one.active && one.formula && one.key !== field.key && readsOf(object, one.formula).includes(field.key),
  )
  if (readers.length > 0)
    ctx.refuse('fieldInFormula', { names: listedFor(ctx.actor.locale, readers.map(nameOf)) })
  if (field.active) await setActive(ctx, field, false)
  return { result: { id }, say: { name: nameOf(field) }, undo: { field: id } }
})

/** Brings a retired field back, its values with it. */
export const restoreCustomField = handle(customFieldRestore, async ctx => {
  const { id, row } = ctx.refs.get('field')
  const all = await lockFields(ctx, String(row.object))
  const field = all.find(one => one.id === id)!
  if (field.active) return { result: { id }, say: { name: nameOf(field) } }
  if (all.filter(one => one.active).length >= maxFields) ctx.refuse('tooManyFields', { max: maxFields })
  if (field.formula) {
    const { locale } = ctx.actor
    try {
      understand(withFields(field.object, all), field.formula, {
        locale,
        key: field.key,
        wanted: field.result,
      })
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      ctx.refuse('formulaInvalid', { position: error.at + 1, reason: formulaReason(error, locale) })
    }
  }
  await setActive(ctx, field, true)
  return { result: { id }, say: { name: nameOf(field) } }
})

/** Puts an object's fields in order; those that aren't named follow as they were. */
export const arrangeCustomFields = handle(customFieldArrange, async (ctx, input) => {
  const all = await lockFields(ctx, input.object)
  const wanted = input.order.map(line => String(line.key))
  const known = new Set(all.map(field => field.key))
  const unknown = wanted.findIndex(key => !known.has(key))
  if (unknown >= 0) refuse('invalidInput', {}, [{ path: `order.${unknown}.key`, rule: 'option' }])
  const before = all.map(field => field.key)
  const after = [...new Set([...wanted, ...before])]
  await ctx.tx.query(
    `update custom_field f set position = o.position::int from unnest($2::text[]) with ordinality as o(key, position)
     where f.object = $1 and f.key = o.key`,
    [input.object, after],
  )
  const first = all[0]
  if (first) ctx.trace('customField', first.id, { order: [before.join(', '), after.join(', ')] })
  await announceFields(ctx)
  return { result: { order: after } }
})
