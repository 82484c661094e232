import type { Value } from '@gonghai/shared/client/api'
import { translator } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { labelOf, optionLabelOf } from '@gonghai/shared/objects/labels'
import type { Masking } from '../access/context'
import { maskedValue } from '../access/masks'
import type { EmployeeActor } from '../kernel/actor'
import { mask } from './masking'
import type { References } from './references'

/** Old and new value of one field, as the history stores them. */
export type Change = [from: Value, to: Value]

/** Who reads a value of which object, with what it points to already loaded. */
export interface WordReader {
  actor: Pick<EmployeeActor, 'locale' | 'timeZone'>
  object: ObjectDeclaration
  references: References
}

/** Who reads the changes of which object, with what they point to already loaded. */
export interface ChangeReader extends WordReader {
  actor: EmployeeActor
  masked: readonly string[]
  /** Fields that the reader's roles mask or hide. */
  roleMasks?: Readonly<Record<string, Masking>>
}

function moment(value: string, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('sv-SE', options).format(new Date(value))
}

/** A value in words: options and people by name, times in the reader's zone; nothing is an empty text. */
export function valueWords(
  { actor, object, references }: WordReader,
  name: string,
  field: Field,
  value: Value,
): string {
  const t = translator(actor.locale)
  if (value === null || value === undefined) return ''
  const option = (one: unknown) =>
    optionLabelOf(field, String(one), actor.locale) ?? t(`option.${object.name}.${name}.${one}`)
  switch (field.kind) {
    case 'choice':
      return option(value)
    case 'choices':
      return (value as string[]).map(option).join(', ')
    case 'boolean':
      return t(`option.boolean.${value}`)
    case 'dateTime':
      return moment(value as string, actor.timeZone)
    case 'lines':
      return String((value as unknown[]).length)
    case 'reference':
    case 'record':
    case 'people':
    case 'tags':
    case 'files': {
      const named = Object.values(references.of({ [name]: field }, { [name]: value })).flat()
      return named.map(reference => (reference.hidden ? '***' : reference.name)).join(', ')
    }
    default:
      return String(value)
  }
}

/** The changes that people made, in the order of the declaration and the reader's words; what the system keeps for itself is left out. */
export function describeChanges(
  reader: ChangeReader,
  changes: Readonly<Record<string, Change>>,
): { label: string; from: string; to: string }[] {
  const { object, actor, masked, roleMasks = {} } = reader
  const t = translator(actor.locale)
  return Object.entries<Field>(object.fields).flatMap(([name, field]) => {
    const change = changes[name]
    if (!change || field.write === 'system') return []
    const [from, to] = change
    const masking = roleMasks[name]
    if (masking === 'hidden') return []
    const shown = (value: Value) => {
      if (masking && value !== null) return String(maskedValue(field, value) ?? '***')
      return valueWords(reader, name, field, masked.includes(name) ? mask(value) : value)
    }
    const label = labelOf(field, actor.locale) ?? t(`object.${object.name}.field.${name}`)
    return [{ label, from: shown(from), to: shown(to) }]
  })
}
