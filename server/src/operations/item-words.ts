import { translator } from '@gonghai/shared/i18n'
import { labelOf } from '@gonghai/shared/objects/labels'
import type { EmployeeActor } from '../kernel/actor'
import type { Refusal } from '../kernel/errors'

/** What a form would call this field: the company's own name, the action's question, the object's field. */
function fieldWords({ access, locale }: EmployeeActor, action: string, path: string): string {
  const t = translator(locale)
  const [object = ''] = action.split('.')
  const [name = ''] = path.split('.')
  const own = labelOf(access.catalogue.find(object)?.fields[name], locale)
  const keys = [
    `object.ask.${action}.field.${name}`,
    `object.${object}.field.${name}`,
    `object.common.field.${name}`,
  ]
  const words = keys.map(key => [key, t(key)] as const).find(([key, found]) => found !== key)?.[1]
  return own ?? words ?? path
}

/**
 * Why an action refused a record, as one sentence in the actor's language: what is wrong with which field, by the name that its
 * form shows; without wrong fields the reason itself.
 */
export function refusalWords(actor: EmployeeActor, action: string, refusal: Refusal): string {
  const t = translator(actor.locale)
  const fields = refusal.fields.map(({ path, rule, params }) => {
    const words = t(`error.field.${rule}`, params)
    return path ? t('exchange.cell', { field: fieldWords(actor, action, path), words }) : words
  })
  if (refusal.code === 'invalidInput' && fields.length > 0) return fields.join(t('exchange.and'))
  return [t(`error.${refusal.code}`, refusal.params), ...fields].join(' ')
}
