import { defineObject } from './declare'

export const requestStates = [
  'received',
  'dispatched',
  'accepted',
  'onTheWay',
  'working',
  'done',
  'withdrawn',
] as const

/** A fault, complaint, suggestion or question from a customer (服务请求). Its owner is the engineer who has it. */
export const serviceRequest = defineObject({
  name: 'serviceRequest',
  area: 'service',
  title: 'title',
  facts: ['customer', 'asset'],
  keyFacts: ['priority', 'wantedAt', 'owner'],
  state: 'state',
  number: { prefix: 'FW', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: ['create', 'update'],
  fields: {
    title: { kind: 'text', required: true, max: 100, searchable: true },
    state: { kind: 'choice', options: requestStates, write: 'action', initial: 'received' },
    kind: {
      kind: 'choice',
      required: true,
      options: ['fault', 'maintenance', 'complaint', 'suggestion', 'question'],
      initial: 'fault',
    },
    priority: { kind: 'choice', options: ['urgent', 'normal'], initial: 'normal' },
    source: {
      kind: 'choice',
      options: ['officialAccount', 'portal', 'phone', 'chat', 'desk'],
      initial: 'desk',
    },
    customer: { kind: 'reference', target: 'customer', need: 'view', required: true },
    contact: { kind: 'reference', target: 'contact', need: 'view' },
    asset: { kind: 'reference', target: 'asset', need: 'view' },
    description: { kind: 'longText', max: 2000 },
    wantedAt: { kind: 'dateTime', sortable: true },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    urges: { kind: 'integer', write: 'action', initial: 0 },
    doneAt: { kind: 'dateTime', write: 'action' },
    result: { kind: 'longText', write: 'action' },
    stars: { kind: 'integer', min: 1, max: 5, write: 'action' },
  },
  can: { owned: true, attachable: true, followed: true, team: true, custom: true },
})
