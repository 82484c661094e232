import type { Translate } from '../i18n'
import type { CardChoice, CardInput } from '../ports/messages'
import type { CardKind } from './declare'

/** Asks an approver to decide (CHAT-4). */
export const approvalCard: CardKind = {
  presses: {
    'approval.agree': {
      action: 'approval.agree',
      input: { approval: { from: 'matterId' }, comment: { from: 'words', key: 'reason' } },
    },
    'approval.reject': {
      action: 'approval.reject',
      input: {
        approval: { from: 'matterId' },
        reason: { from: 'words', key: 'reason', choice: 'rejectReason' },
      },
      ask: { field: 'reason', question: 'bot.ask.rejectReason' },
    },
  },
  urgency: 'now',
}

/** Reasons to choose from where a card has no field to write in; words under `bot.choice.rejectReason.<id>`. */
export const rejectReasons = ['price', 'terms', 'documents', 'credit'] as const

/**
 * The two ways of giving a reason on an approval card: a list to choose from, and a field to write in.
 * A renderer puts both on the card; delivery keeps the one that the platform can show.
 */
export function reasonFields(t: Translate): { choice: CardChoice; input: CardInput } {
  const options = rejectReasons.map(id => ({ id, text: t(`bot.choice.rejectReason.${id}`) }))
  return {
    choice: { key: 'rejectReason', title: t('bot.card.rejectReason'), options },
    input: {
      key: 'reason',
      title: t('bot.card.comment'),
      placeholder: t('bot.card.commentHint'),
    },
  }
}
