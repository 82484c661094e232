import type { LeadTarget } from '@gonghai/shared/actions/lead'
import type { Value } from '@gonghai/shared/client/api'
import type { Field, FieldKind, ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'

/** One field of a target: filled from a field of the lead, or with words in which {{field}} stands for one. */
export interface MappingLine {
  field: string
  source: string | null
  words: string | null
}

export type Mapping = Record<LeadTarget, readonly MappingLine[]>

const from = (field: string, source = field): MappingLine => ({ field, source, words: null })

/** What holds where the company has set nothing. */
export const standardMapping: Mapping = {
  customer: [
    from('name', 'company'),
    from('phone'),
    from('source'),
    from('interest'),
    from('remark'),
    from('tags'),
  ],
  contact: [from('name'), from('title'), from('phone'), from('email'), from('remark')],
  task: [
    { field: 'title', source: null, words: '联系 {{name}}（{{company}}）' },
    from('description', 'interest'),
  ],
}

/** The company's mapping; a target without lines of its own has the standard ones. */
export async function readMapping(sql: Sql): Promise<Mapping> {
  const rows = await sql.query<MappingLine & { target: LeadTarget }>(
    'select target, field, source, words from lead_mapping order by target, field',
  )
  const own = (target: LeadTarget): readonly MappingLine[] => {
    const lines = rows.filter(row => row.target === target)
    return lines.length > 0 ? lines : standardMapping[target]
  }
  return { customer: own('customer'), contact: own('contact'), task: own('task') }
}

const texts: ReadonlySet<FieldKind> = new Set(['text', 'longText'])
const wordy: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'phone', 'email', 'url', 'choice', 'date'])

/** Can a field of the lead fill this one? Texts take anything that is words; otherwise the kinds must be the same. */
export function fits(source: Field, target: Field): boolean {
  if ((target.write ?? 'user') === 'action' || target.write === 'system') return false
  if (texts.has(target.kind)) return wordy.has(source.kind)
  if (source.kind !== target.kind) return false
  return target.kind !== 'reference' && target.kind !== 'record' ? true : source.target === target.target
}

/** A value as the target takes it: no longer than it may be, and of its options. */
function fitted(value: Value | undefined, target: Field): Value {
  if (value === undefined || value === null || value === '') return null
  if (target.kind === 'choice') return target.options?.includes(String(value)) ? value : null
  if (!texts.has(target.kind) || typeof value !== 'string') return value
  const limit = target.max ?? (target.kind === 'text' ? 100 : 2000)
  return [...value].slice(0, limit).join('')
}

/** Words of a choice are its option's: how a value of the lead reads. */
export type Read = (field: string) => string

function filled(words: string, read: Read): string {
  // What is empty leaves no brackets and blanks behind.
  return words
    .replace(/\{\{(\w+)\}\}/g, (_all, field: string) => read(field))
    .replace(/[（(]\s*[）)]/g, '')
    .trim()
}

/**
 * The fields of one target that a lead fills; empty ones are left out.
 * @param lead the lead's values @param read a field of it in words
 */
export function mapLead(
  target: ObjectDeclaration,
  lines: readonly MappingLine[],
  lead: Readonly<Record<string, Value>>,
  read: Read,
): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const { field, source, words } of lines) {
    const declared = target.fields[field]
    if (!declared) continue
    const plain = source === null ? filled(words ?? '', read) : lead[source]
    const worded = source !== null && texts.has(declared.kind) && plain ? read(source) : plain
    const value = fitted(worded, declared)
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
    if (!isEmpty) values[field] = value
  }
  return values
}
