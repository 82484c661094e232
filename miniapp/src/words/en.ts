import { actions } from '@gonghai/shared/i18n/en/actions'
import { clockParts } from '@gonghai/shared/i18n/en/clock-parts'
import { errors } from '@gonghai/shared/i18n/en/errors'
import { lists } from '@gonghai/shared/i18n/en/lists'
import { operations } from '@gonghai/shared/i18n/en/operations'
import { records } from '@gonghai/shared/i18n/en/records'
import { ui } from '@gonghai/shared/i18n/en/ui'

/** The topics that the mini-app shows. */
export const words = {
  recycle: clockParts.countdown,
  ...records,
  ...actions,
  ...errors,
  ...lists,
  ...operations,
  ...ui,
}
