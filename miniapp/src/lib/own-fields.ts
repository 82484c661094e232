import type { MetaAnswer } from '@gonghai/shared/client/api'
import type { Field } from '@gonghai/shared/objects/declare'

const own = new Map<string, Field>()

/** Notes the fields that the company added: their words are their own and stand in no dictionary. */
export function setOwnFields(objects: MetaAnswer['objects']): void {
  own.clear()
  for (const { name, fields } of objects) {
    for (const [key, field] of Object.entries(fields)) if (field.labels) own.set(`${name}.${key}`, field)
  }
}

/** The declaration of such a field. */
export const ownField = (object: string, field: string): Field | undefined => own.get(`${object}.${field}`)

/** Notes a field that is being put together, so that its form can be looked at. */
export function setOwnField(object: string, key: string, field: Field): void {
  own.set(`${object}.${key}`, field)
}
