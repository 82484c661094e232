import { defineObject } from './declare'

/** A product installed at a customer (产品档案): what service is about. */
export const asset = defineObject({
  name: 'asset',
  area: 'service',
  title: 'name',
  facts: ['serialNumber', 'customer'],
  keyFacts: ['serialNumber', 'warrantyEndsOn', 'serviceDueOn'],
  number: { prefix: 'CPDA', date: 'YYYYMMDD', digits: 4 },
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    name: { kind: 'text', required: true, max: 100, searchable: true },
    serialNumber: {
      kind: 'text',
      max: 50,
      searchable: true,
      unique: true,
      series: { prefix: 'DAXLH', date: 'YYYYMMDD', digits: 4 },
    },
    customer: { kind: 'reference', target: 'customer', need: 'view', required: true },
    contact: { kind: 'reference', target: 'contact', need: 'view' },
    product: { kind: 'reference', target: 'product' },
    deliveredOn: { kind: 'date' },
    warrantyEndsOn: { kind: 'date' },
    serviceDueOn: { kind: 'date' },
    place: { kind: 'text', max: 200, rare: true },
    batch: { kind: 'text', max: 50, rare: true },
    remark: { kind: 'longText', rare: true },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    /** Stands in the QR code on the machine: 16 random characters, no secret. */
    code: { kind: 'text', max: 20, write: 'system', unique: true },
  },
  can: { owned: true, attachable: true, team: true, custom: true },
})
