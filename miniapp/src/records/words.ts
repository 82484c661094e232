import { labelOf, optionLabelOf } from '@gonghai/shared/objects/labels'
import { hasText, locale, t } from '../lib/i18n'
import { ownField } from '../lib/own-fields'

/** The name of an object: "客户". */
export const objectLabel = (object: string): string => t(`object.${object}.label`)

/** The name of many: "客户", "Customers". */
export const objectsLabel = (object: string): string => t(`object.${object}.plural`)

/** What points to a record by a field: leads, or where the field says how, "leads that it referred". */
export function relatedLabel(object: string, field: string): string {
  const key = `related.${object}.${field}`
  return hasText(key) ? t(key) : objectsLabel(object)
}

/** The name of a field: its own, that of a line's field (`lines.product`), or a common one. */
export function fieldLabel(object: string, field: string): string {
  const own = labelOf(ownField(object, field), locale())
  if (own) return own
  const [first = '', second] = field.split('.')
  const keys = second
    ? [`object.${object}.line.${second}`]
    : [`object.${object}.field.${first}`, `object.common.field.${first}`]
  const key = keys.find(hasText)
  return key ? t(key) : field
}

/** The words of an option: "跟进中". */
export function optionLabel(object: string, field: string, option: string): string {
  const own = optionLabelOf(ownField(object, field), option, locale())
  if (own) return own
  const key = `option.${object}.${field}.${option}`
  return hasText(key) ? t(key) : option
}

/** The words on an action's button: "领取". */
export function actionLabel(action: string): string {
  const key = `action.${action}.label`
  return hasText(key) ? t(key) : action
}
