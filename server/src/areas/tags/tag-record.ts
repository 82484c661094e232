import { tagAdd, tagRemove } from '@gonghai/shared/actions/tag'
import type { ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { type Ctx, handle } from '../../kernel/context'
import { listedFor } from '../../kernel/words'
import { assertNotFrozen } from '../../records/frozen'

/** The record, which the actor may change. @throws Refusal notPermitted | frozen */
async function demandChangeable(ctx: Ctx): Promise<{ name: ObjectName; title: string; tags: string[] }> {
  const { object, id, row } = ctx.refs.get('record')
  const name = object as ObjectName
  if (ctx.actor.kind === 'employee' && !can(ctx.actor.access, { object: name, verb: 'update' }))
    ctx.refuse('notPermitted')
  await assertNotFrozen(ctx, objects[name], id, ['tags'])
  return { name, title: String(row[objects[name].title]), tags: (row.tags as string[] | null) ?? [] }
}

const wordsOf = (ctx: Ctx, count: number) =>
  listedFor(
    ctx.actor.locale,
    Array.from({ length: count }, (_, at) => String(ctx.refs.get(`tags.${at}`).row.name)),
  )

/** A retired tag, or one that is meant for other records, is put on nothing. @throws Refusal tagUnfit */
function demandFit(ctx: Ctx, name: ObjectName, count: number): void {
  for (let at = 0; at < count; at++) {
    const { row } = ctx.refs.get(`tags.${at}`)
    if (!row.active || !(row.objects as string[]).includes(name))
      ctx.refuse('tagUnfit', { tag: String(row.name) })
  }
}

/** Puts tags on a record; those that it has are no mistake. */
export const addTags = handle(tagAdd, async (ctx, input) => {
  const { name, title, tags } = await demandChangeable(ctx)
  demandFit(ctx, name, input.tags.length)
  const fresh = input.tags.filter(id => !tags.includes(id))
  const { row } = ctx.refs.get('record')
  if (fresh.length > 0) await ctx.write.update(name, row, { tags: [...tags, ...fresh] })
  return {
    result: { record: input.record, added: fresh.length },
    say: { name: title, tags: wordsOf(ctx, input.tags.length) },
    ...(fresh.length > 0 ? { undo: { record: input.record, tags: fresh } } : {}),
  }
})

/** Takes tags off a record; those that it does not have are no mistake. */
export const removeTags = handle(tagRemove, async (ctx, input) => {
  const { name, title, tags } = await demandChangeable(ctx)
  const gone = tags.filter(id => input.tags.includes(id))
  const { row } = ctx.refs.get('record')
  if (gone.length > 0) await ctx.write.update(name, row, { tags: tags.filter(id => !gone.includes(id)) })
  return {
    result: { record: input.record, removed: gone.length },
    say: { name: title, tags: wordsOf(ctx, input.tags.length) },
    ...(gone.length > 0 ? { undo: { record: input.record, tags: gone } } : {}),
  }
})
