import { defineAction, recordRef } from './declare'

const target = recordRef(['customer', 'lead'], 'edit')

/** The agreed contact has taken place; nothing is due any more (CHAT-5). */
export const reminderDone = defineAction({
  name: 'reminder.done',
  area: 'work',
  input: { record: target },
  needs: { object: 'followUp', verb: 'create' },
  errors: [],
  undo: 'reminder.snooze',
})

/** Remind me later: at a moment, or after some minutes. */
export const reminderSnooze = defineAction({
  name: 'reminder.snooze',
  area: 'work',
  input: { record: target, until: { kind: 'dateTime', required: true } },
  needs: { object: 'followUp', verb: 'create' },
  errors: ['pastTime'],
})

/** The rule takes an overdue record back to its pool (POOL-5); only the system does it. */
export const poolRecycle = defineAction({
  name: 'pool.recycle',
  area: 'pool',
  by: ['system'],
  input: { record: recordRef(['customer', 'lead'], 'edit') },
  needs: { object: 'pool', verb: 'release' },
  errors: ['notInPool', 'frozen'],
})
