import { findAction } from '@gonghai/shared/actions'
import { locales } from '@gonghai/shared/i18n'
import type { Field, Fields, ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../access/context'
import type { EmployeeActor } from '../kernel/actor'
import { importSource, ownerColumn } from './import-input'
import { cellParser } from './parse-cell'
import { TableWords } from './words'

const ownerField: Field = { kind: 'reference', target: 'employee', need: 'exists' }

/** Fields that a table may bring: those that create accepts and a cell can hold; the owner, for whoever may transfer; the number, to change by it. */
export function importFields(actor: EmployeeActor, object: ObjectDeclaration): Fields {
  const contract = findAction(`${object.name}.create`)
  if (!contract) return {}
  const accepted = Object.entries(actor.access.catalogue.inputOf(contract)).filter(
    ([name, field]) =>
      name !== 'ignoreWarnings' &&
      field.formula === undefined &&
      cellParser(object, name, field, actor.timeZone) !== undefined,
  )
  const { source } = Object.fromEntries(accepted)
  const transfers =
    object.can.owned &&
    findAction(`${object.name}.transfer`) !== undefined &&
    can(actor.access, { object: object.name, verb: 'transfer' })
  return {
    ...Object.fromEntries(accepted),
    ...(source?.options?.includes(importSource) ? { source: { ...source, initial: importSource } } : {}),
    ...(transfers ? { [ownerColumn]: ownerField } : {}),
    ...(object.number ? { number: { kind: 'text', max: 60 } satisfies Field } : {}),
  }
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[（(].*?[）)]/gu, '')
    .replace(/[\s*＊:：_-]/gu, '')
    .toLowerCase()

/** Which field each heading means: by its name in any language, or its own. */
export function matchHeadings(
  object: ObjectDeclaration,
  fields: Fields,
  headings: readonly string[],
): { heading: string; field: string | null }[] {
  const known = new Map<string, string>()
  for (const [name, field] of Object.entries(fields)) {
    known.set(plain(name), name)
    for (const locale of locales) {
      known.set(plain(new TableWords(locale, object).heading(name, object.fields[name] ?? field)), name)
    }
  }
  const taken = new Set<string>()
  return headings.map(heading => {
    const field = known.get(plain(heading)) ?? null
    if (!field || taken.has(field)) return { heading, field: null }
    taken.add(field)
    return { heading, field }
  })
}
