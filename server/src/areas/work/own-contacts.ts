import type { ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import { identifier, tableOf } from '../../records/columns'
import { type Bind, Params } from '../../records/reader'
import type { TodayReader, Waiting } from '../../records/today-source'
import { contactDue, type DueContact } from './contact-due'

/** The record's own next contact is told by the record itself, to its owner; what a follow-up says is the writer's. */
const ofOwners: ReadonlySet<string> = new Set(['customer', 'lead'])

interface Agreed extends DueContact {
  total: number
}

/**
 * The reader's follow-ups that agreed on a contact by `$2`, where the reader has not been in touch with the record since: all of them
 * at once, however many kinds of records there are.
 */
const agreed = `select f.record_object, f.record_id, f.next_contact_at from follow_up f
  where f.created_by = $1::uuid and f.deleted_at is null and f.next_contact_at < $2::timestamptz
    and not exists (select 1 from follow_up l where l.record_object = f.record_object and l.record_id = f.record_id
      and l.created_by = f.created_by and l.deleted_at is null and (l.created_at, l.id) > (f.created_at, f.id))`

/** Those of them on records of one object that the reader may open. */
function agreedOn(reader: TodayReader, name: ObjectName, bind: Bind): string {
  const object = objects[name]
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const others = ofOwners.has(name)
    ? 'and r.owner_id is distinct from $1::uuid and r.next_contact_at is distinct from f.next_contact_at'
    : ''
  return `select '${name}' as object, r.id, left(r.${title}, 100) as name, f.next_contact_at as at
    from agreed f join ${identifier(tableOf(object).name)} r on r.id = f.record_id and r.deleted_at is null ${others}
    where f.record_object = '${name}' and (${scopeCondition(reader.actor.access, name, 'view', bind, 'r')})`
}

/**
 * What the reader has agreed on as a colleague of the owner's, and on contacts, contracts and requests: due by the end of the
 * reader's day (CUST-17).
 */
export async function ownContacts(reader: TodayReader, endOfDay: Date): Promise<Waiting> {
  const { sql, actor, t, limit } = reader
  if (!can(actor.access, { object: 'followUp', verb: 'create' })) return { items: [], total: 0 }
  const { values, bind } = new Params()
  bind(actor.employeeId)
  bind(endOfDay)
  const targets = objects.followUp.fields.record.targets as readonly ObjectName[]
  const parts = targets.map(name => agreedOn(reader, name, bind))
  const rows = await sql.query<Agreed>(
    `with agreed as materialized (${agreed})
     select a.*, count(*) over ()::int as total from (${parts.join(' union all ')}) a
     order by a.at, a.id limit ${bind(limit)}::int`,
    values,
  )
  const items = rows.map(row => contactDue(reader, row, t(`object.${row.object}.label`)))
  return { items, total: rows[0]?.total ?? 0 }
}
