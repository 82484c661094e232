import { type Locale, type Translate, translator } from '@gonghai/shared/i18n'
import { labelOf } from '@gonghai/shared/objects/labels'
import { inWords, type Keyed } from '../../kernel/words'
import type { Catalogue } from '../../records/custom/catalogue'

/** Who reads the history of which setting. */
export interface SettingReader {
  locale: Locale
  catalogue: Catalogue
  /** A `SettingSubject`, or another thing whose changes are kept. */
  subject: string
}

/** A word of the catalogue where there is one, else the text itself. */
function wordOr(t: Translate, key: string, text: string): string {
  // People's own words may hold what the catalogue's keys are divided by.
  if (!/^[\w.*-]+$/.test(key)) return text
  const found = t(key)
  return found === key ? text : found
}

/** What a field of an object is called, the company's own among them; one that is gone is told by its key. */
function fieldLabel({ locale, catalogue }: SettingReader, object: string, name: string): string | undefined {
  const field = catalogue.find(object)?.fields[name]
  if (!field) return undefined
  return labelOf(field, locale) ?? wordOr(translator(locale), `object.${object}.field.${name}`, name)
}

/** `masks.customer.phone`: the label of the first part, then the others in words. */
export function settingLabel(reader: SettingReader, path: string): string {
  const t = translator(reader.locale)
  const [first = '', ...rest] = path.split('.')
  const words = [wordOr(t, `settings.field.${reader.subject}.${first}`, first)]
  for (const [index, part] of rest.entries()) {
    const field = index > 0 ? fieldLabel(reader, rest[index - 1]!, part) : undefined
    const object = wordOr(t, `object.${part}.label`, '')
    words.push(field ?? (object || wordOr(t, `settings.part.${part}`, part)))
  }
  return words.join(' · ')
}

/** Words that were stored by their key. */
const isKeyed = (value: unknown): value is Keyed =>
  typeof value === 'object' && value !== null && typeof (value as { key?: unknown }).key === 'string'

/** A line of a lead mapping: `phone ← phone`, `remark ← “… {{interest}}”`. */
const mappingLine = /^(\w+) ← (?:(\w+)|“(.*)”)$/s

function mappingWords(reader: SettingReader, target: string, text: string): string {
  const [, field, source, words] = mappingLine.exec(text) ?? []
  if (!field) return text
  const of = (name: string) => fieldLabel(reader, 'lead', name) ?? name
  const from = source
    ? of(source)
    : `“${(words ?? '').replace(/\{\{(\w+)\}\}/g, (_all, name) => `〔${of(name)}〕`)}”`
  return `${fieldLabel(reader, target, field) ?? field} ← ${from}`
}

/** A value before or after a change, in the reader's words; nothing is an empty text. */
export function settingValue(reader: SettingReader, path: string, value: unknown): string {
  const t = translator(reader.locale)
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(one => settingValue(reader, path, one)).join(t('ui.listComma'))
  if (isKeyed(value)) return inWords(t, value)
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'boolean') return t(`option.boolean.${value}`)
  const text = String(value)
  const [first = '', ...rest] = path.split('.')
  if (reader.subject === 'leadMapping') return mappingWords(reader, first, text)
  // A field's own words may stand by subject or, where several share them, by the field alone.
  const own = wordOr(t, `settings.value.${reader.subject}.${first}.${text}`, '')
  const shared = wordOr(t, `settings.value.${first}.${text}`, '')
  return own || shared || wordOr(t, `settings.value.${rest.at(-1) ?? first}.${text}`, text)
}
