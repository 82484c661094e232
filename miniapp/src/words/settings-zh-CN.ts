import { customers } from '@gonghai/shared/i18n/zh-CN/customers'
import { settings } from '@gonghai/shared/i18n/zh-CN/settings'

/** The topics that only the administration shows. */
export const words = { ...customers, ...settings }
