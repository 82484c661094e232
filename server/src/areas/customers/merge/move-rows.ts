import type { Tx } from '../../../db/database'
import { identifier } from '../../../records/columns'
import { risingKinds } from '../../../records/rising'
import { type ColumnMove, columnMoves, type RecordMove, recordMoves } from './moves'

/** Who goes into whom. */
export interface Pair {
  winner: string
  loser: string
}

/** A record whose customer has changed. */
export interface Moved {
  object: NonNullable<ColumnMove['object']>
  id: string
}

async function moveColumn(
  tx: Tx,
  { table, column, object }: ColumnMove,
  { winner, loser }: Pair,
): Promise<Moved[]> {
  const bump = object ? ', version = version + 1' : ''
  const rows = await tx.query<{ id: string }>(
    `update ${identifier(table)} set ${identifier(column)} = $1::uuid${bump} where ${identifier(column)} = $2::uuid
     returning id`,
    [winner, loser],
  )
  return object ? rows.map(row => ({ object, id: row.id })) : []
}

async function moveRecords(
  tx: Tx,
  { table, objectColumn, column }: RecordMove,
  { winner, loser }: Pair,
): Promise<void> {
  await tx.query(
    `update ${identifier(table)} set ${identifier(column)} = $1::uuid
     where ${identifier(objectColumn)} = 'customer' and ${identifier(column)} = $2::uuid`,
    [winner, loser],
  )
}

/** Colleagues of both teams; who was in both keeps the more. The winner's owner needs no place in it. */
async function moveTeam(tx: Tx, { winner, loser }: Pair): Promise<void> {
  await tx.query(
    `insert into team_member (object, record_id, employee_id, access, created_at, expires_at)
     select m.object, $1::uuid, m.employee_id, m.access, m.created_at, m.expires_at
     from team_member m join customer w on w.id = $1::uuid
     where m.object = 'customer' and m.record_id = $2::uuid and m.employee_id is distinct from w.owner_id
     on conflict (object, record_id, employee_id) do update set
       access = case when excluded.access = 'edit' then 'edit' else team_member.access end,
       expires_at = case when excluded.expires_at is null or team_member.expires_at is null then null
         else greatest(excluded.expires_at, team_member.expires_at) end`,
    [winner, loser],
  )
  await tx.query(`delete from team_member where object = 'customer' and record_id = $1::uuid`, [loser])
  await tx.query(
    `update timer t set ref = 'customer:' || $1 || substr(t.ref, length('customer:' || $2) + 1)
     where t.kind = 'team.expire' and t.ref like 'customer:' || $2 || ':%'
       and not exists (select 1 from timer o where o.kind = t.kind
         and o.ref = 'customer:' || $1 || substr(t.ref, length('customer:' || $2) + 1))`,
    [winner, loser],
  )
}

/** The loser's relations that would make the winner stand above itself: what is known of the winner stands. */
async function dropCircles(tx: Tx, { winner, loser }: Pair): Promise<void> {
  const kinds = await tx.query<{ id: string }>(
    `select id from relation_kind where object = 'customer' and key = any($1::text[]) order by id for update`,
    [[...risingKinds]],
  )
  for (const { id } of kinds)
    await tx.query(
      `with recursive above(id) as (
         select $1::uuid union select r.to_customer_id from customer_relation r
         join above a on r.from_customer_id = a.id where r.kind_id = $3::uuid
       ), under(id) as (
         select $1::uuid union select r.from_customer_id from customer_relation r
         join under u on r.to_customer_id = u.id where r.kind_id = $3::uuid
       ) delete from customer_relation r where r.kind_id = $3::uuid and (
         (r.from_customer_id = $2::uuid and r.to_customer_id in (select id from under))
         or (r.to_customer_id = $2::uuid and r.from_customer_id in (select id from above)))`,
      [winner, loser, id],
    )
}

/** Relations of both; none to itself, none twice, from either end where it is mutual, and no circle. */
async function moveRelations(tx: Tx, pair: Pair): Promise<void> {
  const { winner, loser } = pair
  await dropCircles(tx, pair)
  await tx.query(
    `delete from customer_relation where id in (select r.id from customer_relation r
     join relation_kind k on k.id = r.kind_id cross join lateral (
       select case when r.from_customer_id = $2::uuid then $1::uuid else r.from_customer_id end as a,
         case when r.to_customer_id = $2::uuid then $1::uuid else r.to_customer_id end as b) m
     where $2::uuid in (r.from_customer_id, r.to_customer_id)
       and ($1::uuid in (r.from_customer_id, r.to_customer_id) or exists (
         select 1 from customer_relation o where o.id <> r.id and o.kind_id = r.kind_id
           and ((o.from_customer_id = m.a and o.to_customer_id = m.b)
             or (k.mutual and o.from_customer_id = m.b and o.to_customer_id = m.a)))))`,
    [winner, loser],
  )
  for (const column of ['from_customer_id', 'to_customer_id'])
    await tx.query(`update customer_relation set ${column} = $1::uuid where ${column} = $2::uuid`, [
      winner,
      loser,
    ])
}

/** Questions of colleagues; of two open ones by the same person one goes on. */
async function moveRequests(tx: Tx, { winner, loser }: Pair): Promise<void> {
  await tx.query(
    `update duplicate_request r set state = 'refused'
     where r.object = 'customer' and r.record_id = $2::uuid and r.state = 'pending' and exists (
       select 1 from duplicate_request o where o.object = 'customer' and o.record_id = $1::uuid and o.state = 'pending'
         and o.kind = r.kind and o.asker_id = r.asker_id)`,
    [winner, loser],
  )
  await tx.query(
    `update duplicate_request set record_id = $1::uuid where object = 'customer' and record_id = $2::uuid`,
    [winner, loser],
  )
}

/** Both histories are read at the winner; each entry keeps of which of the two it speaks. */
async function moveHistory(tx: Tx, { winner, loser }: Pair): Promise<void> {
  await tx.query(
    `update history set record_id = $1::uuid, merged_from = coalesce(merged_from, $2::uuid)
     where object = 'customer' and record_id = $2::uuid`,
    [winner, loser],
  )
}

/** Everything that belongs to the loser belongs to the winner. Doing it again moves only what came since. @returns records that changed hands */
export async function moveRows(tx: Tx, pair: Pair): Promise<Moved[]> {
  const moved: Moved[] = []
  for (const move of columnMoves) moved.push(...(await moveColumn(tx, move, pair)))
  for (const move of recordMoves) await moveRecords(tx, move, pair)
  // Nobody is recommended by themselves.
  await tx.query(
    'update customer set referring_customer_id = null where id = $1::uuid and referring_customer_id = $1::uuid',
    [pair.winner],
  )
  await moveTeam(tx, pair)
  await moveRelations(tx, pair)
  await moveRequests(tx, pair)
  await moveHistory(tx, pair)
  return moved
}
