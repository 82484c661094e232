import { objects } from '@gonghai/shared/objects'
import type { Tx } from '../../db/database'
import { actorId } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { Refusal } from '../../kernel/errors'
import { listedFor, type Words } from '../../kernel/words'
import type { Values } from '../../kernel/writer'
import { type Row, selectList } from '../../records/columns'
import { peopleOf, putQuestion } from './ask-review'
import type { RoutedPool } from './route-pool'

/** Starts the approval of a new customer. @returns everybody who may be asked @throws Refusal noApprovers */
export type StartFlow = (ctx: Ctx, row: Row) => Promise<{ id: string; approvers: string }>

/** How a pool lets a new customer in (CUST-6). */
export interface Gate {
  /** Counts at once. */
  open: boolean
  /** What a new customer starts with. */
  values: Values
  /** Words for the history of its making. */
  note?: Words
  /** Asks for the word that lets it in. @returns who is asked, in words */
  ask(ctx: Ctx, made: { id: string; title: string }): Promise<string>
}

/** Finds out how a pool lets a new customer in; without a pool nobody is asked. */
export type FindGate = (ctx: Ctx, pool: RoutedPool | undefined) => Promise<Gate>

const openGate = (values: Values = {}): Gate => ({ open: true, values, ask: async () => '' })

async function activeOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'select id from employee where id = any($1::uuid[]) and active order by id',
    [ids],
  )
  return rows.map(row => row.id)
}

/** The row of a customer, locked. */
export async function lockCustomer(tx: Tx, id: string): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(
    `select ${selectList(objects.customer, 't')} from customer t
     where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    [id],
  )
  return row
}

const askedNote = (reviewers: readonly string[]): Words => ({
  key: 'history.note.reviewAsked',
  params: { reviewers },
})

/** Puts the question before the pool's administrators. */
function askAdministrators(pool: RoutedPool, reviewers: string[]): Gate['ask'] {
  return async (ctx, { id, title }) => {
    const names = await peopleOf(ctx.tx, reviewers)
    const row = (await lockCustomer(ctx.tx, id))!
    const note = askedNote(names)
    // Changes nothing where it was made with them; a flow that finds nobody to ask gets them now.
    await ctx.write.update('customer', row, { reviewState: 'pending', reviewers }, { note })
    await putQuestion(ctx, {
      kind: 'newCustomer',
      object: 'customer',
      recordId: id,
      title,
      poolId: pool.id,
      asker: actorId(ctx.actor),
      claimant: null,
      leader: null,
      reviewers,
    })
    return listedFor(ctx.actor.locale, names)
  }
}

/** Everybody who decides in an approval may look at what they decide about. */
async function showApprovers(ctx: Ctx, id: string, approvalId: string): Promise<void> {
  const [approval] = await ctx.tx.query<{ approvers: string[] }>(
    `select array(select distinct p from jsonb_array_elements(a.steps) s, jsonb_array_elements_text(s -> 'approvers') p)
       as approvers from approval a where a.id = $1::uuid`,
    [approvalId],
  )
  const row = (await lockCustomer(ctx.tx, id))!
  await ctx.write.update('customer', row, { reviewState: 'pending', reviewers: approval!.approvers })
}

/** Starts the flow; where it finds nobody to ask, the pool's administrators are asked. */
function askFlow(start: StartFlow, otherwise: Gate['ask']): Gate['ask'] {
  return async (ctx, made) => {
    const row = (await lockCustomer(ctx.tx, made.id))!
    try {
      const started = await start(ctx, row)
      await showApprovers(ctx, made.id, started.id)
      return started.approvers
    } catch (error) {
      // Nothing was written yet: approvers are looked for first.
      if (error instanceof Refusal && error.code === 'noApprovers') return otherwise(ctx, made)
      throw error
    }
  }
}

/** How pools let new customers in; an administrator's own customers count at once. */
export function createGate(start: StartFlow): FindGate {
  return async (ctx, pool) => {
    if (!pool || pool.review_type === 'none') return openGate()
    const me = actorId(ctx.actor)
    if (me && pool.administrators.includes(me)) return openGate({ reviewState: 'approved' })
    const reviewers = await activeOf(ctx.tx, pool.administrators)
    if (reviewers.length === 0) return openGate()
    const administrators = askAdministrators(pool, reviewers)
    // An approval has an applicant; what nobody made goes to the administrators.
    const byFlow = pool.review_type === 'flow' && me !== null
    if (byFlow)
      return { open: false, values: { reviewState: 'pending' }, ask: askFlow(start, administrators) }
    const note = askedNote(await peopleOf(ctx.tx, reviewers))
    return { open: false, values: { reviewState: 'pending', reviewers }, note, ask: administrators }
  }
}
