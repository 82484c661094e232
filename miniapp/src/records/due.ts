import type { RecordView } from '@gonghai/shared/client/api'
import { now } from '../lib/clock'
import { t } from '../lib/i18n'
import { dueText, pressure } from '../lib/time'
import type { Tone } from '../ui/chip'

/** Which moment presses, by object; a task that is done presses no more. */
const moments = ['nextContactAt', 'dueAt']

/** The line that a list shows only when something presses: late, or due within a day. */
export function dueOf(record: RecordView): { text: string; tone: Tone } | undefined {
  if (record.values.state === 'done') return undefined
  const iso = moments.map(name => record.values[name]).find(value => typeof value === 'string' && value)
  if (typeof iso !== 'string') return undefined
  const how = pressure(iso)
  if (how === 'later') return undefined
  return { text: dueText(iso), tone: how === 'late' ? 'danger' : 'warning' }
}

/** From so many days before on, a list shows that a record goes back to its pool. */
const pressing = 7

const day = 86_400_000

/**
 * When an owned record goes back to its pool because nobody follows it up; undefined where no rule watches it.
 * `quiet` says for how long nobody has; `presses` within a week.
 */
export function recycleOf(
  record: RecordView,
): { text: string; quiet: string; tone: Tone; presses: boolean } | undefined {
  const { followDue, owner, lastFollowAt } = record.values
  if (typeof followDue !== 'string' || !owner) return undefined
  const left = Math.ceil((new Date(followDue).getTime() - now().getTime()) / day)
  const since = typeof lastFollowAt === 'string' ? lastFollowAt : ''
  const quiet = since ? Math.floor((now().getTime() - new Date(since).getTime()) / day) : 0
  return {
    text: left > 0 ? t('ui.recycle.in', { count: left }) : t('ui.recycle.soon'),
    quiet: quiet > 0 ? t('ui.recycle.quiet', { count: quiet }) : '',
    tone: left <= 1 ? 'danger' : left <= pressing ? 'warning' : 'plain',
    presses: left <= pressing,
  }
}
