import { defineObject } from './declare'

/** A first trace of interest, from any channel, not yet a customer (线索). */
export const lead = defineObject({
  name: 'lead',
  area: 'customers',
  title: 'name',
  facts: ['company', 'source'],
  keyFacts: ['phone', 'nextContactAt', 'lastFollowAt'],
  state: 'status',
  number: { prefix: 'XS', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    name: { kind: 'text', required: true, max: 50, searchable: true, sortable: true },
    company: { kind: 'text', max: 100, searchable: true },
    status: {
      kind: 'choice',
      options: ['open', 'following', 'converted', 'closed'],
      write: 'action',
      initial: 'open',
    },
    phone: { kind: 'phone', searchable: true, read: 'maskedInPool' },
    email: { kind: 'email', rare: true },
    title: { kind: 'text', max: 50, rare: true },
    source: {
      kind: 'choice',
      required: true,
      options: ['campaign', 'phone', 'referral', 'web', 'officialAccount', 'import', 'other'],
    },
    interest: { kind: 'text', max: 200 },
    remark: { kind: 'longText', rare: true },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    pool: { kind: 'reference', target: 'pool', write: 'create' },
    pooledAt: { kind: 'dateTime', write: 'system', sortable: true },
    poolReason: { kind: 'choice', options: ['created', 'released', 'recycled', 'imported'], write: 'system' },
    lastOwner: { kind: 'reference', target: 'employee', write: 'system' },
    lastFollowAt: { kind: 'dateTime', write: 'system' },
    /** When the rule takes it back to its pool, unless it is followed up before. */
    followDue: { kind: 'dateTime', write: 'system', sortable: true },
    nextContactAt: { kind: 'dateTime', write: 'system', sortable: true },
  },
  can: { owned: true, pooled: true, followed: true, attachable: true, team: true },
})
