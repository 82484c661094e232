import { defineObject } from './declare'

export const contractStates = ['draft', 'submitted', 'effective', 'rejected', 'void'] as const

/** A contract with a customer (合同, which is also the order). */
export const contract = defineObject({
  name: 'contract',
  area: 'sales',
  title: 'title',
  facts: ['customer', 'amount'],
  keyFacts: ['amount', 'signedOn', 'endsOn'],
  state: 'state',
  number: { prefix: 'HT', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    title: { kind: 'text', required: true, max: 100, searchable: true, sortable: true },
    customer: { kind: 'reference', target: 'customer', need: 'view', required: true },
    state: { kind: 'choice', options: contractStates, write: 'action', initial: 'draft' },
    currency: { kind: 'choice', options: ['CNY', 'USD', 'EUR', 'HKD'], initial: 'CNY' },
    lines: {
      kind: 'lines',
      fields: {
        product: { kind: 'reference', target: 'product', required: true },
        quantity: { kind: 'decimal', scale: 4, required: true, min: 0 },
        price: { kind: 'money', required: true, min: 0 },
        discount: { kind: 'percent', initial: '100.00' },
      },
    },
    amount: { kind: 'money', min: 0, sortable: true },
    discount: { kind: 'percent', write: 'system' },
    signedOn: { kind: 'date' },
    startsOn: { kind: 'date', rare: true },
    endsOn: { kind: 'date', rare: true },
    remark: { kind: 'longText', rare: true },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    lastFollowAt: { kind: 'dateTime', write: 'system' },
    nextContactAt: { kind: 'dateTime', write: 'system' },
  },
  can: {
    owned: true,
    followed: true,
    attachable: true,
    team: true,
    custom: true,
    approved: { freeFields: ['remark'], while: { field: 'state', value: 'submitted' } },
  },
})
