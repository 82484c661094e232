import { defineObject } from './declare'

export const customerStages = ['potential', 'following', 'cooperating', 'dormant'] as const

/** none: counts without a review; pending and rejected: does not count yet. */
export const customerReviewStates = ['none', 'pending', 'rejected', 'approved'] as const

/** What stays open to changes while a new customer waits for its approval: everything but what says who it is. */
const freeWhileNew = [
  'interest',
  'level',
  'source',
  'referringCustomer',
  'address',
  'website',
  'employees',
  'remark',
  'tags',
  'pool',
] as const

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
    name: { kind: 'text', required: true, max: 100, searchable: true, sortable: true, match: 'company' },
    stage: { kind: 'choice', options: customerStages, write: 'action', initial: 'potential' },
    phone: { kind: 'phone', searchable: true, read: 'maskedInPool', match: 'phone' },
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
    /** Who recommended us, where another customer did. */
    referringCustomer: { kind: 'reference', target: 'customer', rare: true },
    region: { kind: 'choice', options: ['east', 'south', 'north', 'west'] },
    taxNumber: { kind: 'text', max: 20, rare: true, searchable: true, match: 'taxNumber' },
    address: { kind: 'text', max: 200, rare: true },
    website: { kind: 'url', rare: true, match: 'website' },
    employees: { kind: 'integer', min: 0, max: 10_000_000, rare: true },
    remark: { kind: 'longText', rare: true },
    tags: { kind: 'tags' },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    pool: { kind: 'reference', target: 'pool', write: 'create' },
    pooledAt: { kind: 'dateTime', write: 'system', sortable: true },
    poolReason: { kind: 'choice', options: ['created', 'released', 'recycled', 'imported'], write: 'system' },
    lastOwner: { kind: 'reference', target: 'employee', write: 'system' },
    /** Who led the last owner when that one gave it up: claims of other groups wait for this leader's word (POOL-7). */
    lastLeader: { kind: 'reference', target: 'employee', write: 'system' },
    /** Whose claim waits for a word. */
    claimant: { kind: 'reference', target: 'employee', write: 'system' },
    /** Whose word is waited for: on a claim across groups, or on a new customer. */
    reviewers: { kind: 'people', write: 'system' },
    /** Does it count yet (CUST-6)? */
    reviewState: { kind: 'choice', options: customerReviewStates, write: 'system', initial: 'none' },
    lastFollowAt: { kind: 'dateTime', write: 'system', sortable: true },
    /** When the rule takes it back to its pool, unless it is followed up before. */
    followDue: { kind: 'dateTime', write: 'system', sortable: true },
    /** When the rule takes it back because nothing was signed in time. */
    signDue: { kind: 'dateTime', write: 'system', sortable: true },
    /** When it falls asleep unless something happens: only while it cooperates (POOL-11). */
    dormantDue: { kind: 'dateTime', write: 'system', sortable: true },
    /** The last deal: signed, or a contract approved. */
    dealAt: { kind: 'dateTime', write: 'system' },
    dormantSince: { kind: 'dateTime', write: 'system' },
    /** When its present owner got it. */
    heldSince: { kind: 'dateTime', write: 'system' },
    /** A locked record never falls back by a rule (POOL-5). */
    lockedAt: { kind: 'dateTime', write: 'system' },
    lockedBy: { kind: 'reference', target: 'employee', write: 'system' },
    /** Its owner has asked for more days, and nobody has decided yet. */
    extensionAskedAt: { kind: 'dateTime', write: 'system' },
    nextContactAt: { kind: 'dateTime', write: 'system', sortable: true },
    trading: { kind: 'boolean', write: 'action', initial: false },
    partner: { kind: 'reference', target: 'partner', write: 'action' },
    /** Names and numbers of the customers that were merged into this one: they find it. */
    formerNames: { kind: 'text', max: 2000, write: 'system', searchable: true },
  },
  can: {
    owned: true,
    pooled: true,
    followed: true,
    attachable: true,
    team: true,
    custom: true,
    approved: { freeFields: freeWhileNew, while: { field: 'reviewState', value: 'pending' } },
  },
})
