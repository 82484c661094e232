import { defineObject } from './declare'

/** Where unowned customers or leads wait to be claimed (公海). */
export const pool = defineObject({
  name: 'pool',
  area: 'pool',
  title: 'name',
  facts: ['kind', 'claimRule'],
  keyFacts: ['holdLimit', 'dayLimit', 'recordLimit'],
  number: {
    prefix: 'KHMX',
    date: 'YYYYMMDD',
    digits: 2,
    by: { field: 'kind', prefixes: { customer: 'KHMX', lead: 'XSMX' } },
  },
  order: 'name',
  verbs: ['create', 'update'],
  fields: {
    name: { kind: 'text', required: true, max: 50, searchable: true, sortable: true },
    kind: {
      kind: 'choice',
      required: true,
      options: ['customer', 'lead'],
      initial: 'customer',
      write: 'create',
    },
    description: { kind: 'longText', max: 500 },
    isDefault: { kind: 'boolean', initial: false },
    claimRule: { kind: 'choice', required: true, options: ['claim', 'assignOnly'], initial: 'claim' },
    holdLimit: { kind: 'integer', min: 1, max: 100_000 },
    dayLimit: { kind: 'integer', min: 1, max: 10_000 },
    recordLimit: { kind: 'integer', min: 1, max: 1000 },
    recordLimitDays: { kind: 'integer', min: 1, max: 3650 },
    /** Days without a follow-up after which a record goes back by itself (POOL-5); empty = never. */
    recycleDays: { kind: 'integer', min: 1, max: 3650 },
    /** Do customers that cooperate fall back, too, when nobody follows them up? */
    recycleCooperating: { kind: 'boolean', initial: false },
    /** Days without a deal after which a record goes back, until it cooperates: its days to sign (POOL-11). */
    dealDays: { kind: 'integer', min: 1, max: 3650 },
    /** Days without a deal or a follow-up after which a cooperating customer is dormant. */
    dormantDays: { kind: 'integer', min: 1, max: 3650 },
    /** Days after which the pool's administrators hear of it (POOL-4). */
    remindFollowDays: { kind: 'integer', min: 1, max: 3650 },
    remindDealDays: { kind: 'integer', min: 1, max: 3650 },
    /** How many records of this pool one employee may keep locked; a leader's locks don't count. */
    lockLimit: { kind: 'integer', min: 0, max: 100_000 },
    /** Days ahead on which the owner is warned. */
    warnDays: { kind: 'integer', min: 1, max: 365, initial: 3 },
    maskPhone: { kind: 'boolean', initial: true },
    /** What lets a new customer in: nothing, a press of the pool's administrators, an approval (CUST-6). */
    reviewType: { kind: 'choice', required: true, options: ['none', 'button', 'flow'], initial: 'none' },
    /** Claims of another group than the last owner's wait for that group's leader (POOL-7). */
    groupReview: { kind: 'boolean', initial: true },
    tags: { kind: 'tags' },
    members: { kind: 'people' },
    administrators: { kind: 'people', required: true },
  },
  can: { custom: true },
})
