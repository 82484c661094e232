import type { RecordView, Value } from '@gonghai/shared/client/api'
import type { Field, Fields } from '@gonghai/shared/objects/declare'

type Subject = Pick<RecordView, 'object' | 'id' | 'version'> & {
  approval?: { id: string }
  values?: RecordView['values']
}

/** Asked only of records in some state. */
const askedWhen: Readonly<Record<string, (record: Subject) => boolean>> = {
  evenIfLocked: record => Boolean(record.values?.lockedAt),
}

/** A record is named already; its review by its own id is what cards and lists name. */
const isNamedOtherwise = (field: Field) => field.target === 'poolReview'

/** What a field of an action's input is for this record, or undefined where a person has to say it. */
function ownValue(name: string, field: Field, record: Subject): Value | undefined {
  if (name === 'version') return record.version
  if (field.kind === 'record' && field.targets?.includes(record.object))
    return `${record.object}:${record.id}`
  if (field.kind !== 'reference') return undefined
  if (field.target === 'approval') return record.approval?.id
  return field.target === record.object && field.required ? record.id : undefined
}

/** Divides an action's input into what the record itself answers and what has to be asked. */
export function splitInput(input: Fields, record: Subject): { known: Record<string, Value>; asked: Fields } {
  const known: Record<string, Value> = {}
  const asked: Record<string, Field> = {}
  for (const [name, field] of Object.entries(input)) {
    if (isNamedOtherwise(field) || askedWhen[name]?.(record) === false) continue
    const value = ownValue(name, field, record)
    if (value === undefined) asked[name] = field
    else known[name] = value
  }
  return { known, asked }
}
