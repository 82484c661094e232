import { defineObject } from './declare'

/** What the customer thought of a service (满意度): asked once on completion, read through its request. */
export const survey = defineObject({
  name: 'survey',
  area: 'service',
  title: 'number',
  facts: ['stars', 'engineer'],
  keyFacts: ['stars', 'engineer', 'answeredAt'],
  state: 'state',
  number: { prefix: 'MY', date: 'YYYYMMDD', digits: 4 },
  parent: 'request',
  order: '-createdAt',
  verbs: [],
  fields: {
    request: { kind: 'record', targets: ['serviceRequest'], required: true, write: 'action' },
    engineer: { kind: 'reference', target: 'employee', write: 'action' },
    state: { kind: 'choice', options: ['asked', 'answered', 'expired'], write: 'action', initial: 'asked' },
    stars: { kind: 'integer', min: 1, max: 5, write: 'action' },
    tags: {
      kind: 'choices',
      options: ['fast', 'skilled', 'friendly', 'clean', 'late', 'unsolved', 'expensive', 'impolite'],
      write: 'action',
    },
    words: { kind: 'longText', max: 500, write: 'action' },
    askedAt: { kind: 'dateTime', write: 'action' },
    answeredAt: { kind: 'dateTime', write: 'action' },
    expiresAt: { kind: 'dateTime', write: 'system' },
  },
  can: {},
})
