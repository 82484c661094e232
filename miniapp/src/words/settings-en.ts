import { access } from '@gonghai/shared/i18n/en/access'
import { customers } from '@gonghai/shared/i18n/en/customers'
import { duplicates } from '@gonghai/shared/i18n/en/duplicates'
import { fields } from '@gonghai/shared/i18n/en/fields'
import { imports } from '@gonghai/shared/i18n/en/imports'
import { organisation } from '@gonghai/shared/i18n/en/organisation'
import { poolRules } from '@gonghai/shared/i18n/en/pool-rules'
import { pools } from '@gonghai/shared/i18n/en/pools'
import { relations } from '@gonghai/shared/i18n/en/relations'
import { settings } from '@gonghai/shared/i18n/en/settings'

/** The topics that only the administration shows. */
export const words = {
  ...access,
  ...duplicates,
  ...fields,
  ...imports,
  ...relations,
  ...customers,
  ...organisation,
  ...settings,
  ...poolRules,
  ...pools,
}
