import type { Value } from '@gonghai/shared/client/api'
import type { Field, Fields } from '@gonghai/shared/objects/declare'

function inputOf(field: Field, value: Value): Value {
  if (field.kind === 'integer') return Number(value)
  if (field.kind === 'lines') {
    const rows = (value as Record<string, Value>[]) ?? []
    return rows.map(row => toInput(field.fields ?? {}, row, false))
  }
  return typeof value === 'string' ? value.trim() : value
}

/**
 * The form's values as an action's input: texts trimmed, whole numbers as numbers.
 * Empty fields are left out, or sent as null where `clear` (an edit that empties a field).
 */
export function toInput(
  fields: Fields,
  values: Record<string, Value>,
  clear: boolean,
): Record<string, Value> {
  const input: Record<string, Value> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name]
    if (value === undefined) continue
    if (value === null || value === '') {
      if (clear) input[name] = null
    } else input[name] = inputOf(field, value)
  }
  return input
}
