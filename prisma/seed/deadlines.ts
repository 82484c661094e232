import type { Tx } from '@gonghai/server/db/database'
import { Outbox } from '@gonghai/server/kernel/events'
import type { Calendar } from './calendar'
import type { Act, Stage } from './stage'

/** Salespeople with a leader, in the order in which one with something about to fall back is looked for. */
const askers = ['zhangxiaolin', 'xuhao', 'liqian'] as const

/** The customer of a salesperson whose deadline is nearest, but for those that come first. */
async function nearest(stage: Stage, person: string, but = 0): Promise<string | undefined> {
  const [row] = await stage.tx.query<{ id: string }>(
    `select id from customer where owner_id = $1::uuid and follow_due is not null and locked_at is null
       and extension_asked_at is null and deleted_at is null
     order by least(follow_due, sign_due), id offset $2::int limit 1`,
    [stage.id(`person:${person}`), but],
  )
  return row?.id
}

/** One asks the leader for more days, one keeps a customer locked: what stands behind a countdown. */
export function deadlineActs(calendar: Calendar): Act[] {
  const [locked, asked] = [calendar.past(1, '16:40'), calendar.minutesAgo(12)]
  return [
    {
      at: locked,
      async run(stage) {
        const id = await nearest(stage, 'liqian', 1)
        if (id) await stage.act(locked, 'liqian', 'customer.lock', { record: `customer:${id}` })
      },
    },
    {
      at: asked,
      async run(stage) {
        for (const person of askers) {
          const id = await nearest(stage, person)
          if (!id) continue
          await stage.act(asked, person, 'pool.askExtension', {
            record: `customer:${id}`,
            days: 14,
            reason: '客户预算下月初批，已约好 2 号上门',
          })
          return
        }
      },
    },
  ]
}

/** The leaders who are asked get their cards when the story ends. */
export async function announceExtensions(tx: Tx, heard: ReadonlySet<string>): Promise<void> {
  const rows = await tx.query<{ id: string; approvers: string[]; at: Date }>(
    `select id, approvers, created_at as at from extension_request where state = 'pending' order by created_at, id`,
  )
  const system = { kind: 'system', locale: 'zh-CN', timeZone: 'UTC', door: 'seed' } as const
  for (const { id, approvers, at } of rows) {
    const outbox = new Outbox(heard)
    outbox.add('extension.asked', { request: id, approvers })
    await outbox.flush(tx, system, at, 'seed')
  }
}
