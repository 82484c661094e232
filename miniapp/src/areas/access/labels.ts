import { hasText, t } from '../../lib/i18n'
import { objectLabel } from '../../records/words'

/** An object, a setting, or "everything else". */
export const subjectLabel = (name: string): string =>
  hasText(`access.subject.${name}`) ? t(`access.subject.${name}`) : objectLabel(name)

/** A verb of permission: "领取". */
export const verbLabel = (verb: string): string => t(`settings.value.permissions.${verb}`)

/** A scope in two words: "本部门". */
export const scopeLabel = (scope: string): string => t(`settings.value.scopes.${scope}`)

/** An area of the catalogue. */
export const areaLabel = (area: string): string =>
  hasText(`access.area.${area}`) ? t(`access.area.${area}`) : area
