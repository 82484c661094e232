import type { RecordView } from '@gonghai/shared/client/api'
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
