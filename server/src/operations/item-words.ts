import type { Translate } from '@gonghai/shared/i18n'
import type { Refusal } from '../kernel/errors'

/** A refusal as one sentence in somebody's language, with what is wrong with which field. */
export function refusalWords(t: Translate, refusal: Refusal): string {
  const fields = refusal.fields.map(issue => {
    const rule = t(`error.field.${issue.rule}`, issue.params)
    return issue.path ? `${issue.path}: ${rule}` : rule
  })
  return [t(`error.${refusal.code}`, refusal.params), ...fields].join(' ')
}
