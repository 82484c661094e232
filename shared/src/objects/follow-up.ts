import { defineObject } from './declare'

/** What happened with a record, by which channel, and when to contact next (跟进记录). Never edited, only undone. */
export const followUp = defineObject({
  name: 'followUp',
  area: 'work',
  title: 'content',
  facts: ['channel', 'record'],
  keyFacts: ['channel', 'nextContactAt', 'createdAt'],
  parent: 'record',
  order: '-createdAt',
  verbs: ['create', 'remove'],
  fields: {
    record: {
      kind: 'record',
      targets: ['customer', 'lead', 'contact', 'contract', 'serviceRequest'],
      need: 'edit',
      required: true,
      write: 'create',
    },
    channel: {
      kind: 'choice',
      required: true,
      options: ['phone', 'visit', 'wechat', 'email', 'sms', 'meeting', 'other'],
      initial: 'phone',
      write: 'create',
    },
    content: { kind: 'longText', required: true, max: 2000, write: 'create' },
    nextContactAt: { kind: 'dateTime', write: 'create' },
  },
  can: { attachable: true, custom: true },
})
