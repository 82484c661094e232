import type { Translate } from '../i18n'
import type { CardChoice, CardInput } from '../ports/messages'
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

/** How many days a press on the warning asks for; others are asked for in the mini-app. */
export const daysAsked = 7

/** A record is about to fall back into its pool (POOL-4): its owner writes what happened, or asks the leader for days (POOL-6). */
export const recycleWarningCard: CardKind = {
  presses: {
    'pool.askExtension': {
      action: 'pool.askExtension',
      input: {
        record: { from: 'matter' },
        days: { from: 'fixed', value: daysAsked },
        reason: { from: 'words', key: 'reason', choice: 'askExtension' },
      },
      ask: { field: 'reason', question: 'bot.ask.askExtension' },
    },
    'pool.withdrawExtension': { action: 'pool.withdrawExtension', input: { record: { from: 'matter' } } },
  },
  urgency: 'normal',
}

/** Reasons to choose from where a card has no field; words under `bot.choice.askExtension.<id>`. */
export const extensionReasons = ['project', 'budget', 'visit'] as const

/** A list to choose a reason for more days from, and a field to write one in; delivery keeps what the platform can show. */
export function askExtensionFields(t: Translate): { choice: CardChoice; input: CardInput } {
  const options = extensionReasons.map(id => ({ id, text: t(`bot.choice.askExtension.${id}`) }))
  const title = t('bot.card.askExtension')
  return { choice: { key: 'askExtension', title, options }, input: { key: 'reason', title } }
}
