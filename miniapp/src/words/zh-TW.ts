import { actions } from '@gonghai/shared/i18n/zh-TW/actions'
import { clockParts } from '@gonghai/shared/i18n/zh-TW/clock-parts'
import { errors } from '@gonghai/shared/i18n/zh-TW/errors'
import { lists } from '@gonghai/shared/i18n/zh-TW/lists'
import { operations } from '@gonghai/shared/i18n/zh-TW/operations'
import { records } from '@gonghai/shared/i18n/zh-TW/records'
import { ui } from '@gonghai/shared/i18n/zh-TW/ui'

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
