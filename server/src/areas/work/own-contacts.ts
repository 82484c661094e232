import type { ObjectName } from '@gonghai/shared/objects'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import { clockWords } from '../../kernel/clock'
import { identifier, tableOf } from '../../records/columns'
import { type Bind, Params } from '../../records/reader'
import type { TodayReader, Waiting } from '../../records/today-source'

/** The record's own next contact is told by the record itself, to its owner; what a follow-up says is the writer's. */
const ofOwners: ReadonlySet<string> = new Set(['customer', 'lead'])

interface Agreed {
  object: ObjectName
  id: string
  name: string
  at: Date
  total: number
}

/** The reader's follow-ups on records of one object that agreed on a contact by `$2`, where the reader has not been in touch since. */
function agreedOn(reader: TodayReader, name: ObjectName, bind: Bind): string {
  const object = objects[name]
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const others = ofOwners.has(name)
    ? 'and r.owner_id is distinct from $1::uuid and r.next_contact_at is distinct from f.next_contact_at'
    : ''
  return `select '${name}' as object, r.id, left(r.${title}, 100) as name, f.next_contact_at as at
    from follow_up f join ${identifier(tableOf(object).name)} r on r.id = f.record_id and r.deleted_at is null ${others}
    where f.created_by = $1::uuid and f.record_object = '${name}' and f.deleted_at is null
      and f.next_contact_at < $2::timestamptz and (${scopeCondition(reader.actor.access, name, 'view', bind, 'r')})
      and not exists (select 1 from follow_up l where l.record_object = f.record_object and l.record_id = f.record_id
        and l.created_by = f.created_by and l.deleted_at is null and (l.created_at, l.id) > (f.created_at, f.id))`
}

/**
 * What the reader has agreed on as a colleague of the owner's, and on contacts, contracts and requests: due by the end of the
 * reader's day (CUST-17).
 */
export async function ownContacts(reader: TodayReader, endOfDay: Date): Promise<Waiting> {
  const { sql, actor, t, now, limit } = reader
  if (!can(actor.access, { object: 'followUp', verb: 'create' })) return { items: [], total: 0 }
  const { values, bind } = new Params()
  bind(actor.employeeId)
  bind(endOfDay)
  const targets = objects.followUp.fields.record.targets as readonly ObjectName[]
  const parts = targets.map(name => agreedOn(reader, name, bind))
  const rows = await sql.query<Agreed>(
    `select a.*, count(*) over ()::int as total from (${parts.join(' union all ')}) a
     order by a.at, a.id limit ${bind(limit)}::int`,
    values,
  )
  const items = rows.map(row => ({
    kind: 'followDue' as const,
    record: `${row.object}:${row.id}`,
    title: row.name,
    line: t(`object.${row.object}.label`),
    due: {
      text: t('today.contactAt', { time: clockWords(row.at, now, actor.timeZone) }),
      tone: row.at < now ? ('danger' as const) : ('warning' as const),
    },
    buttons: [
      {
        text: t('action.followUp.create.label'),
        style: 'primary' as const,
        open: `followUp:${row.object}:${row.id}`,
      },
    ],
  }))
  return { items, total: rows[0]?.total ?? 0 }
}
