import { type SettingSubject, settingSubjects } from '@gonghai/shared/actions/declare'
import type { SettingHistoryAnswer } from '@gonghai/shared/client/settings-api'
import { type Translate, translator } from '@gonghai/shared/i18n'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { inWords, type Keyed, noteInWords, type Words } from '../../kernel/words'

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

/** A word of the catalogue where there is one, else the text itself. */
function wordOr(t: Translate, key: string, text: string): string {
  // People's own words may hold what the catalogue's keys are divided by.
  if (!/^[\w.*]+$/.test(key)) return text
  const found = t(key)
  return found === key ? text : found
}

/** `scopes.customer.query`: the label of the first part, then the others in words. */
function labelOf(t: Translate, subject: string, path: string): string {
  const [first = '', ...rest] = path.split('.')
  const words = [wordOr(t, `settings.field.${subject}.${first}`, first)]
  for (const part of rest) {
    const object = wordOr(t, `object.${part}.label`, '')
    words.push(object || wordOr(t, `settings.part.${part}`, part))
  }
  return words.join(' · ')
}

/** Words that were stored by their key. */
const isKeyed = (value: unknown): value is Keyed =>
  typeof value === 'object' && value !== null && typeof (value as { key?: unknown }).key === 'string'

function valueText(t: Translate, subject: string, path: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(one => valueText(t, subject, path, one)).join(', ')
  if (isKeyed(value)) return inWords(t, value)
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'boolean') return t(`option.boolean.${value}`)
  const text = String(value)
  const [first = '', ...rest] = path.split('.')
  // A field's own words may stand by subject or, where several share them, by the field alone.
  const shared = wordOr(t, `settings.value.${first}.${text}`, '')
  const own = wordOr(t, `settings.value.${subject}.${first}.${text}`, '')
  return own || shared || wordOr(t, `settings.value.${rest.at(-1) ?? first}.${text}`, text)
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
  if (!isSubject(subject)) return refuse('invalidInput', {}, [{ path: 'subject', rule: 'option' }])
  if (!can(actor.access, { object: subject, verb: 'configure' })) refuse('notPermitted')
  const rows = await sql.query<HistoryRow>(statement, [subject, id, cursor ?? null, pageSize + 1])
  const t = translator(actor.locale)
  const page = rows.slice(0, pageSize)
  const entries = page.map(row => ({
    id: row.id,
    at: new Date(row.at).toISOString(),
    by: row.actor_id ? { id: row.actor_id, name: row.actor_name ?? '' } : null,
    text: t(`history.${row.action}`),
    detail: noteInWords(t, row.note, actor.timeZone) || null,
    changes: Object.entries(row.changes).map(([path, [from, to]]) => ({
      label: labelOf(t, subject, path),
      from: valueText(t, subject, path, from),
      to: valueText(t, subject, path, to),
    })),
  }))
  return { entries, next: rows.length > pageSize ? page.at(-1)!.id : null }
}
