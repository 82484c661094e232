import { type Permission, type SettingSubject, settingSubjects } from '@gonghai/shared/actions/declare'
import type { SettingHistoryAnswer } from '@gonghai/shared/client/settings-api'
import { translator } from '@gonghai/shared/i18n'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { noteInWords, type Words } from '../../kernel/words'
import { settingLabel, settingValue } from './setting-words'

const pageSize = 20

interface HistoryRow {
  id: string
  at: Date
  action: string
  actor_id: string | null
  actor_name: string | null
  note: Words | null
  changes: Record<string, [unknown, unknown]>
}

const statement = `
  select h.id, h.at, h.action, h.actor_id, e.name as actor_name, coalesce(h.words, to_jsonb(h.note)) as note, h.changes
  from history h left join employee e on e.id = h.actor_id
  where h.object = $1::text and h.record_id = $2::uuid
    and ($3::uuid is null or (h.at, h.id) < (select c.at, c.id from history c where c.id = $3::uuid))
  order by h.at desc, h.id desc limit $4::int`

/** What is set up with something else, and has the permission of that. */
const elsewhere: Readonly<Record<string, Permission>> = {
  relationKind: { object: 'customer', verb: 'configure' },
  leadMapping: { object: 'lead', verb: 'configure' },
}

const isSubject = (name: string): name is SettingSubject =>
  (settingSubjects as readonly string[]).includes(name)

/**
 * The history of something that the company sets up (SET-5): a role, a rule, a field. For whoever may set it up.
 * @param cursor id of the last entry of the page before @throws Refusal invalidInput | notPermitted
 */
export async function readSettingHistory(
  sql: Sql,
  actor: EmployeeActor,
  { subject, id, cursor }: { subject: string; id: string; cursor?: string | undefined },
): Promise<SettingHistoryAnswer> {
  const needs = isSubject(subject)
    ? { object: subject, verb: 'configure' as const }
    : Object.hasOwn(elsewhere, subject)
      ? elsewhere[subject]
      : undefined
  if (!needs) return refuse('invalidInput', {}, [{ path: 'subject', rule: 'option' }])
  if (!can(actor.access, needs)) refuse('notPermitted')
  const rows = await sql.query<HistoryRow>(statement, [subject, id, cursor ?? null, pageSize + 1])
  const t = translator(actor.locale)
  const reader = { locale: actor.locale, catalogue: actor.access.catalogue, subject }
  const page = rows.slice(0, pageSize)
  const entries = page.map(row => ({
    id: row.id,
    at: new Date(row.at).toISOString(),
    by: row.actor_id ? { id: row.actor_id, name: row.actor_name ?? '' } : null,
    text: t(`history.${row.action}`),
    detail: noteInWords(t, row.note, actor.timeZone) || null,
    changes: Object.entries(row.changes).map(([path, [from, to]]) => ({
      label: settingLabel(reader, path),
      from: settingValue(reader, path, from),
      to: settingValue(reader, path, to),
    })),
  }))
  return { entries, next: rows.length > pageSize ? page.at(-1)!.id : null }
}
