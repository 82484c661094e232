import { findAction } from '@gonghai/shared/actions'
import type { Handler } from '../../kernel/context'
import { brokenLimit, takeQuota } from './limits'
import { type PooledObject, pooledRecord } from './pooled-record'

/**
 * Takes a customer or lead out of the recycle bin, to where it was. Back in its owner's hands it counts as held again, so
 * that nobody passes the holding limit by way of the bin (POOL-3).
 */
function restorePooled(object: PooledObject): Handler {
  return {
    contract: findAction(`${object}.restore`)!,
    async run(ctx) {
      const record = pooledRecord(ctx, 'id')
      if (record.owner && record.poolId) {
        const quota = await takeQuota(ctx, record, record.owner)
        const broken = brokenLimit(ctx, quota, record, 'restore')
        if (broken) ctx.refuse(broken.code, broken.params)
      }
      await ctx.write.restore(object, record.row)
      return { result: { id: record.id }, say: { name: record.title } }
    },
  }
}

/** Restores a customer. */
export const restoreCustomer = restorePooled('customer')

/** Restores a lead. */
export const restoreLead = restorePooled('lead')
