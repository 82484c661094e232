import { defineAction, recordRef, ref } from './declare'

const pooledObjects = ['customer', 'lead'] as const

/** A member takes a record from a pool (POOL-2, POOL-3, POOL-8). */
export const poolClaim = defineAction({
  name: 'pool.claim',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'pooled') },
  bulk: 'record',
  needs: { object: 'pool', verb: 'claim' },
  errors: ['alreadyClaimed', 'alreadyOwned', 'claimNotAllowed', 'holdLimit', 'dayLimit', 'recordLimit'],
  undo: 'pool.undoClaim',
})

/** Takes back a claim made in the last minutes; it then counts towards no limit (decision 14). */
export const poolUndoClaim = defineAction({
  name: 'pool.undoClaim',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'edit') },
  needs: { object: 'pool', verb: 'claim' },
  errors: ['tooLateToUndo'],
})

/** A pool's administrator gives a record to somebody. */
export const poolAssign = defineAction({
  name: 'pool.assign',
  area: 'pool',
  input: { record: recordRef(pooledObjects, 'pooledAdmin'), to: ref('employee', 'exists') },
  bulk: 'record',
  needs: { object: 'pool', verb: 'assign' },
  errors: ['alreadyClaimed', 'assigneeFull', 'cannotOwn'],
})

/** The owner or the leader puts a record back into a pool. */
export const poolRelease = defineAction({
  name: 'pool.release',
  area: 'pool',
  input: {
    record: recordRef(pooledObjects, 'edit'),
    /** Default: the pool it came from, else the default pool of its kind. */
    pool: { kind: 'reference', target: 'pool', need: 'query' },
    reason: { kind: 'text', required: true, max: 200 },
  },
  bulk: 'record',
  needs: { object: 'pool', verb: 'release' },
  errors: ['noPool', 'notInPool'],
})
