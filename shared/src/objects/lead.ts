import { defineObject } from './declare'

/** Why a lead comes to nothing. */
export const leadCloseReasons = [
  'noNeed',
  'noBudget',
  'competitor',
  'unreachable',
  'wrongContact',
  'duplicate',
  'other',
] as const

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
    name: { kind: 'text', required: true, max: 50, searchable: true, sortable: true, match: 'person' },
    company: { kind: 'text', max: 100, searchable: true, match: 'company' },
    status: {
      kind: 'choice',
      options: ['open', 'following', 'converted', 'closed'],
      write: 'action',
      initial: 'open',
    },
    phone: { kind: 'phone', searchable: true, read: 'maskedInPool', match: 'phone' },
    email: { kind: 'email', rare: true, match: 'email' },
    title: { kind: 'text', max: 50, rare: true },
    source: {
      kind: 'choice',
      required: true,
      options: ['campaign', 'phone', 'referral', 'web', 'officialAccount', 'import', 'other'],
    },
    /** Who recommended us, where a customer did. */
    referringCustomer: { kind: 'reference', target: 'customer', rare: true },
    interest: { kind: 'text', max: 200 },
    remark: { kind: 'longText', rare: true },
    tags: { kind: 'tags' },
    closeReason: { kind: 'choice', options: leadCloseReasons, write: 'action' },
    closeNote: { kind: 'text', max: 200, write: 'action' },
    closedAt: { kind: 'dateTime', write: 'action' },
    /** What it was converted to. */
    customer: { kind: 'reference', target: 'customer', write: 'action' },
    contact: { kind: 'reference', target: 'contact', write: 'action' },
    convertedAt: { kind: 'dateTime', write: 'action' },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    pool: { kind: 'reference', target: 'pool', write: 'create' },
    pooledAt: { kind: 'dateTime', write: 'system', sortable: true },
    poolReason: { kind: 'choice', options: ['created', 'released', 'recycled', 'imported'], write: 'system' },
    lastOwner: { kind: 'reference', target: 'employee', write: 'system' },
    /** Who led the last owner when that one gave it up: claims of other groups wait for this leader's word (POOL-7). */
    lastLeader: { kind: 'reference', target: 'employee', write: 'system' },
    /** Whose claim waits for a word. */
    claimant: { kind: 'reference', target: 'employee', write: 'system' },
    /** Whose word is waited for. */
    reviewers: { kind: 'people', write: 'system' },
    lastFollowAt: { kind: 'dateTime', write: 'system', sortable: true },
    /** When the rule takes it back to its pool, unless it is followed up before. */
    followDue: { kind: 'dateTime', write: 'system', sortable: true },
    /** When the rule takes it back because nothing was made of it in time. */
    signDue: { kind: 'dateTime', write: 'system', sortable: true },
    /** When its present owner got it. */
    heldSince: { kind: 'dateTime', write: 'system' },
    /** A locked record never falls back by a rule (POOL-5). */
    lockedAt: { kind: 'dateTime', write: 'system' },
    lockedBy: { kind: 'reference', target: 'employee', write: 'system' },
    /** Its owner has asked for more days, and nobody has decided yet. */
    extensionAskedAt: { kind: 'dateTime', write: 'system' },
    nextContactAt: { kind: 'dateTime', write: 'system', sortable: true },
  },
  can: { owned: true, pooled: true, followed: true, attachable: true, team: true, custom: true },
})
