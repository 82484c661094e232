import { defineAction, recordRef, ref } from './declare'

const pooledObjects = ['customer', 'lead'] as const
const days = { kind: 'integer', min: 1, max: 365, required: true } as const

/** A leader gives a record more days before it falls back, or before it sleeps (POOL-6, POOL-11). */
export const poolExtend = defineAction({
  name: 'pool.extend',
  area: 'pool',
  input: {
    record: recordRef(pooledObjects, 'beyondTeam'),
    days,
    /** Which deadline; default: while it cooperates the days until it sleeps, before that the one that comes first. */
    clock: { kind: 'choice', options: ['follow', 'sign', 'dormant'] },
    reason: { kind: 'text', max: 200 },
  },
  needs: { object: 'pool', verb: 'extend' },
  errors: ['noDeadline'],
  bulk: 'record',
})

/** The owner asks the leader for more days; until that is decided the record stays. */
export const poolAskExtension = defineAction({
  name: 'pool.askExtension',
  area: 'pool',
  input: {
    record: recordRef(pooledObjects, 'beyondTeam'),
    days,
    reason: { kind: 'text', max: 200, required: true },
  },
  needs: { object: 'pool', verb: 'claim' },
  errors: ['noDeadline', 'extensionAsked', 'extensionLapsed', 'noApprovers'],
  undo: 'pool.withdrawExtension',
})

/** Whoever asked for more days takes that back. */
export const poolWithdrawExtension = defineAction({
  name: 'pool.withdrawExtension',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'edit') },
  needs: { object: 'pool', verb: 'claim' },
  errors: ['nothingAsked', 'notYourTurn'],
})

/** The leader gives the days that were asked for. */
export const poolAgreeExtension = defineAction({
  name: 'pool.agreeExtension',
  area: 'pool',
  input: { request: ref('extension', 'assigned'), comment: { kind: 'text', max: 200 } },
  needs: { object: 'approval', verb: 'decide' },
  errors: ['alreadyDecided', 'extensionLapsed', 'notYourTurn', 'handsChanged', 'noDeadline'],
})

/** The leader does not. */
export const poolRefuseExtension = defineAction({
  name: 'pool.refuseExtension',
  area: 'pool',
  input: { request: ref('extension', 'assigned'), reason: { kind: 'text', max: 200, required: true } },
  needs: { object: 'approval', verb: 'decide' },
  errors: ['alreadyDecided', 'extensionLapsed', 'notYourTurn', 'handsChanged', 'reasonNeeded'],
})

const lock = (object: 'customer' | 'lead') =>
  defineAction({
    name: `${object}.lock`,
    area: 'pool',
    input: { record: recordRef([object], 'beyondTeam') },
    needs: { object, verb: 'lock' },
    errors: ['notInPool', 'lockLimit'],
    undo: `${object}.unlock`,
    bulk: 'record',
  })

const unlock = (object: 'customer' | 'lead') =>
  defineAction({
    name: `${object}.unlock`,
    area: 'pool',
    input: { record: recordRef([object], 'beyondTeam') },
    needs: { object, verb: 'lock' },
    errors: [],
    bulk: 'record',
  })

/** A locked record never falls back by a rule (CUST-9, POOL-5). */
export const recordLocks = [lock('customer'), lock('lead')] as const

/** From now on its deadlines hold again; what is overdue has as many days left as its owner is warned ahead. */
export const recordUnlocks = [unlock('customer'), unlock('lead')] as const

/** Everything that moves or stops a deadline. */
export const clockActions = [
  poolExtend,
  poolAskExtension,
  poolWithdrawExtension,
  poolAgreeExtension,
  poolRefuseExtension,
  ...recordLocks,
  ...recordUnlocks,
]
