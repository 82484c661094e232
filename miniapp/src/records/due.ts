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

/** The nearest deadline of a record, ready to be shown. */
export interface Falling {
  /** "3 days left" */
  text: string
  /** "last followed up 27 days ago; rule: 30 days without follow-up" */
  because: string
  tone: Tone
  /** Within a week, and nothing holds it. */
  presses: boolean
}

function leftWords(clock: string, left: number): string {
  if (clock === 'dormant') return t('recycle.sleeps', { count: Math.max(0, left) })
  return left > 0 ? t('recycle.left', { count: left }) : t('recycle.over')
}

/** When a record goes back to its pool (or falls asleep), and why; undefined where no rule watches it. */
export function recycleOf({ countdown }: RecordView): Falling | undefined {
  if (!countdown) return undefined
  const { clock, due, cause, since, days, spared, extended } = countdown
  const left = Math.ceil((new Date(due).getTime() - now().getTime()) / day)
  const passed = Math.max(0, Math.floor((now().getTime() - new Date(since).getTime()) / day))
  const because = t('recycle.because', {
    cause: t(`recycle.cause.${cause}`, { count: passed }),
    rule: t(`recycle.rule.${clock}`, { count: days }),
  })
  const reason = extended ? `${because}${t('ui.dot')}${t('recycle.extended')}` : because
  if (spared === 'locked') return { text: t('recycle.locked'), because: '', tone: 'plain', presses: false }
  if (spared === 'extensionAsked')
    return { text: t('recycle.asked'), because: reason, tone: 'plain', presses: left <= pressing }
  return {
    text: leftWords(clock, left),
    because: reason,
    tone: left <= 1 ? 'danger' : left <= pressing ? 'warning' : 'plain',
    presses: left <= pressing,
  }
}
