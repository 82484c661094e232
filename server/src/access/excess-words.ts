import { translator } from '@gonghai/shared/i18n'
import { labelOf } from '@gonghai/shared/objects/labels'
import type { EmployeeActor } from '../kernel/actor'
import { refuse } from '../kernel/errors'
import type { Excess } from './covers'

/** What goes beyond somebody's own rights, in their words: 客户, 直接分配. */
export function excessWords(actor: EmployeeActor, excess: Excess): { object: string; what: string } {
  const t = translator(actor.locale)
  const declared = actor.access.catalogue.find(excess.object)
  const object = declared
    ? t(`object.${excess.object}.label`)
    : t(excess.object === 'employee' ? 'object.employee.label' : `access.subject.${excess.object}`)
  const words: Record<Excess['kind'], (what: string) => string> = {
    verb: what => t(`settings.value.permissions.${what}`),
    scope: what => t(`settings.value.scopes.${what}`),
    need: what => t(`access.need.${what}`),
    named: () => t('access.role.named'),
    role: what => what,
    field: what => {
      const field = declared?.fields[what]
      return (field && labelOf(field, actor.locale)) ?? t(`object.${excess.object}.field.${what}`)
    },
  }
  return { object, what: words[excess.kind](excess.what) }
}

/** Says what goes beyond the actor's own rights. @throws Refusal moreThanOwn */
export function refuseMore(actor: EmployeeActor, excess: Excess): never {
  return refuse('moreThanOwn', excessWords(actor, excess))
}
