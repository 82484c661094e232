import { tagCreate, tagDiscard, taggedObjects, tagUpdate } from '@gonghai/shared/actions/tag'
import { v7 as uuid } from 'uuid'
import { type Ctx, handle } from '../../kernel/context'

interface TagRow {
  id: string
  version: number
  name: string
  color: string
  objects: string[]
  active: boolean
}

/** Makes a tag, behind those that stand. */
export const createTag = handle(tagCreate, async (ctx, input) => {
  const id = uuid()
  const { name, color, objects } = input
  await ctx.tx.query(
    `insert into tag (id, name, color, objects, position, active, created_at)
     select $1::uuid, $2, $3, $4::text[], coalesce(max(position), 0) + 1, true, $5::timestamptz from tag`,
    [id, name, color, objects, ctx.now],
  )
  ctx.trace('tag', id, { name: [null, name], color: [null, color], objects: [null, objects] })
  return { result: { id }, say: { name } }
})

async function locked(ctx: Ctx, id: string): Promise<TagRow> {
  const [row] = await ctx.tx.query<TagRow>(
    'select id, version, name, color, objects, active from tag where id = $1::uuid for update',
    [id],
  )
  return row ?? ctx.refuse('notFound')
}

/** Renames, recolours, retires a tag or brings it back. */
export const updateTag = handle(tagUpdate, async (ctx, input) => {
  const before = await locked(ctx, input.tag)
  if (before.version !== input.version) ctx.refuse('staleVersion', { version: before.version })
  const after = {
    name: input.name,
    color: input.color,
    objects: input.objects,
    active: input.active ?? before.active,
  }
  await ctx.tx.query(
    `update tag set name = $2, color = $3, objects = $4::text[], active = $5, version = version + 1 where id = $1::uuid`,
    [before.id, after.name, after.color, after.objects, after.active],
  )
  const changed = (['name', 'color', 'objects', 'active'] as const).filter(
    key => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  )
  ctx.trace('tag', before.id, Object.fromEntries(changed.map(key => [key, [before[key], after[key]]])))
  return { result: { id: before.id, version: before.version + 1 }, say: { name: after.name } }
})

/** Deletes a tag that no record carries, not even one in the recycle bin. @throws Refusal tagInUse */
export const discardTag = handle(tagDiscard, async (ctx, input) => {
  const tag = await locked(ctx, input.tag)
  const uses = taggedObjects.map(object => `exists (select 1 from ${object} where tags @> array[$1::uuid])`)
  const [row] = await ctx.tx.query<{ used: boolean }>(`select (${uses.join(' or ')}) as used`, [tag.id])
  if (row!.used) ctx.refuse('tagInUse', { name: tag.name })
  await ctx.tx.query('delete from tag where id = $1::uuid', [tag.id])
  ctx.trace('tag', tag.id, { name: [tag.name, null] })
  return { result: { id: tag.id }, say: { name: tag.name } }
})
