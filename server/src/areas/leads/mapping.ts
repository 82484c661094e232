import type { LeadTarget } from '@gonghai/shared/actions/lead'
import type { Value } from '@gonghai/shared/client/api'
import { locales, translator } from '@gonghai/shared/i18n'
import type { Field, FieldKind, ObjectDeclaration } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import type { Shades } from './carried'

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
    from('referringCustomer'),
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

/** All words of an option, whatever the language: by them an option of one field is known in another. */
function optionWords(object: string, name: string, field: Field, option: string): string[] {
  const own = field.optionLabels?.[option]
  if (own) return Object.values(own)
  return field.custom ? [] : locales.map(locale => translator(locale)(`option.${object}.${name}.${option}`))
}

/** Where a value comes from or goes to. */
interface Place {
  object: string
  name: string
  field: Field
}

/** The same option in another field: of the same key, else called the same. */
function sameOption(option: string, from: Place, to: Place): string | undefined {
  const options = to.field.options ?? []
  if (options.includes(option)) return option
  const words = new Set(optionWords(from.object, from.name, from.field, option))
  return options.find(one => optionWords(to.object, to.name, to.field, one).some(word => words.has(word)))
}

/** A value as the target takes it: no longer than it may be, and of its options. */
function fitted(value: Value | undefined, from: Place | undefined, to: Place): Value {
  if (value === undefined || value === null || value === '') return null
  const target = to.field
  if (target.kind === 'choice') return (from && sameOption(String(value), from, to)) ?? null
  if (target.kind === 'choices')
    return [value].flat().flatMap(one => (from && sameOption(String(one), from, to)) ?? [])
  if (!texts.has(target.kind) || typeof value !== 'string') return value
  const limit = target.max ?? (target.kind === 'text' ? 100 : 2000)
  return [...value].slice(0, limit).join('')
}

/** A lead as a mapping reads it. */
export interface Source {
  object: ObjectDeclaration
  values: Readonly<Record<string, Value>>
  shades: Shades
  /** A field in words: choices by their option, people by name. */
  read(field: string): string
}

/** What one target is filled with. */
export interface Mapped {
  values: Record<string, Value>
  /** Fields of the target that hold what the converter doesn't see whole, as they see it. */
  shaded: Record<string, string>
  /** Fields of the lead that stay there, because the converter doesn't see them whole and the target would show them. */
  kept: string[]
}

const placeholder = /\{\{(\w+)\}\}/g

function filled(words: string, read: Source['read']): string {
  // What is empty leaves no brackets and blanks behind.
  return words
    .replace(placeholder, (_all, field: string) => read(field))
    .replace(/[（(]\s*[）)]/g, '')
    .trim()
}

/** The fields of one target that a lead fills; empty ones are left out. */
export function mapLead(target: ObjectDeclaration, lines: readonly MappingLine[], lead: Source): Mapped {
  const mapped: Mapped = { values: {}, shaded: {}, kept: [] }
  const isEmpty = (value: Value | undefined) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  for (const { field, source, words } of lines) {
    const declared = target.fields[field]
    if (!declared) continue
    const used =
      source === null ? [...(words ?? '').matchAll(placeholder)].map(([, name]) => name!) : [source]
    const stays = (name: string) => !lead.shades.goesTo(name, target.name as LeadTarget, field, declared)
    mapped.kept.push(...used.filter(name => stays(name) && !isEmpty(lead.values[name])))
    const read = (name: string) => (stays(name) ? '' : lead.read(name))
    const to: Place = { object: target.name, name: field, field: declared }
    const value =
      source === null ? fitted(filled(words ?? '', read), undefined, to) : taken(lead, source, to, read)
    if (isEmpty(value) || (source !== null && stays(source))) continue
    mapped.values[field] = value
    const shade = used.find(name => lead.shades.has(name) && !stays(name) && !isEmpty(lead.values[name]))
    if (shade) mapped.shaded[field] = lead.shades.shown(shade, lead.object.fields[shade], lead.values[shade]!)
  }
  return mapped
}

/** One field of the lead as another takes it; texts take words. */
function taken(lead: Source, source: string, to: Place, read: Source['read']): Value {
  const value = lead.values[source]
  const field = lead.object.fields[source]
  const worded = value && texts.has(to.field.kind) ? read(source) : value
  return fitted(worded, field && { object: 'lead', name: source, field }, to)
}
