import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { objectList } from '@gonghai/shared/objects'
import { actorId } from '../kernel/actor'
import type { Ctx, Handled, Handler } from '../kernel/context'
import { assertNotFrozen } from './frozen'

type Run = (ctx: Ctx, object: ObjectDeclaration, input: Record<string, unknown>) => Promise<Handled>

async function create(ctx: Ctx, object: ObjectDeclaration, input: Record<string, unknown>): Promise<Handled> {
  const owner = object.can.owned && !input.pool ? { owner: actorId(ctx.actor) } : {}
  const made = await ctx.write.insert(object.name, { ...(input as Record<string, Value>), ...owner })
  return {
    result: { id: made.id, number: made.number },
    say: { name: String(input[object.title] ?? made.number ?? '') },
  }
}

async function update(ctx: Ctx, object: ObjectDeclaration, input: Record<string, unknown>): Promise<Handled> {
  const { id: _id, version, ...values } = input as Record<string, Value>
  const { row } = ctx.refs.get('id')
  await assertNotFrozen(ctx, object, row.id as string, Object.keys(values))
  const done = await ctx.write.update(object.name, row, values, { expect: version as number })
  return { result: { id: row.id as string, version: done.version } }
}

async function remove(ctx: Ctx, object: ObjectDeclaration): Promise<Handled> {
  const { row } = ctx.refs.get('id')
  await assertNotFrozen(ctx, object, row.id as string)
  await ctx.write.remove(object.name, row)
  return { result: { id: row.id as string } }
}

async function restore(ctx: Ctx, object: ObjectDeclaration): Promise<Handled> {
  const { row } = ctx.refs.get('id')
  await ctx.write.restore(object.name, row)
  return { result: { id: row.id as string } }
}

const verbs: Record<ObjectDeclaration['verbs'][number], Run> = { create, update, remove, restore }

/** Handlers of create, update, remove and restore for every object that offers them; areas may put their own in their place. */
export const genericHandlers: readonly Handler[] = objectList.flatMap(object =>
  object.verbs.map(verb => ({
    contract: findAction(`${object.name}.${verb}`)!,
    run: (ctx, input) => verbs[verb](ctx, object, input),
  })),
)
