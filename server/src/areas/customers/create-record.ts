import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handler } from '../../kernel/context'

/** The one default pool of a kind, for records that nobody owns. */
async function defaultPool(ctx: Ctx, kind: string): Promise<string> {
  const pool = await ctx.tx.prisma.pool.findFirst({
    where: { kind, isDefault: true, deletedAt: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return pool?.id ?? ctx.refuse('noPool')
}

/** The pool that was chosen: of the right kind, and one of the maker's own. */
function chosenPool(ctx: Ctx, kind: string): string | undefined {
  const pool = ctx.refs.find('pool')
  if (!pool) return undefined
  if (pool.row.kind !== kind) ctx.refuse('noPool')
  const { actor } = ctx
  const mine =
    actor.kind !== 'employee' || [...actor.access.memberPools, ...actor.access.adminPools].includes(pool.id)
  if (!mine) ctx.refuse('notPoolMember', { pool: String(pool.row.name) })
  return pool.id
}

/** A record without an owner is always in a pool: what the system makes, or what is made for a pool, goes there. */
function createPooled(name: 'customer' | 'lead'): Handler {
  return {
    contract: findAction(`${name}.create`)!,
    async run(ctx, input) {
      const owner = actorId(ctx.actor)
      const chosen = chosenPool(ctx, name)
      const pool = chosen ?? (owner ? undefined : await defaultPool(ctx, name))
      const place = pool ? { pool, pooledAt: ctx.now.toISOString(), poolReason: 'created' } : { owner }
      const made = await ctx.write.insert(name, { ...(input as Record<string, Value>), ...place })
      if (pool) ctx.emit('pool.entered', { object: name, id: made.id, pool }, { object: name, id: made.id })
      return {
        result: { id: made.id, number: made.number },
        say: { name: String(input[objects[name].title]) },
      }
    },
  }
}

/** Makes a customer. */
export const createCustomer = createPooled('customer')

/** Makes a lead. */
export const createLead = createPooled('lead')
