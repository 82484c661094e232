import { defineObject } from './declare'

/** A person at a customer (联系人). */
export const contact = defineObject({
  name: 'contact',
  area: 'customers',
  title: 'name',
  facts: ['customer', 'title'],
  keyFacts: ['phone', 'email', 'role'],
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    name: { kind: 'text', required: true, max: 50, searchable: true, sortable: true },
    customer: { kind: 'reference', target: 'customer', need: 'edit', required: true },
    title: { kind: 'text', max: 50 },
    phone: { kind: 'phone', searchable: true, read: 'maskedInPool' },
    email: { kind: 'email' },
    role: { kind: 'choice', options: ['decisionMaker', 'influencer', 'user', 'purchaser', 'other'] },
    wechat: { kind: 'text', max: 50, rare: true },
    birthday: { kind: 'date', rare: true },
    remark: { kind: 'longText', rare: true },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    lastFollowAt: { kind: 'dateTime', write: 'system' },
    nextContactAt: { kind: 'dateTime', write: 'system' },
  },
  can: { owned: true, followed: true, attachable: true, team: true },
})
