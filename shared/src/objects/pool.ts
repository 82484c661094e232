import { defineObject } from './declare'

/** Where unowned customers or leads wait to be claimed (公海). */
export const pool = defineObject({
  name: 'pool',
  area: 'pool',
  title: 'name',
  facts: ['kind', 'claimRule'],
  keyFacts: ['holdLimit', 'dayLimit', 'recordLimit'],
  number: { prefix: 'KHMX', date: 'YYYYMMDD', digits: 2 },
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
    /** Days ahead on which the owner is warned. */
    warnDays: { kind: 'integer', min: 1, max: 365, initial: 3 },
    maskPhone: { kind: 'boolean', initial: true },
    members: { kind: 'people' },
    administrators: { kind: 'people', required: true },
  },
  can: {},
})
