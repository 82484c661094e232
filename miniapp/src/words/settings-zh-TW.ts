import { customers } from '@gonghai/shared/i18n/zh-TW/customers'
import { settings } from '@gonghai/shared/i18n/zh-TW/settings'

/** The topics that only the administration shows. */
export const words = { ...customers, ...settings }
