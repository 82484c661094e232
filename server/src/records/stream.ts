import type { Reference, StreamAnswer, StreamEntry, Value } from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import type { Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import { can, type Masking } from '../access/context'
import { maskedFields } from '../access/masks'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { type Change, describeChanges } from './changes'
import { openRow } from './detail'
import { queryHash, readCursor, writeCursor } from './list/cursor'
import { isReadable, maskableFields, openPools } from './masking'
import { objectNamed, type ReadServices } from './reader'
import { References } from './references'

const pageSize = 20

/** A line of the stream as it is stored. */
interface StreamRow {
  id: string
  at: Date
  by: string | null
  /** A customer did it: who that is to us. */
  customer: string | null
  kind: string
  content: string | null
  channel: string | null
  next_contact_at: Date | null
  note: string | null
  changes: Record<string, Change>
}

/**
 * Follow-ups, with what they changed on the record, and the history without what followed from them. A decision's words
 * lie in the approver's task, which was decided in the same transaction, at the same moment.
 */
const statement = `
  (select f.id, f.created_at as at, f.created_by as by, null as customer, 'followUp' as kind, f.content, f.channel, f.next_contact_at,
     null as note, coalesce((select h.changes from history h where h.object = $1::text and h.record_id = $2::uuid
       and h.action = 'followUp.create' and h.at = f.created_at and h.actor_id is not distinct from f.created_by
       limit 1), '{}'::jsonb) as changes
   from follow_up f
   where $5::boolean and f.record_object = $1::text and f.record_id = $2::uuid and f.deleted_at is null
     and ($3::timestamptz is null or (f.created_at, f.id) < ($3::timestamptz, $4::uuid))
   order by f.created_at desc, f.id desc limit $6::int)
  union all
  (select h.id, h.at, h.actor_id as by,
     case when h.actor_kind = 'customer' then coalesce((select coalesce(c.name, u.name)
       from portal_user u left join contact c on c.id = u.contact_id where u.id = h.actor_id), '') end as customer,
     h.action as kind, null, null, null,
     coalesce((select k.comment from approval a join approval_task k on k.approval_id = a.id
       where a.object = $1::text and a.record_id = $2::uuid and k.approver_id = h.actor_id and k.decided_at = h.at
       limit 1), h.note) as note, h.changes
   from history h
   where h.object = $1::text and h.record_id = $2::uuid and h.action <> 'followUp.create'
     and ($3::timestamptz is null or (h.at, h.id) < ($3::timestamptz, $4::uuid))
   order by h.at desc, h.id desc limit $6::int)
  order by at desc, id desc limit $6::int`

/** What the changes of the page point to, so that names are shown and not ids. */
function wantReferences(references: References, fields: Fields, rows: readonly StreamRow[]): void {
  for (const { by, customer, changes } of rows) {
    if (by && customer === null) references.wantOne('employee', by)
    for (const [name, sides] of Object.entries(changes)) {
      const field = fields[name]
      if (!field || field.kind === 'lines') continue
      for (const side of sides) references.want({ [name]: field }, { [name]: side as Value })
    }
  }
}

interface Telling {
  actor: EmployeeActor
  object: ObjectDeclaration
  references: References
  /** Fields whose old and new values are shown masked. */
  masked: readonly string[]
  /** Fields that the reader's roles mask. */
  roleMasks: Readonly<Record<string, Masking>>
}

/** An employee, a customer by the name that we know them by, or nobody (the system). */
function authorOf(row: StreamRow, references: References): Reference | null {
  if (!row.by) return null
  return row.customer === null ? references.get('employee', row.by) : { id: row.by, name: row.customer }
}

function entryOf(row: StreamRow, telling: Telling): StreamEntry {
  const { actor, object, references, masked, roleMasks } = telling
  const t = translator(actor.locale)
  const by = authorOf(row, references)
  const changes = describeChanges({ actor, object, references, masked, roleMasks }, row.changes)
  const base = { id: row.id, at: new Date(row.at).toISOString(), by, kind: row.kind }
  const told = changes.length > 0 ? { changes } : {}
  if (row.kind !== 'followUp') {
    const text = t(`history.${row.kind}`)
    return { ...base, text, ...(row.note ? { detail: row.note } : {}), ...told }
  }
  return {
    ...base,
    text: row.content ?? '',
    detail: t(`option.followUp.channel.${row.channel}`),
    nextContactAt: row.next_contact_at ? new Date(row.next_contact_at).toISOString() : null,
    ...told,
  }
}

/**
 * GET /api/records/:object/:id/stream: what happened with a record, newest first, twenty at a time.
 * @throws Refusal notFound | notPermitted | invalidInput (cursor)
 */
export async function readStream(
  sql: Sql,
  actor: EmployeeActor,
  services: Pick<ReadServices, 'cursorKey'>,
  name: string,
  id: string,
  cursor?: string,
): Promise<StreamAnswer> {
  const object = objectNamed(name, actor)
  const record = await openRow(sql, actor, object, id)
  const hash = queryHash(['stream', object.name, record.id, actor.employeeId, actor.access.epoch])
  const after = cursor ? readCursor(cursor, hash, services.cursorKey) : null
  const followUps = can(actor.access, { object: 'followUp', verb: 'view' })
  const params = [object.name, record.id, after?.value ?? null, after?.id ?? null, followUps, pageSize + 1]
  const rows = await sql.query<StreamRow>(statement, params)
  const page = rows.slice(0, pageSize)
  const references = new References()
  wantReferences(references, object.fields, page)
  await references.load(sql, actor.access)
  const pools = object.can.pooled ? await openPools(sql) : []
  const masked = isReadable(object, pools, record) ? [] : maskableFields(object)
  const roleMasks = maskedFields(actor.access, object.name, record)
  const last = rows.length > pageSize ? page.at(-1) : undefined
  return {
    entries: page.map(row => entryOf(row, { actor, object, references, masked, roleMasks })),
    next: last
      ? writeCursor(
          { value: new Date(last.at).toISOString(), id: last.id, count: 0 },
          hash,
          services.cursorKey,
        )
      : null,
  }
}
