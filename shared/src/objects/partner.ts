import { defineObject } from './declare'

/** The trading counterparty that the rest of the business uses (合作伙伴); customers are linked to it by signing. */
export const partner = defineObject({
  name: 'partner',
  area: 'customers',
  title: 'name',
  facts: ['taxNumber', 'number'],
  keyFacts: ['taxNumber', 'state', 'number'],
  state: 'state',
  number: { prefix: 'HB', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: ['create', 'update'],
  fields: {
    name: { kind: 'text', required: true, max: 100, searchable: true, sortable: true },
    taxNumber: { kind: 'text', max: 20, searchable: true },
    /** Invalid: the one customer that was linked to it has been deleted; signing makes it valid again. */
    state: { kind: 'choice', options: ['valid', 'invalid'], write: 'action', initial: 'valid' },
    remark: { kind: 'longText', rare: true },
  },
  can: { attachable: true, custom: true },
})
