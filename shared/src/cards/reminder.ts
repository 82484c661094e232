import type { Translate } from '../i18n'
import type { CardChoice } from '../ports/messages'
import type { CardKind } from './declare'

/** When to be reminded again, where a card offers it; words under `bot.choice.snooze.<id>`. */
export const snoozes = ['hour', 'afternoon', 'tomorrow', 'monday'] as const

/** The choice that travels with the snooze button. */
export function snoozeChoice(t: Translate): { choice: CardChoice } {
  const options = snoozes.map(id => ({ id, text: t(`bot.choice.snooze.${id}`) }))
  return { choice: { key: 'snooze', title: t('bot.card.snooze'), options } }
}

/** The agreed contact is due (CHAT-5). */
export const followReminderCard: CardKind = {
  presses: {
    'reminder.done': { action: 'reminder.done', input: { record: { from: 'matter' } } },
    'reminder.snooze': {
      action: 'reminder.snooze',
      input: { record: { from: 'matter' }, until: { from: 'moment', choice: 'snooze', otherwise: 'hour' } },
    },
  },
  urgency: 'normal',
}

/** A record is about to fall back into its pool (POOL-4); it only opens the record. */
export const recycleWarningCard: CardKind = { presses: {}, urgency: 'normal' }
