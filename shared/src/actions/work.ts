import { defineAction, recordRef, ref } from './declare'

/** Marks a task as done. */
export const taskComplete = defineAction({
  name: 'task.complete',
  area: 'work',
  input: { task: ref('task', 'edit') },
  needs: { object: 'task', verb: 'complete' },
  errors: [],
  undo: 'task.reopen',
})

/** Opens a done task again. */
export const taskReopen = defineAction({
  name: 'task.reopen',
  area: 'work',
  input: { task: ref('task', 'edit') },
  needs: { object: 'task', verb: 'complete' },
  errors: [],
})

/** Puts an uploaded file at a record. */
export const attachmentCreate = defineAction({
  name: 'attachment.create',
  area: 'work',
  input: {
    file: ref('file', 'mine'),
    record: recordRef(
      ['customer', 'lead', 'contact', 'contract', 'product', 'task', 'asset', 'serviceRequest', 'workOrder'],
      'edit',
    ),
  },
  needs: { object: 'attachment', verb: 'create' },
  errors: [],
})
