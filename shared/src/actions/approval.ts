import { defineAction, ref } from './declare'

/** An approver agrees (APPR-2, CHAT-4). */
export const approvalAgree = defineAction({
  name: 'approval.agree',
  area: 'approval',
  input: { approval: ref('approval', 'assigned'), comment: { kind: 'text', max: 500 } },
  needs: { object: 'approval', verb: 'decide' },
  errors: ['alreadyDecided', 'notYourTurn', 'contentChanged'],
})

/** An approver rejects, with a reason. */
export const approvalReject = defineAction({
  name: 'approval.reject',
  area: 'approval',
  input: { approval: ref('approval', 'assigned'), reason: { kind: 'text', required: true, max: 500 } },
  needs: { object: 'approval', verb: 'decide' },
  errors: ['alreadyDecided', 'notYourTurn', 'contentChanged'],
})

/** The applicant takes the matter back before it is decided. */
export const approvalWithdraw = defineAction({
  name: 'approval.withdraw',
  area: 'approval',
  input: { approval: ref('approval', 'assigned') },
  needs: { object: 'approval', verb: 'submit' },
  errors: ['alreadyDecided', 'notYourTurn'],
})
