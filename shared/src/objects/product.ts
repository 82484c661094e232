import { defineObject } from './declare'

/** What we sell (产品); only listed ones can be put on a contract. */
export const product = defineObject({
  name: 'product',
  area: 'sales',
  title: 'name',
  facts: ['category', 'price'],
  keyFacts: ['price', 'floorPrice', 'unit'],
  state: 'listing',
  number: { prefix: 'CP', date: 'YYYYMMDD', digits: 4 },
  order: 'name',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    name: { kind: 'text', required: true, max: 100, searchable: true, sortable: true },
    model: { kind: 'text', max: 50, searchable: true },
    category: { kind: 'choice', required: true, options: ['equipment', 'accessory', 'software', 'service'] },
    unit: { kind: 'choice', options: ['set', 'piece', 'year', 'time'], initial: 'set' },
    price: { kind: 'money', required: true, min: 0, sortable: true },
    floorPrice: { kind: 'money', min: 0 },
    listing: { kind: 'choice', required: true, options: ['listed', 'unlisted'], initial: 'listed' },
    description: { kind: 'longText', rare: true },
  },
  can: { attachable: true, custom: true },
})
