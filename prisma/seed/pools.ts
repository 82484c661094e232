import type { JsonObject } from '@gonghai/server/kernel/context'
import type { Stage } from './stage'

interface PoolPlan {
  key: string
  values: JsonObject
  members: string[]
  administrators: string[]
}

/**
 * Limits are set so that one meets them while playing: a full hand in the south, two claims a day in the east, and in both
 * a few customers that fall back within days.
 */
const pools: readonly PoolPlan[] = [
  {
    key: 'east',
    values: {
      name: '华东大区公海',
      description: '江浙沪皖的客户。每人每天最多领 2 个，退回后 7 天内不能再领同一个。',
      isDefault: true,
      holdLimit: 30,
      dayLimit: 2,
      recordLimit: 1,
      recordLimitDays: 7,
      recycleDays: 66,
      dealDays: 240,
      dormantDays: 200,
      lockLimit: 3,
      warnDays: 3,
    },
    members: ['chenli', 'zhangxiaolin', 'xuhao', 'liqian', 'danielreed'],
    administrators: ['zhoujianguo', 'sunlihua'],
  },
  {
    key: 'south',
    values: {
      name: '华南大区公海',
      description: '广东、福建的客户。每人最多持有 8 个，先跟完再领新的。',
      holdLimit: 8,
      dayLimit: 3,
      recordLimit: 2,
      recordLimitDays: 30,
      recycleDays: 56,
      remindFollowDays: 42,
      dormantDays: 200,
      lockLimit: 2,
      warnDays: 3,
    },
    members: ['wanglei', 'linxiaofeng'],
    administrators: ['zhoujianguo', 'wanglei'],
  },
  {
    key: 'key',
    values: {
      name: '重点客户池',
      description: '汽车与航空的大客户，由销售总监分配。',
      claimRule: 'assignOnly',
      holdLimit: 5,
      maskPhone: true,
    },
    members: ['sunlihua', 'chenli', 'zhangxiaolin', 'wanglei'],
    administrators: ['zhoujianguo'],
  },
  {
    key: 'leads',
    values: {
      name: '线索池',
      description: '官网、公众号、展会来的线索，当天领当天打。',
      kind: 'lead',
      isDefault: true,
      holdLimit: 20,
      dayLimit: 5,
    },
    members: ['chenli', 'zhangxiaolin', 'xuhao', 'liqian', 'danielreed', 'wanglei', 'linxiaofeng'],
    administrators: ['zhoujianguo', 'qianwen'],
  },
]

/** Makes the pools; must come before `stage.cast`, as who belongs to a pool is part of what people may do. */
export async function openPools(stage: Stage, at: Date, people: Record<string, string>): Promise<void> {
  const ids = (keys: string[]) => keys.map(key => people[key]!)
  for (const { key, values, members, administrators } of pools) {
    const made = await stage.act(at, null, 'pool.create', {
      kind: 'customer',
      claimRule: 'claim',
      ...values,
      members: ids(members),
      administrators: ids(administrators),
    })
    stage.remember(`pool:${key}`, made.id)
  }
}
