import type { CardKind } from './declare'

/** A request waits for an engineer: for the service desk (CHAT-9). */
export const dispatchCard: CardKind = {
  presses: {
    'request.dispatch': {
      action: 'request.dispatch',
      input: { request: { from: 'matterId' }, engineer: { from: 'chosen', key: 'engineer' } },
      pick: { field: 'engineer', question: 'bot.pick.engineer' },
    },
    'request.complete': {
      action: 'request.complete',
      input: { request: { from: 'matterId' } },
      ask: { field: 'result', question: 'bot.ask.requestResult' },
    },
    'request.undoDispatch': { action: 'request.undoDispatch', input: { request: { from: 'matterId' } } },
  },
  urgency: 'now',
}

const order = { from: 'matterId' } as const

/** An engineer's work order, step by step (CHAT-9). */
export const workOrderCard: CardKind = {
  presses: {
    'work.accept': { action: 'work.accept', input: { order } },
    'work.refuse': {
      action: 'work.refuse',
      input: { order },
      ask: { field: 'reason', question: 'bot.ask.refuseReason' },
    },
    'work.handOver': {
      action: 'work.handOver',
      input: { order, to: { from: 'chosen', key: 'engineer' } },
      pick: { field: 'to', question: 'bot.pick.colleague' },
    },
    'work.setOut': { action: 'work.setOut', input: { order } },
    'work.begin': { action: 'work.begin', input: { order } },
    'work.complete': {
      action: 'work.complete',
      input: { order },
      ask: { field: 'result', question: 'bot.ask.workResult' },
    },
  },
  urgency: 'now',
}

/** The customer asks whoever has the request to hurry; it only opens the request (PORTAL-3). */
export const urgedCard: CardKind = { presses: {}, urgency: 'now' }

/** A customer gave a low mark: the manager calls back (SERV-8). */
export const lowMarkCard: CardKind = {
  presses: { 'task.complete': { action: 'task.complete', input: { task: { from: 'matterId' } } } },
  urgency: 'now',
}
