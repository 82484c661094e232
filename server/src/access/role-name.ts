import type { Translate } from '@gonghai/shared/i18n'
import { defaultRoleNames } from './roles'

/** A default role in the reader's language while nobody has renamed it; else the name that the company gave. */
export function roleName(t: Translate, { key, name }: { key: string; name: string }): string {
  return isUntouched(key, name) ? t(`ui.role.${key}`) : name
}

/** Does a role still have the name with which it came? */
export function isUntouched(key: string, name: string): boolean {
  return defaultRoleNames[key] === name || (defaultRoleNames[key] !== undefined && key === name)
}
