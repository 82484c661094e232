import type { Translate } from '../i18n'
import type { CardChoice, CardInput } from '../ports/messages'
import type { CardKind } from './declare'

/** Asks a leader for more days for a record (POOL-6). */
export const extensionCard: CardKind = {
  presses: {
    'pool.agreeExtension': {
      action: 'pool.agreeExtension',
      input: { request: { from: 'matterId' }, comment: { from: 'words', key: 'reason' } },
    },
    'pool.refuseExtension': {
      action: 'pool.refuseExtension',
      input: {
        request: { from: 'matterId' },
        reason: { from: 'words', key: 'reason', choice: 'refuseExtension' },
      },
      ask: { field: 'reason', question: 'bot.ask.refuseExtension' },
    },
  },
  urgency: 'now',
}

/** Reasons to choose from where a card has no field; words under `bot.choice.refuseExtension.<id>`. */
export const extensionRefusals = ['tooLong', 'noProgress', 'colleague'] as const

/** A list to choose a reason from, and a field to write one in; delivery keeps what the platform can show. */
export function extensionFields(t: Translate): { choice: CardChoice; input: CardInput } {
  const options = extensionRefusals.map(id => ({ id, text: t(`bot.choice.refuseExtension.${id}`) }))
  return {
    choice: { key: 'refuseExtension', title: t('bot.card.refuseExtension'), options },
    input: { key: 'reason', title: t('bot.card.comment'), placeholder: t('bot.card.commentHint') },
  }
}
