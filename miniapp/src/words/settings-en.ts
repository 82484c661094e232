import { customers } from '@gonghai/shared/i18n/en/customers'
import { settings } from '@gonghai/shared/i18n/en/settings'

/** The topics that only the administration shows. */
export const words = { ...customers, ...settings }
