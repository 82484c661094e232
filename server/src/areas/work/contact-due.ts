import type { TodayItem } from '@gonghai/shared/client/api'
import { clockWords } from '../../kernel/clock'
import type { TodayReader } from '../../records/today-source'

/** A record with which somebody has agreed on a contact. */
export interface DueContact {
  object: string
  id: string
  name: string
  at: Date
}

/** An agreed contact among what is due today: when, and a button that writes down what came of it. @param line words below the name */
export function contactDue(
  { actor, t, now }: TodayReader,
  { object, id, name, at }: DueContact,
  line: string,
): TodayItem {
  return {
    kind: 'followDue',
    record: `${object}:${id}`,
    title: name,
    line,
    due: {
      text: t('today.contactAt', { time: clockWords(at, now, actor.timeZone) }),
      tone: at < now ? 'danger' : 'warning',
    },
    buttons: [
      { text: t('action.followUp.create.label'), style: 'primary', open: `followUp:${object}:${id}` },
    ],
  }
}
