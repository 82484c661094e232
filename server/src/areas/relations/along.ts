import type { TransferPreview } from '@gonghai/shared/client/relation-api'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import { identifier, type Row, selectList, splitRecord, tableOf } from '../../records/columns'
import { type NamedRecord, recordFrom } from './record-of'

type Kind = 'contact' | 'contract'

interface Along {
  moving: NamedRecord[]
  contacts: number
  contracts: number
  /** Contracts that wait in an approval: they stay with the old owner. */
  waiting: number
}

/** What of this kind belongs to the customer and its owner, locked in the order of ids. */
async function ofCustomer(ctx: Ctx, kind: Kind, customer: NamedRecord): Promise<NamedRecord[]> {
  const rows = await ctx.tx.query<Row>(
    `select ${selectList(objects[kind], 't')} from ${identifier(tableOf(objects[kind]).name)} t
     where t.customer_id = $1::uuid and t.owner_id = $2::uuid and t.deleted_at is null
     order by t.id for no key update of t`,
    [customer.id, customer.owner],
  )
  return rows.map(row => recordFrom(kind, row))
}

async function pendingAmong(ctx: Ctx, records: readonly NamedRecord[]): Promise<Set<string>> {
  const rows = await ctx.tx.query<{ record_id: string }>(
    `select record_id from approval where object = 'contract' and state = 'pending' and record_id = any($1::uuid[])`,
    [records.map(record => record.id)],
  )
  return new Set(rows.map(row => row.record_id))
}

/** Moving contracts is a permission of its own. @throws Refusal notPermitted */
function demandTransfer(ctx: Ctx, kind: Kind): void {
  if (ctx.actor.kind === 'employee' && !can(ctx.actor.access, { object: kind, verb: 'transfer' }))
    ctx.refuse('notPermitted')
}

/** What goes along with a customer; nothing does with anything else. */
export async function followers(
  ctx: Ctx,
  record: NamedRecord,
  { takeContacts, takeContracts }: { takeContacts?: boolean | null; takeContracts?: boolean | null },
): Promise<Along> {
  if (record.name !== 'customer') return { moving: [], contacts: 0, contracts: 0, waiting: 0 }
  if (takeContacts) demandTransfer(ctx, 'contact')
  if (takeContracts) demandTransfer(ctx, 'contract')
  const contacts = takeContacts ? await ofCustomer(ctx, 'contact', record) : []
  const all = takeContracts ? await ofCustomer(ctx, 'contract', record) : []
  const pending = all.length > 0 ? await pendingAmong(ctx, all) : new Set<string>()
  const contracts = all.filter(one => !pending.has(one.id))
  return {
    moving: [...contacts, ...contracts],
    contacts: contacts.length,
    contracts: contracts.length,
    waiting: pending.size,
  }
}

/** What would go along with these customers, counted over those that the reader may transfer. @param records "customer:<id>", up to 5,000 */
export async function previewTransfer(
  sql: Sql,
  actor: EmployeeActor,
  records: readonly string[],
): Promise<TransferPreview> {
  const ids = records.filter(record => record.startsWith('customer:')).map(record => splitRecord(record)[1])
  const values: unknown[] = [ids]
  const bind = (value: unknown) => `$${values.push(value)}`
  const scope = scopeCondition(actor.access, 'customer', 'beyondTeam', bind, 't')
  const [row] = await sql.query<TransferPreview>(
    `with mine as materialized (
       select t.id, t.owner_id from customer t where t.id = any($1::uuid[]) and t.deleted_at is null and (${scope}))
     select
       (select count(*) from contact k join mine m on m.id = k.customer_id and m.owner_id = k.owner_id
        where k.deleted_at is null)::int as contacts,
       (select count(*) from contract k join mine m on m.id = k.customer_id and m.owner_id = k.owner_id
        where k.deleted_at is null)::int as contracts,
       (select count(*) from contract k join mine m on m.id = k.customer_id and m.owner_id = k.owner_id
        join approval a on a.object = 'contract' and a.record_id = k.id and a.state = 'pending'
        where k.deleted_at is null)::int as waiting`,
    values,
  )
  return row!
}
