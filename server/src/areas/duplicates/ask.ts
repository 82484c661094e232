import { duplicateAppeal, duplicateCooperate } from '@gonghai/shared/actions/duplicates'
import { findObject, type ObjectDeclaration } from '@gonghai/shared/objects'
import { type DuplicateObject, duplicateObjects } from '@gonghai/shared/rules/duplicates'
import { v7 as uuid } from 'uuid'
import { companyAdministrators } from '../../access/administrators'
import { can } from '../../access/context'
import { nearestAble } from '../../access/superiors'
import type { Tx } from '../../db/database'
import { type Ctx, type Handled, type Handler, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { identifier, type Row, selectList, splitRecord, tableOf } from '../../records/columns'
import { parseValue } from '../../records/input'

type Kind = 'cooperation' | 'appeal'

/** Who stands above the owner and may change the record, and who administers its pool; else the company's administrators. */
async function aboveOwner(tx: Tx, object: ObjectDeclaration, row: Row): Promise<string[]> {
  const owner = (row.owner_id as string | null) ?? null
  const above = owner && (await nearestAble(tx, object, row.id as string, owner, owner))
  const administrators = await tx.query<{ id: string }>(
    `select e.id from employee e where e.active and e.id is distinct from $2::uuid
       and e.id in (select unnest(administrators) from pool where id = $1::uuid and deleted_at is null) order by e.id`,
    [row.pool_id ?? null, owner],
  )
  const found = [...new Set([...(above ? [above] : []), ...administrators.map(({ id }) => id)])]
  return found.length > 0 ? found : companyAdministrators(tx)
}

/** The owner decides on cooperation; where nobody at work owns it, whoever would decide on an appeal. */
async function ownerOf(tx: Tx, object: ObjectDeclaration, row: Row): Promise<string[]> {
  const rows = await tx.query<{ id: string }>('select id from employee where id = $1::uuid and active', [
    row.owner_id ?? null,
  ])
  return rows.length > 0 ? rows.map(({ id }) => id) : aboveOwner(tx, object, row)
}

/** Whoever may decide on a record, as of now. */
export const decidersOf: Record<Kind, (tx: Tx, object: ObjectDeclaration, row: Row) => Promise<string[]>> = {
  cooperation: ownerOf,
  appeal: aboveOwner,
}

/** "customer:<id>". @throws Refusal invalidInput: the form only, never whether it is there */
function pointer(text: string): [object: ObjectDeclaration, id: string] {
  const record = parseValue({ kind: 'record', targets: duplicateObjects }, text)
  if (typeof record !== 'string') return refuse('invalidInput', {}, [{ path: 'record', rule: 'format' }])
  const [name, id] = splitRecord(record)
  return [findObject(name)!, id]
}

/** The living record, locked, whoever may see it. */
async function lockFound(ctx: Ctx, object: ObjectDeclaration, id: string): Promise<Row | undefined> {
  const [row] = await ctx.tx.query<Row>(
    `select ${selectList(object, 't')} from ${identifier(tableOf(object).name)} t
     where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    [id],
  )
  return row
}

/** @returns whom to ask; nobody where there is no such record @throws Refusal ownRecord | nobodyToAsk */
async function whomToAsk(
  ctx: Ctx,
  kind: Kind,
  object: ObjectDeclaration,
  row: Row | undefined,
  me: string,
): Promise<string[]> {
  if (!row) return []
  if (row.owner_id === me) ctx.refuse('ownRecord')
  const all = await decidersOf[kind](ctx.tx, object, row)
  const others = all.filter(id => id !== me)
  if (others.length === 0 && all.length > 0) ctx.refuse('nobodyToAsk')
  return others
}

/**
 * The answer, and what is written, are the same whether there is such a record or not: who knows an id from somewhere does not
 * learn that it is one. Only whoever may decide hears of it.
 */
async function ask(
  ctx: Ctx,
  kind: Kind,
  { record, reason }: { record: string; reason?: string | null },
): Promise<Handled> {
  const [object, id] = pointer(record)
  if (ctx.actor.kind !== 'employee') return ctx.refuse('notPermitted')
  const me = ctx.actor.employeeId
  // A part in what one may not use at all is no part.
  if (!can(ctx.actor.access, { object: object.name, verb: 'view' })) ctx.refuse('notPermitted')
  const row = await lockFound(ctx, object, id)
  const deciders = await whomToAsk(ctx, kind, object, row, me)
  const [made] = await ctx.tx.query<{ id: string }>(
    `insert into duplicate_request (id, kind, object, record_id, asker_id, reason, deciders, state, created_at)
     values ($1::uuid, $2, $3, $4::uuid, $5::uuid, $6, $7::uuid[], 'pending', $8::timestamptz)
     on conflict (kind, object, record_id, asker_id) where state = 'pending' do update set deciders = excluded.deciders
       where duplicate_request.deciders is distinct from excluded.deciders returning id`,
    [uuid(), kind, object.name, id, me, reason ?? null, deciders, ctx.now],
  )
  // Asked before and not answered yet, of the same people: the same question again is the same question.
  if (!made) return { result: { asked: true } }
  if (row) ctx.write.note(object.name as DuplicateObject, id, reason ?? '')
  if (deciders.length > 0) ctx.emit('duplicate.asked', { request: made.id }, { object: object.name, id })
  return { result: { request: made.id } }
}

/** Asks for a part in a record that was found (CUST-11). */
export const askCooperation: Handler = handle(duplicateCooperate, (ctx, input) =>
  ask(ctx, 'cooperation', input),
)

/** Says that a record should be one's own (CUST-11). */
export const appealRecord: Handler = handle(duplicateAppeal, (ctx, input) => ask(ctx, 'appeal', input))
