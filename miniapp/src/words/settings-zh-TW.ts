import { access } from '@gonghai/shared/i18n/zh-TW/access'
import { customers } from '@gonghai/shared/i18n/zh-TW/customers'
import { duplicates } from '@gonghai/shared/i18n/zh-TW/duplicates'
import { fields } from '@gonghai/shared/i18n/zh-TW/fields'
import { imports } from '@gonghai/shared/i18n/zh-TW/imports'
import { organisation } from '@gonghai/shared/i18n/zh-TW/organisation'
import { poolRules } from '@gonghai/shared/i18n/zh-TW/pool-rules'
import { pools } from '@gonghai/shared/i18n/zh-TW/pools'
import { relations } from '@gonghai/shared/i18n/zh-TW/relations'
import { settings } from '@gonghai/shared/i18n/zh-TW/settings'

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
