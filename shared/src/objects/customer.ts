import { defineObject } from './declare'

export const customerStages = ['potential', 'following', 'cooperating', 'dormant'] as const

/** A company or person we sell to (客户). */
export const customer = defineObject({
  name: 'customer',
  area: 'customers',
  title: 'name',
  facts: ['industry', 'interest'],
  keyFacts: ['level', 'nextContactAt', 'lastFollowAt'],
  state: 'stage',
  number: { prefix: 'KH', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    name: { kind: 'text', required: true, max: 100, searchable: true, sortable: true },
    stage: { kind: 'choice', options: customerStages, write: 'action', initial: 'potential' },
    phone: { kind: 'phone', searchable: true, read: 'maskedInPool' },
    industry: {
      kind: 'choice',
      options: ['machinery', 'electronics', 'automotive', 'medical', 'energy', 'research', 'trade', 'other'],
    },
    interest: { kind: 'text', max: 100 },
    level: { kind: 'choice', options: ['A', 'B', 'C', 'D'], rare: true },
    source: {
      kind: 'choice',
      options: ['campaign', 'phone', 'referral', 'web', 'officialAccount', 'import', 'other'],
    },
    region: { kind: 'choice', options: ['east', 'south', 'north', 'west'] },
    taxNumber: { kind: 'text', max: 20, rare: true, searchable: true },
    address: { kind: 'text', max: 200, rare: true },
    website: { kind: 'url', rare: true },
    employees: { kind: 'integer', min: 0, max: 10_000_000, rare: true },
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
    trading: { kind: 'boolean', write: 'action', initial: false },
  },
  can: { owned: true, pooled: true, followed: true, attachable: true, team: true },
})
