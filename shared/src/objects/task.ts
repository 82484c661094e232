import { defineObject } from './declare'

/** Something to do (任务). */
export const task = defineObject({
  name: 'task',
  area: 'work',
  title: 'title',
  facts: ['dueAt', 'record'],
  keyFacts: ['dueAt', 'priority', 'record'],
  state: 'state',
  goesWith: 'record',
  order: '-updatedAt',
  verbs: ['create', 'update', 'remove', 'restore'],
  fields: {
    title: { kind: 'text', required: true, max: 200, searchable: true, sortable: true },
    state: { kind: 'choice', options: ['open', 'done'], write: 'action', initial: 'open' },
    priority: { kind: 'choice', options: ['high', 'middle', 'low', 'none'], initial: 'none' },
    dueAt: { kind: 'dateTime', sortable: true },
    record: { kind: 'record', targets: ['customer', 'lead', 'contact', 'contract'] },
    description: { kind: 'longText' },
    owner: { kind: 'reference', target: 'employee', write: 'action' },
    doneAt: { kind: 'dateTime', write: 'system' },
  },
  can: { owned: true, attachable: true, custom: true },
})
