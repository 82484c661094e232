import {
  contactRelate,
  contactUnrelate,
  customerRelate,
  customerUnrelate,
} from '@gonghai/shared/actions/relation'
import { v7 as uuid } from 'uuid'
import { actorId } from '../../kernel/actor'
import { type Ctx, type Handled, handle } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { parseValue } from '../../records/input'
import { risingKinds } from '../../records/rising'
import { type KindRow, keyedKind, kindWords } from './kinds'

type Side = 'contact' | 'customer'

/** The kind, of this side and still offered. @throws Refusal invalidInput */
function kindOf(ctx: Ctx, object: KindRow['object']): KindRow {
  const row = ctx.refs.get('kind').row as unknown as KindRow
  if (row.object !== object || !row.active) refuse('invalidInput', {}, [{ path: 'kind', rule: 'option' }])
  return row
}

/** Would the other one, along the same kind, lead back here? Writers of such a kind go one after another. @throws Refusal */
async function demandNoCircle(ctx: Ctx, side: Side, kind: KindRow, from: string, to: string): Promise<void> {
  if (!kind.key || !risingKinds.has(kind.key)) return
  await ctx.tx.query('select 1 as locked from relation_kind where id = $1::uuid for update', [kind.id])
  const [circle] = await ctx.tx.query(
    `with recursive up(id) as (
       select $2::uuid
       union
       select r.to_${side}_id from ${side}_relation r join up on r.from_${side}_id = up.id where r.kind_id = $1::uuid)
     select 1 as one from up where id = $3::uuid limit 1`,
    [kind.id, to, from],
  )
  if (circle) ctx.refuse('relationCircle')
}

/** The same relation between the same two, from either end where it is mutual. */
async function demandNew(ctx: Ctx, side: Side, kind: KindRow, from: string, to: string): Promise<void> {
  const [known] = await ctx.tx.query(
    `select 1 as one from ${side}_relation where kind_id = $1::uuid and
       ((from_${side}_id = $2::uuid and to_${side}_id = $3::uuid)
        or ($4::boolean and from_${side}_id = $3::uuid and to_${side}_id = $2::uuid))`,
    [kind.id, from, to, kind.mutual],
  )
  if (known) ctx.refuse('duplicateValue')
}

async function relate(
  ctx: Ctx,
  side: Side,
  { remark, reverse }: { remark?: string; reverse?: boolean },
): Promise<Handled> {
  const [me, other] = [ctx.refs.get(side), ctx.refs.get('other')]
  const [from, to] = reverse ? [other, me] : [me, other]
  const kind = kindOf(ctx, side)
  if (from.id === to.id) ctx.refuse('relatedToItself')
  await demandNew(ctx, side, kind, from.id, to.id)
  await demandNoCircle(ctx, side, kind, from.id, to.id)
  const id = uuid()
  await ctx.tx.query(
    `insert into ${side}_relation (id, kind_id, from_${side}_id, to_${side}_id, remark, created_at, created_by)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::timestamptz, $7::uuid)`,
    [id, kind.id, from.id, to.id, remark ?? null, ctx.now, actorId(ctx.actor)],
  )
  const { name } = kindWords(kind, ctx.actor.locale)
  const sides = { from: String(from.row.name), to: String(to.row.name) }
  ctx.write.note(side, me.id, { key: 'list.related', params: { ...sides, kind: keyedKind(kind) } })
  return { result: { id }, say: { name: String(from.row.name), kind: name, other: String(to.row.name) } }
}

async function unrelate(ctx: Ctx, side: Side, given: string): Promise<Handled> {
  const me = ctx.refs.get(side)
  const id = parseValue({ kind: 'reference' }, given)
  const [gone] = await ctx.tx.query<{ kind_id: string }>(
    `delete from ${side}_relation where id = $1::uuid and (from_${side}_id = $2::uuid or to_${side}_id = $2::uuid)
     returning kind_id`,
    [typeof id === 'string' ? id : null, me.id],
  )
  const [person] =
    gone || side === 'customer'
      ? []
      : await ctx.tx.query<{ name: string }>(
          'delete from related_person where id = $1::uuid and contact_id = $2::uuid returning name',
          [typeof id === 'string' ? id : null, me.id],
        )
  if (!gone && !person) refuse('notFound', {}, [{ path: 'relation', rule: 'missingRecord' }])
  ctx.write.note(side, me.id, person?.name ?? '')
  return { result: { id: given }, say: { name: String(me.row.name) } }
}

/** Relates a contact to another one. */
export const relateContact = handle(contactRelate, (ctx, input) => relate(ctx, 'contact', input))
/** Relates a customer to another one. */
export const relateCustomer = handle(customerRelate, (ctx, input) => relate(ctx, 'customer', input))
/** Takes a contact's relation, or a person around it, away. */
export const unrelateContact = handle(contactUnrelate, (ctx, input) =>
  unrelate(ctx, 'contact', input.relation),
)
/** Takes a customer's relation away, from whichever side. */
export const unrelateCustomer = handle(customerUnrelate, (ctx, input) =>
  unrelate(ctx, 'customer', input.relation),
)
