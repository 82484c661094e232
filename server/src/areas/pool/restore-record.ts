import { findAction } from '@gonghai/shared/actions'
import type { Handler } from '../../kernel/context'
import { brokenLimit, lockQuota, readRule } from './limits'
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
        const rule = await readRule(ctx.tx, record.poolId)
        await lockQuota(ctx.tx, rule.id, record.owner)
        const broken = await brokenLimit(ctx, rule, record, record.owner, 'restore')
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
