import { settings } from '@gonghai/shared/i18n/zh-TW/settings'

/** The topics that only the administration shows. */
export const words = { ...settings }
