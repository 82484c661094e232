import type { Reference, Value } from '@gonghai/shared/client/api'
import {
  type TimelineAnswer,
  type TimelineEntry,
  type TimelineKind,
  timelineKinds,
} from '@gonghai/shared/client/customer-api'
import { translator } from '@gonghai/shared/i18n'
import { objects } from '@gonghai/shared/objects'
import { maskedFields } from '../../../access/masks'
import type { Sql } from '../../../db/database'
import type { EmployeeActor } from '../../../kernel/actor'
import { refuse } from '../../../kernel/errors'
import { noteInWords, type Words } from '../../../kernel/words'
import { type Change, describeChanges } from '../../../records/changes'
import { openRow } from '../../../records/detail'
import { followUpFiles } from '../../../records/follow-up-files'
import { queryHash, readCursor, writeCursor } from '../../../records/list/cursor'
import { isReadable, maskableFields, openPools } from '../../../records/masking'
import type { ReadServices } from '../../../records/reader'
import { References } from '../../../records/references'
import { timelineSql } from './timeline-sql'

const pageSize = 20

interface Line {
  id: string
  at: Date
  actor_kind: string
  actor_id: string | null
  action: string
  grp: TimelineKind
  /** What was written, or noted. */
  note: Words | null
  changes: Record<string, Change>
  channel: string | null
  next_contact_at: Date | null
  object: string | null
  record_id: string | null
  title: string | null
}

/** The kinds asked for, all where none is. @throws Refusal invalidInput */
function kindsOf(raw: string | undefined): TimelineKind[] {
  if (!raw) return [...timelineKinds]
  const words = [...new Set(raw.split(','))]
  const known = words.every(word => (timelineKinds as readonly string[]).includes(word))
  return known ? (words as TimelineKind[]) : refuse('invalidInput', {}, [{ path: 'kinds', rule: 'option' }])
}

function wantNames(references: References, lines: readonly Line[]): void {
  for (const { actor_id, actor_kind, changes } of lines) {
    if (actor_id && actor_kind === 'employee') references.wantOne('employee', actor_id)
    for (const [name, sides] of Object.entries(changes)) {
      const field = objects.customer.fields[name as keyof typeof objects.customer.fields]
      if (field) for (const side of sides) references.want({ [name]: field }, { [name]: side as Value })
    }
  }
}

type Tell = (line: Line) => Pick<TimelineEntry, 'text' | 'detail' | 'changes' | 'files'>

function entryOf(line: Line, by: Reference | null, tell: Tell): TimelineEntry {
  return {
    id: line.id,
    at: new Date(line.at).toISOString(),
    by,
    kind: line.action,
    group: line.grp,
    ...tell(line),
    ...(line.next_contact_at ? { nextContactAt: new Date(line.next_contact_at).toISOString() } : {}),
    about: line.object ? { record: `${line.object}:${line.record_id}`, title: line.title ?? '' } : null,
  }
}

/**
 * GET /api/customers/:id/timeline: everything that happened with a customer and with what belongs to it, newest first; of the latter
 * only what the reader may open. Pages go on from where the last one ended, however long the story.
 * @throws Refusal notFound | notPermitted | invalidInput (kinds, cursor)
 */
export async function readTimeline(
  sql: Sql,
  actor: EmployeeActor,
  services: Pick<ReadServices, 'cursorKey'>,
  id: string,
  asked: { kinds?: string | undefined; cursor?: string | undefined },
): Promise<TimelineAnswer> {
  const kinds = kindsOf(asked.kinds)
  const row = await openRow(sql, actor, objects.customer, id)
  const hash = queryHash(['timeline', id, kinds, actor.employeeId, actor.access.epoch])
  const after = asked.cursor ? readCursor(asked.cursor, hash, services.cursorKey) : null
  const { text, values } = timelineSql({ actor, customerId: id, kinds, after, limit: pageSize + 1 })
  const lines = await sql.query<Line>(text, values)
  const page = lines.slice(0, pageSize)
  const references = new References()
  wantNames(references, page)
  await references.load(sql, actor.access)
  const said = page.filter(({ action }) => action === 'followUp')
  const files = await followUpFiles(
    sql,
    actor,
    said.map(({ id }) => id),
  )
  const t = translator(actor.locale)
  const masked = isReadable(objects.customer, await openPools(sql), row)
    ? []
    : maskableFields(objects.customer)
  const roleMasks = maskedFields(actor.access, 'customer', row)
  const tell: Tell = line => {
    if (line.action === 'followUp')
      return {
        text: String(line.note ?? ''),
        detail: t(`option.followUp.channel.${line.channel}`),
        ...(files.has(line.id) ? { files: files.get(line.id)! } : {}),
      }
    const changes = describeChanges(
      { actor, object: objects.customer, references, masked, roleMasks },
      line.changes,
    )
    return {
      text: t(`history.${line.action}`),
      ...(line.note ? { detail: noteInWords(t, line.note, actor.timeZone) } : {}),
      ...(changes.length > 0 ? { changes } : {}),
    }
  }
  const nameOf = (line: Line) =>
    line.actor_id && line.actor_kind === 'employee' ? references.get('employee', line.actor_id) : null
  const last = lines.length > pageSize ? page.at(-1) : undefined
  return {
    entries: page.map(line => entryOf(line, nameOf(line), tell)),
    next: last
      ? writeCursor(
          { value: new Date(last.at).toISOString(), id: last.id, count: 0 },
          hash,
          services.cursorKey,
        )
      : null,
  }
}
