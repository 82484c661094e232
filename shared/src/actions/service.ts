import { defineAction, ref } from './declare'

const files = { kind: 'files', need: 'mine', max: 9 } as const
const words = { kind: 'longText', max: 2000 } as const

/** A customer files a request, in the conversation or in the mini-app (PORTAL-2). */
export const requestFile = defineAction({
  name: 'request.file',
  area: 'service',
  by: ['customer'],
  input: {
    kind: {
      kind: 'choice',
      options: ['fault', 'maintenance', 'complaint', 'suggestion', 'question'],
      initial: 'fault',
    },
    description: { ...words, required: true },
    asset: { kind: 'reference', target: 'asset', need: 'portal' },
    wantedAt: { kind: 'dateTime' },
    files,
  },
  needs: { object: 'serviceRequest', verb: 'create' },
  errors: ['notVerified', 'pastTime'],
})

/** The customer adds words or pictures to a request (PORTAL-3). */
export const requestAdd = defineAction({
  name: 'request.add',
  area: 'service',
  by: ['customer'],
  input: { request: ref('serviceRequest', 'portal'), words, files },
  needs: { object: 'serviceRequest', verb: 'update' },
  errors: ['requestClosed', 'nothingToAdd'],
})

/** The customer asks to hurry; at most once in two hours. */
export const requestUrge = defineAction({
  name: 'request.urge',
  area: 'service',
  by: ['customer'],
  input: { request: ref('serviceRequest', 'portal') },
  needs: { object: 'serviceRequest', verb: 'update' },
  errors: ['requestClosed', 'urgedAlready'],
})

/** The customer takes a request back before the work is done. */
export const requestWithdraw = defineAction({
  name: 'request.withdraw',
  area: 'service',
  by: ['customer'],
  input: { request: ref('serviceRequest', 'portal'), reason: { kind: 'text', max: 200 } },
  needs: { object: 'serviceRequest', verb: 'update' },
  errors: ['requestClosed', 'workBegun'],
})

/** The service desk gives a request to an engineer (SERV-2, CHAT-9). */
export const requestDispatch = defineAction({
  name: 'request.dispatch',
  area: 'service',
  input: {
    request: ref('serviceRequest', 'edit'),
    engineer: ref('employee', 'exists'),
    note: { kind: 'text', max: 200 },
  },
  needs: { object: 'serviceRequest', verb: 'dispatch' },
  errors: ['requestClosed', 'alreadyDispatched', 'cannotOwn'],
  undo: 'request.undoDispatch',
})

/** Takes the work back from an engineer who has not begun. */
export const requestUndoDispatch = defineAction({
  name: 'request.undoDispatch',
  area: 'service',
  input: { request: ref('serviceRequest', 'edit') },
  needs: { object: 'serviceRequest', verb: 'dispatch' },
  errors: ['requestClosed', 'workBegun', 'notDispatched'],
})

/** The service desk closes a request that needed no engineer. */
export const requestComplete = defineAction({
  name: 'request.complete',
  area: 'service',
  input: { request: ref('serviceRequest', 'edit'), result: { ...words, required: true } },
  needs: { object: 'serviceRequest', verb: 'dispatch' },
  errors: ['requestClosed', 'alreadyDispatched'],
})

const order = ref('workOrder', 'edit')
const handling = { area: 'service', needs: { object: 'workOrder', verb: 'handle' } } as const

/** The engineer takes the work. */
export const workAccept = defineAction({
  name: 'work.accept',
  ...handling,
  input: { order },
  errors: ['orderClosed', 'wrongStep'],
})

/** The engineer cannot take it; the desk dispatches anew. */
export const workRefuse = defineAction({
  name: 'work.refuse',
  ...handling,
  input: { order, reason: { kind: 'text', required: true, max: 200 } },
  errors: ['orderClosed', 'wrongStep'],
})

/** The engineer gives the work to a colleague. */
export const workHandOver = defineAction({
  name: 'work.handOver',
  ...handling,
  input: { order, to: ref('employee', 'exists'), reason: { kind: 'text', max: 200 } },
  errors: ['orderClosed', 'wrongStep', 'cannotOwn'],
})

/** The engineer is on the way. */
export const workSetOut = defineAction({
  name: 'work.setOut',
  ...handling,
  input: { order, arrivesAt: { kind: 'dateTime' } },
  errors: ['orderClosed', 'wrongStep', 'pastTime'],
})

/** The engineer has arrived and begins. */
export const workBegin = defineAction({
  name: 'work.begin',
  ...handling,
  input: { order },
  errors: ['orderClosed', 'wrongStep'],
})

/** The work is done; the customer is asked how it was (SERV-8). */
export const workComplete = defineAction({
  name: 'work.complete',
  ...handling,
  fills: 'workOrder',
  input: { order, result: { ...words, required: true }, files },
  errors: ['orderClosed', 'wrongStep'],
})

/** The customer rates, once (PORTAL-4, SERV-8). */
export const surveyAnswer = defineAction({
  name: 'survey.answer',
  area: 'service',
  by: ['customer'],
  input: {
    survey: ref('survey', 'portal'),
    stars: { kind: 'integer', required: true, min: 1, max: 5 },
    tags: {
      kind: 'choices',
      options: ['fast', 'skilled', 'friendly', 'clean', 'late', 'unsolved', 'expensive', 'impolite'],
    },
    words: { kind: 'longText', max: 500 },
  },
  needs: { object: 'survey', verb: 'answer' },
  errors: ['answeredAlready', 'surveyExpired'],
})
