import { customers } from '@gonghai/shared/i18n/en/customers'
import { organisation } from '@gonghai/shared/i18n/en/organisation'
import { pools } from '@gonghai/shared/i18n/en/pools'
import { relations } from '@gonghai/shared/i18n/en/relations'
import { settings } from '@gonghai/shared/i18n/en/settings'

/** The topics that only the administration shows. */
export const words = { ...relations, ...customers, ...organisation, ...settings, ...pools }
