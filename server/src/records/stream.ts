import type {
  Reference,
  StreamAnswer,
  StreamEntry,
  StreamFile,
  StreamKind,
  Value,
} from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import type { Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import type { Masking } from '../access/context'
import { maskedFields } from '../access/masks'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { noteInWords, type Words } from '../kernel/words'
import { type Change, describeChanges } from './changes'
import { openRow } from './detail'
import { followUpFiles } from './follow-up-files'
import { type OwnOfFollowUps, ownOfFollowUps, ownWords } from './follow-up-own'
import { queryHash, readCursor, writeCursor } from './list/cursor'
import { isReadable, maskableFields, openPools } from './masking'
import { objectNamed, type ReadServices } from './reader'
import { References } from './references'
import { streamStatement } from './stream-query'

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
  note: Words | null
  /** The record at this one that it is about. */
  about: string | null
  changes: Record<string, Change>
}

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
  /** By follow-up. */
  files: ReadonlyMap<string, StreamFile[]>
  own: OwnOfFollowUps
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
    const note = noteInWords(t, row.note, actor.timeZone)
    const detail = [row.about, note].filter(Boolean).join(t('list.colon'))
    return { ...base, text, ...(detail ? { detail } : {}), ...told }
  }
  return {
    ...base,
    text: row.content ?? '',
    detail: [row.about, t(`option.followUp.channel.${row.channel}`)].filter(Boolean).join(' · '),
    ...ownOf(telling, row.id),
    ...(telling.files.has(row.id) ? { files: telling.files.get(row.id)! } : {}),
    nextContactAt: row.next_contact_at ? new Date(row.next_contact_at).toISOString() : null,
    ...told,
  }
}

function ownOf({ actor, references, own }: Telling, id: string): Pick<StreamEntry, 'facts'> {
  const facts = ownWords({ actor, references }, own, id)
  return facts.length > 0 ? { facts } : {}
}

/**
 * GET /api/records/:object/:id/stream: what happened with a record, newest first, twenty at a time.
 * @param kinds only these (CUST-17)
 * @throws Refusal notFound | notPermitted | invalidInput (cursor)
 */
export async function readStream(
  sql: Sql,
  actor: EmployeeActor,
  services: Pick<ReadServices, 'cursorKey'>,
  name: string,
  id: string,
  cursor?: string,
  kinds?: readonly StreamKind[],
): Promise<StreamAnswer> {
  const object = objectNamed(name, actor)
  const record = await openRow(sql, actor, object, id)
  const hash = queryHash(['stream', object.name, record.id, actor.employeeId, actor.access.epoch, kinds])
  const after = cursor ? readCursor(cursor, hash, services.cursorKey) : null
  const statement = streamStatement(actor, {
    object,
    id: record.id as string,
    kinds,
    after: after && { at: String(after.value), id: after.id },
    limit: pageSize + 1,
  })
  const rows = statement ? await sql.query<StreamRow>(...statement) : []
  const page = rows.slice(0, pageSize)
  const references = new References()
  wantReferences(references, object.fields, page)
  const said = page.filter(({ kind }) => kind === 'followUp').map(one => one.id)
  const own = await ownOfFollowUps(sql, actor, said)
  for (const values of own.values.values()) references.want(own.object.fields, values)
  await references.load(sql, actor.access)
  const files = await followUpFiles(sql, actor, said)
  const pools = object.can.pooled ? await openPools(sql) : []
  const masked = isReadable(object, pools, record) ? [] : maskableFields(object)
  const roleMasks = maskedFields(actor.access, object.name, record)
  const last = rows.length > pageSize ? page.at(-1) : undefined
  return {
    entries: page.map(row => entryOf(row, { actor, object, references, files, own, masked, roleMasks })),
    next: last
      ? writeCursor(
          { value: new Date(last.at).toISOString(), id: last.id, count: 0 },
          hash,
          services.cursorKey,
        )
      : null,
  }
}
