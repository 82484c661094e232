import { actions } from '@gonghai/shared/i18n/zh-CN/actions'
import { clockParts } from '@gonghai/shared/i18n/zh-CN/clock-parts'
import { errors } from '@gonghai/shared/i18n/zh-CN/errors'
import { lists } from '@gonghai/shared/i18n/zh-CN/lists'
import { operations } from '@gonghai/shared/i18n/zh-CN/operations'
import { records } from '@gonghai/shared/i18n/zh-CN/records'
import { ui } from '@gonghai/shared/i18n/zh-CN/ui'

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
