import type { CardKind } from './declare'

/** A colleague asks for a part in a record, or says that it is theirs (CUST-11). */
export const collisionCard: CardKind = {
  presses: {
    'duplicate.agree': { action: 'duplicate.agree', input: { request: { from: 'matterId' } } },
    'duplicate.handOver': { action: 'duplicate.handOver', input: { request: { from: 'matterId' } } },
    'duplicate.refuse': {
      action: 'duplicate.refuse',
      input: { request: { from: 'matterId' } },
      ask: { field: 'reason', question: 'bot.ask.collisionReason' },
    },
  },
  urgency: 'now',
}
