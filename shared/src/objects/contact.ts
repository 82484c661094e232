import { defineObject } from './declare'

/** A person at a customer (联系人). */
export const contact = defineObject({
  name: 'contact',
  area: 'customers',
  title: 'name',
  facts: ['customer', 'title'],
  keyFacts: ['phone', 'email', 'role'],
  goesWith: 'customer',
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    name: { kind: 'text', required: true, max: 50, searchable: true, sortable: true, match: 'person' },
    customer: { kind: 'reference', target: 'customer', need: 'edit', required: true, match: 'customer' },
    title: { kind: 'text', max: 50 },
    phone: { kind: 'phone', searchable: true, read: 'maskedInPool', match: 'phone' },
    email: { kind: 'email', match: 'email' },
    role: { kind: 'choice', options: ['decisionMaker', 'influencer', 'user', 'purchaser', 'other'] },
    wechat: { kind: 'text', max: 50, rare: true, match: 'wechat' },
    birthday: { kind: 'date', rare: true },
    interests: { kind: 'text', max: 200, rare: true },
    remark: { kind: 'longText', rare: true },
    tags: { kind: 'tags' },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    lastFollowAt: { kind: 'dateTime', write: 'system' },
    nextContactAt: { kind: 'dateTime', write: 'system' },
  },
  can: { owned: true, followed: true, attachable: true, team: true, custom: true },
})
