import { defineAction, recordRef, ref } from './declare'

const pooledObjects = ['customer', 'lead'] as const

/** A member takes a record from a pool (POOL-2, POOL-3, POOL-8). */
export const poolClaim = defineAction({
  name: 'pool.claim',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'pooled') },
  needs: { object: 'pool', verb: 'claim' },
  errors: [
    'alreadyClaimed',
    'alreadyOwned',
    'claimNotAllowed',
    'holdLimit',
    'dayLimit',
    'recordLimit',
    'reviewWaits',
    'customerUnreviewed',
    'leadClosed',
    'leadConverted',
  ],
  undo: 'pool.undoClaim',
  bulk: 'record',
})

/** Takes back a claim made in the last minutes; it then counts towards no limit (decision 14). */
export const poolUndoClaim = defineAction({
  name: 'pool.undoClaim',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'edit') },
  needs: { object: 'pool', verb: 'claim' },
  errors: ['tooLateToUndo', 'undoLimit'],
})

/**
 * A pool's administrator gives a record to somebody, a leader to somebody of the own group; across groups it waits for a
 * word (POOL-6, POOL-7).
 */
export const poolAssign = defineAction({
  name: 'pool.assign',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'pooled'), to: ref('employee', 'exists') },
  needs: { object: 'pool', verb: 'assign' },
  errors: [
    'alreadyClaimed',
    'assigneeFull',
    'cannotOwn',
    'assignNotAllowed',
    'notInGroup',
    'reviewWaits',
    'customerUnreviewed',
    'leadClosed',
    'leadConverted',
  ],
  bulk: 'record',
})

/** Gives a record to anybody at once, without a review; a permission of its own (POOL-7). */
export const poolDirectAssign = defineAction({
  name: 'pool.directAssign',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'pooled'), to: ref('employee', 'exists') },
  needs: { object: 'pool', verb: 'directAssign' },
  errors: [
    'alreadyClaimed',
    'assigneeFull',
    'cannotOwn',
    'customerUnreviewed',
    'leadClosed',
    'leadConverted',
  ],
  bulk: 'record',
})

/** The owner or the leader puts a record back into a pool. */
export const poolRelease = defineAction({
  name: 'pool.release',
  area: 'pool',
  input: {
    record: recordRef(pooledObjects, 'beyondTeam'),
    /** Default: the pool it came from, else the one for its region or product, else the default pool of its kind. */
    pool: { kind: 'reference', target: 'pool', need: 'query' },
    reason: { kind: 'text', required: true, max: 200 },
    /** A locked record goes back only by its owner's leader, who says so. */
    evenIfLocked: { kind: 'boolean' },
  },
  needs: { object: 'pool', verb: 'release' },
  errors: ['noPool', 'wrongPoolKind', 'notInPool', 'recordLocked', 'leadClosed', 'leadConverted'],
  bulk: 'record',
})

/**
 * Takes a pool out of use (POOL-1). While it holds records, or lines lead to it, that is refused with the figures, unless
 * another pool of its kind takes all of it.
 */
export const poolRetire = defineAction({
  name: 'pool.retire',
  area: 'pool',
  input: { id: ref('pool', 'edit'), moveTo: { kind: 'reference', target: 'pool', need: 'query' } },
  needs: { object: 'pool', verb: 'remove' },
  errors: ['poolInUse', 'lastDefaultPool', 'wrongPoolKind'],
})
