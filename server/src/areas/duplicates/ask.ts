import { duplicateAppeal, duplicateCooperate } from '@gonghai/shared/actions/duplicates'
import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import { v7 as uuid } from 'uuid'
import { can } from '../../access/context'
import { type Ctx, type Handled, type Handler, handle } from '../../kernel/context'
import type { Loaded } from '../../kernel/references'

type Kind = 'cooperation' | 'appeal'

/** The owner decides on cooperation; where nobody at work owns it, whoever would decide on an appeal. */
async function ownerOf(ctx: Ctx, { row }: Loaded): Promise<string[]> {
  const rows = await ctx.tx.query<{ id: string }>('select id from employee where id = $1::uuid and active', [
    row.owner_id ?? null,
  ])
  return rows.map(({ id }) => id)
}

/** Who stands above the owner, and who administers the record's pool; else the company's administrators. */
async function aboveOwner(ctx: Ctx, { row }: Loaded): Promise<string[]> {
  const found = await ctx.tx.query<{ id: string }>(
    `select e.id from employee e where e.active and e.id is distinct from $3::uuid and (
       e.id = (select leader_id from employee where id = $1::uuid)
       or e.id in (select unnest(administrators) from pool where id = $2::uuid and deleted_at is null))
     order by e.id`,
    [row.owner_id ?? null, row.pool_id ?? null, row.owner_id ?? null],
  )
  if (found.length > 0) return found.map(({ id }) => id)
  const administrators = await ctx.tx.query<{ id: string }>(
    `select distinct e.id from employee e join role_grant g on g.employee_id = e.id join role r on r.id = g.role_id
     where e.active and r.key in ('administrator', 'superAdministrator') order by e.id limit 5`,
  )
  return administrators.map(({ id }) => id)
}

const decidersOf: Record<Kind, (ctx: Ctx, record: Loaded) => Promise<string[]>> = {
  cooperation: ownerOf,
  appeal: aboveOwner,
}

async function ask(ctx: Ctx, kind: Kind, reason: string | undefined): Promise<Handled> {
  const record = ctx.refs.get('record')
  const object = findObject(record.object)!
  if (ctx.actor.kind !== 'employee') return ctx.refuse('notPermitted')
  const me = ctx.actor.employeeId
  // A part in what one may not use at all is no part.
  if (!can(ctx.actor.access, { object: object.name, verb: 'view' })) ctx.refuse('notPermitted')
  if (record.row.owner_id === me) ctx.refuse('ownRecord')
  const deciders = (await decidersOf[kind](ctx, record)).filter(id => id !== me)
  if (deciders.length === 0) ctx.refuse('nobodyToAsk')
  const [made] = await ctx.tx.query<{ id: string }>(
    `insert into duplicate_request (id, kind, object, record_id, asker_id, reason, deciders, state, created_at)
     values ($1::uuid, $2, $3, $4::uuid, $5::uuid, $6, $7::uuid[], 'pending', $8::timestamptz)
     on conflict (kind, object, record_id, asker_id) where state = 'pending' do nothing returning id`,
    [uuid(), kind, object.name, record.id, me, reason ?? null, deciders, ctx.now],
  )
  // Asked before and not answered yet: the same question again is the same question.
  if (!made) return { result: { asked: true } }
  ctx.write.note(object.name as DuplicateObject, record.id, reason ?? '')
  ctx.emit('duplicate.asked', { request: made.id }, { object: object.name, id: record.id })
  return { result: { request: made.id } }
}

/** Asks for a part in a record that was found (CUST-11). */
export const askCooperation: Handler = handle(duplicateCooperate, (ctx, input) =>
  ask(ctx, 'cooperation', input.reason),
)

/** Says that a record should be one's own (CUST-11). */
export const appealRecord: Handler = handle(duplicateAppeal, (ctx, input) => ask(ctx, 'appeal', input.reason))
