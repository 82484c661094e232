import { defineObject } from './declare'

export const workOrderStates = [
  'assigned',
  'accepted',
  'onTheWay',
  'working',
  'done',
  'refused',
  'handedOver',
  'cancelled',
] as const

/** The execution of a service request by one engineer (服务工单). */
export const workOrder = defineObject({
  name: 'workOrder',
  area: 'service',
  title: 'title',
  facts: ['customer', 'state'],
  keyFacts: ['customer', 'asset', 'finishedAt'],
  state: 'state',
  number: { prefix: 'GD', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: [],
  fields: {
    title: { kind: 'text', required: true, max: 100, write: 'action', searchable: true },
    request: { kind: 'reference', target: 'serviceRequest', required: true, write: 'action' },
    customer: { kind: 'reference', target: 'customer', required: true, write: 'action' },
    asset: { kind: 'reference', target: 'asset', write: 'action' },
    state: { kind: 'choice', options: workOrderStates, write: 'action', initial: 'assigned' },
    note: { kind: 'text', max: 200, write: 'action' },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    acceptedAt: { kind: 'dateTime', write: 'action' },
    setOutAt: { kind: 'dateTime', write: 'action' },
    startedAt: { kind: 'dateTime', write: 'action' },
    finishedAt: { kind: 'dateTime', write: 'action' },
    reason: { kind: 'text', max: 200, write: 'action' },
    result: { kind: 'longText', max: 2000, write: 'action' },
  },
  can: { owned: true, attachable: true, team: true, custom: true },
})
