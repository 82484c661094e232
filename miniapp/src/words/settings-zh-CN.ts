import { access } from '@gonghai/shared/i18n/zh-CN/access'
import { customers } from '@gonghai/shared/i18n/zh-CN/customers'
import { duplicates } from '@gonghai/shared/i18n/zh-CN/duplicates'
import { fields } from '@gonghai/shared/i18n/zh-CN/fields'
import { imports } from '@gonghai/shared/i18n/zh-CN/imports'
import { organisation } from '@gonghai/shared/i18n/zh-CN/organisation'
import { poolRules } from '@gonghai/shared/i18n/zh-CN/pool-rules'
import { pools } from '@gonghai/shared/i18n/zh-CN/pools'
import { relations } from '@gonghai/shared/i18n/zh-CN/relations'
import { settings } from '@gonghai/shared/i18n/zh-CN/settings'

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
