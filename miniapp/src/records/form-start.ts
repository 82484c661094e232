import type { RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Field, Fields } from '@gonghai/shared/objects/declare'
import { t } from '../lib/i18n'
import { isWritable, type ObjectMeta } from '../lib/meta'
import { trimmed } from '../lib/number'
import type { FormState } from './form-draft'

/** The heading under which a field stands, if it does: the company's own, or that of business characteristics (CUST-3). */
export const headingOf = (field: Field | undefined): string | undefined =>
  field?.section ?? (field?.pooled ? t('ui.record.business') : undefined)

/** Fields that stand under headings, those of one heading together, headings in the order in which they first come. */
export function bySection(entries: [string, Field][]): [string, Field][] {
  const headings = [...new Set(entries.flatMap(([, field]) => headingOf(field) ?? []))]
  return headings.flatMap(heading => entries.filter(([, field]) => headingOf(field) === heading))
}

/** The fields that this form shows: those a person may set, required ones first, rare ones last. */
export function formFields(meta: ObjectMeta, record: RecordView | undefined): { main: Fields; rare: Fields } {
  // What is shown masked can't be edited: the whole value is not here.
  const entries = Object.entries(meta.fields).filter(
    ([name, field]) => isWritable(field, !!record) && !record?.masked.includes(name),
  )
  const plain = entries.filter(([, field]) => !headingOf(field))
  const first = plain.filter(([, field]) => field.required)
  const second = plain.filter(([, field]) => !field.required && !field.rare)
  const last = plain.filter(([, field]) => !field.required && field.rare)
  return {
    main: Object.fromEntries([...first, ...second, ...bySection(entries)]),
    rare: Object.fromEntries(last),
  }
}

/** Names inside lines come as `lines.0.product`; the form keeps them under `lines`. */
function namesOf(record: RecordView): Record<string, Reference[]> {
  const names: Record<string, Reference[]> = {}
  for (const [path, found] of Object.entries(record.references)) {
    const field = path.split('.')[0] ?? path
    names[field] = [...(names[field] ?? []), ...(Array.isArray(found) ? found : [found])]
  }
  return names
}

/** A new record: declared first values, and what the page was opened with (`field=value=name`, several joined by `&`). */
export function newState(fields: Fields, prefill: string | undefined): FormState {
  const state: FormState = { values: {}, references: {} }
  for (const [name, field] of Object.entries(fields))
    if (field.initial !== undefined) state.values[name] = field.initial
  for (const part of (prefill ?? '').split('&')) {
    const [name, value, title] = part.split('=')
    if (!name || !value || !fields[name]) continue
    const id = value.split(':').pop() ?? value
    state.values[name] = value
    state.references[name] = [{ id, name: title || id }]
  }
  return state
}

/** Decimals without the zeros that the database keeps ("2.0000" is typed "2"). */
function shownValues(fields: Fields, values: Record<string, Value>): Record<string, Value> {
  const shown = ([name, field]: [string, Field]): [string, Value] => {
    const value = values[name] ?? null
    if (field.kind === 'lines') {
      return [
        name,
        ((value as Record<string, Value>[] | null) ?? []).map(row => shownValues(field.fields ?? {}, row)),
      ]
    }
    const bare = (field.kind === 'decimal' || field.kind === 'percent') && value !== null
    return [name, bare ? trimmed(String(value)) : value]
  }
  return Object.fromEntries(Object.entries(fields).map(shown))
}

/** An existing record as the form shows it. */
export function stateOf(fields: Fields, record: RecordView): FormState {
  const values = shownValues(fields, record.values)
  return { values, references: namesOf(record) }
}

const same = (one: Value | undefined, two: Value | undefined) =>
  JSON.stringify(one ?? null) === JSON.stringify(two ?? null) || ((one ?? '') === '' && (two ?? '') === '')

/** The fields in which two states differ. */
export function changedFields(fields: Fields, from: FormState, to: FormState): string[] {
  return Object.keys(fields).filter(name => !same(from.values[name], to.values[name]))
}
