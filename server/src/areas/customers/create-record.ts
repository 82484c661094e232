import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import type { Tx } from '../../db/database'
import { actorId } from '../../kernel/actor'
import type { Ctx, Handled, Handler } from '../../kernel/context'
import type { Words } from '../../kernel/words'
import { demandPool } from '../../records/living-pool'

/** A pool, as far as it decides about what enters it. */
interface Pool {
  id: string
  name: string
  review_type: 'none' | 'button' | 'flow'
  administrators: string[]
}

/** What the area of pools knows about new records; the areas meet in the composition. */
export interface Intake {
  /** The pool for a record without an owner, by region and product, else the default of its kind. */
  routePool(tx: Tx, object: 'customer' | 'lead', values: Record<string, unknown>): Promise<Pool | undefined>
  /** How that pool lets new customers in (CUST-6). */
  gate(
    ctx: Ctx,
    pool: Pool | undefined,
  ): Promise<{
    open: boolean
    values: Record<string, Value | undefined>
    note?: Words
    ask(ctx: Ctx, made: { id: string; title: string }): Promise<string>
  }>
}

/** The pool that was chosen: of the right kind, and one of the maker's own. */
function chosenPool(ctx: Ctx, kind: string): Pool | undefined {
  const pool = ctx.refs.find('pool')
  if (!pool) return undefined
  if (pool.row.kind !== kind) ctx.refuse('wrongPoolKind', { pool: String(pool.row.name) })
  const { actor } = ctx
  const mine =
    actor.kind !== 'employee' || [...actor.access.memberPools, ...actor.access.adminPools].includes(pool.id)
  if (!mine) ctx.refuse('notPoolMember', { pool: String(pool.row.name) })
  return pool.row as unknown as Pool
}

/** Leads count at once; a customer is let in as its pool says, also one that its maker owns. */
async function openOrGate(ctx: Ctx, name: 'customer' | 'lead', intake: Intake, pool: Pool | undefined) {
  if (name === 'customer') return intake.gate(ctx, pool)
  return { open: true, values: {}, note: undefined, ask: async () => '' }
}

/**
 * Makes a customer or lead. A record without an owner is always in a pool: what the system makes, or what is made for a
 * pool, goes there; which one, region and product say (POOL-1).
 */
export function createPooled(name: 'customer' | 'lead', intake: Intake): Handler {
  return {
    contract: findAction(`${name}.create`)!,
    async run(ctx, input): Promise<Handled> {
      const owner = actorId(ctx.actor)
      const chosen = chosenPool(ctx, name)
      const fitting = chosen ?? (await intake.routePool(ctx.tx, name, input))
      const pool = chosen ?? (owner ? undefined : (fitting ?? ctx.refuse('noPool')))
      if (pool) await demandPool(ctx, pool.id)
      const gate = await openOrGate(ctx, name, intake, fitting)
      const poolReason = ctx.actor.door === 'import' ? 'imported' : 'created'
      const place = pool ? { pool: pool.id, pooledAt: ctx.now.toISOString(), poolReason } : { owner }
      const values = { ...(input as Record<string, Value>), ...place, ...gate.values }
      const made = await ctx.write.insert(name, values, gate.note)
      const title = String(input[objects[name].title])
      if (!gate.open) await gate.ask(ctx, { id: made.id, title })
      // Members hear of it when it counts.
      else if (pool) {
        ctx.emit('pool.entered', { object: name, id: made.id, pool: pool.id }, { object: name, id: made.id })
      }
      return { result: { id: made.id, number: made.number }, say: { name: title } }
    },
  }
}
