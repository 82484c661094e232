import type { Translate } from '../i18n'
import type { CardChoice, CardInput } from '../ports/messages'
import type { CardKind } from './declare'

/** Asks whoever may open a record to a colleague; a press opens it for 30 days, other days are chosen in the mini-app. */
export const accessRequestCard: CardKind = {
  presses: {
    'access.grant': { action: 'access.grant', input: { request: { from: 'matterId' } } },
    'access.refuse': {
      action: 'access.refuse',
      input: {
        request: { from: 'matterId' },
        reason: { from: 'words', key: 'reason', choice: 'refuseAccess' },
      },
      ask: { field: 'reason', question: 'bot.ask.refuseAccess' },
    },
  },
  urgency: 'now',
}

/** Reasons to choose from where a card has no field; words under `bot.choice.refuseAccess.<id>`. */
export const accessRefusals = ['notYours', 'askMe', 'confidential'] as const

/** A list to choose a reason from, and a field to write one in; delivery keeps what the platform can show. */
export function accessFields(t: Translate): { choice: CardChoice; input: CardInput } {
  const options = accessRefusals.map(id => ({ id, text: t(`bot.choice.refuseAccess.${id}`) }))
  return {
    choice: { key: 'refuseAccess', title: t('bot.card.refuseAccess'), options },
    input: { key: 'reason', title: t('bot.card.comment'), placeholder: t('bot.card.commentHint') },
  }
}
