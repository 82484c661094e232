import { defineObject } from './declare'

/** A file at a record (附件). Made by upload, linked by whoever uploaded it. */
export const attachment = defineObject({
  name: 'attachment',
  area: 'work',
  title: 'fileName',
  facts: ['fileName', 'size'],
  keyFacts: ['size', 'contentType', 'createdAt'],
  parent: 'record',
  order: '-createdAt',
  verbs: ['remove'],
  fields: {
    record: {
      kind: 'record',
      targets: [
        'customer',
        'lead',
        'contact',
        'contract',
        'product',
        'task',
        'followUp',
        'asset',
        'serviceRequest',
        'workOrder',
      ],
      write: 'action',
    },
    file: { kind: 'reference', target: 'file', need: 'mine', required: true, write: 'action' },
    fileName: { kind: 'text', required: true, max: 200, write: 'action' },
    size: { kind: 'integer', required: true, min: 1, max: 20_971_520, write: 'action' },
    contentType: { kind: 'text', required: true, max: 100, write: 'action' },
  },
  can: {},
})
