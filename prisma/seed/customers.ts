import { returnRecord } from '@gonghai/server/areas/pool/give-record'
import type { Values } from '@gonghai/server/kernel/writer'
import type { Row } from '@gonghai/server/records/columns'
import { selectList } from '@gonghai/server/records/columns'
import { objects } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import type { Calendar } from './calendar'
import { type CustomerPlan, firstDay, type Move } from './customer-plan'
import type { Dice } from './dice'
import type { Act, Stage } from './stage'

/** How long ago, in days before the import, the old system had last heard of a customer in a stage. */
const lastHeard: Partial<Record<CustomerPlan['stage'], readonly [number, number]>> = {
  following: [3, 25],
  cooperating: [2, 40],
  dormant: [120, 300],
}

function facts(plan: CustomerPlan): Values {
  const { name, phone, industry, interest, source, level, region, address, employees, taxNumber } = plan
  const all = { name, phone, industry, interest, source, level, region, address, employees, taxNumber }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Values
}

/** Who has it right after the import; null = its pool. */
export function firstHolder(plan: CustomerPlan): string | null {
  return plan.firstOwner ?? (plan.moves.length > 0 || !plan.owner ? null : plan.owner)
}

function importedPlace(stage: Stage, plan: CustomerPlan, at: Date): Values {
  const holder = firstHolder(plan)
  if (holder) return { owner: stage.id(`person:${holder}`) }
  return { pool: stage.id(`pool:${plan.pool}`), pooledAt: at.toISOString(), poolReason: 'imported' }
}

/** When the old system had last heard of it. */
function lastFollowAt(plan: CustomerPlan, at: Date, dice: Dice): Values {
  const range = firstHolder(plan) ? lastHeard[plan.stage] : undefined
  if (!range) return {}
  return {
    lastFollowAt: new Date(at.getTime() - dice.between(range[0], range[1]) * 86_400_000).toISOString(),
  }
}

/** The old system's customers, all at one moment. */
export function importAct(plans: readonly CustomerPlan[], calendar: Calendar, dice: Dice): Act {
  const at = calendar.past(firstDay, '08:40')
  const imported = plans.filter(plan => plan.entry.kind === 'import')
  const heard = imported.map(plan => lastFollowAt(plan, at, dice))
  const run = (stage: Stage) =>
    stage.direct(at, null, 'customer.create', async ({ write }) => {
      for (const [index, plan] of imported.entries()) {
        const { stage: state } = plan
        const standing = { stage: state, trading: state === 'cooperating', ...heard[index] }
        const values = { ...facts(plan), ...standing, ...importedPlace(stage, plan, at) }
        const made = await write.insert('customer', values, '从旧系统导入')
        stage.remember(`customer:${plan.name}`, made.id)
      }
    })
  return { at, run }
}

async function enter(stage: Stage, plan: CustomerPlan, at: Date): Promise<void> {
  const byHand = plan.entry.kind === 'create'
  const made = await stage.act(at, byHand ? plan.owner : null, 'customer.create', {
    ...facts(plan),
    ...(byHand ? {} : { pool: stage.id(`pool:${plan.pool}`) }),
  })
  stage.remember(`customer:${plan.name}`, made.id)
}

/** The rule engine's work, by the pool's own code: nobody has followed it up for too long. */
async function recycle(stage: Stage, plan: CustomerPlan, at: Date): Promise<void> {
  const id = stage.id(`customer:${plan.name}`)
  await stage.giveBack(at, async ctx => {
    const [row] = await ctx.tx.query<Row>(
      `select ${selectList(objects.customer, 't')} from customer t where t.id = $1::uuid for no key update of t`,
      [id],
    )
    const record = {
      object: 'customer' as const,
      id,
      title: plan.name,
      poolId: null,
      owner: row!.owner_id as string,
      pooledAt: null,
      row: row!,
    }
    const pool = stage.id(`pool:${plan.pool}`)
    const followed = row!.last_follow_at as Date | null
    const since = followed ?? (row!.held_since as Date)
    const days = Math.max(1, Math.floor((at.getTime() - since.getTime()) / 86_400_000))
    await returnRecord(ctx, record, pool, { reason: 'recycled', note: `${days} 天未跟进，按规则收回` })
    // Why it was taken, as the sweep leaves it behind.
    await ctx.tx.query(
      `insert into recycling (id, object, record_id, pool_id, pool_name, owner_id, rule, days, cause, since, due, at)
       select $1::uuid, 'customer', $2::uuid, p.id, p.name, $4::uuid, 'follow', $5::int, $6, $7::timestamptz,
         $7::timestamptz + make_interval(days => $5::int), $8::timestamptz from pool p where p.id = $3::uuid`,
      [uuid(), id, pool, record.owner, days, followed ? 'followUp' : 'held', since, at],
    )
  })
}

const moves: {
  [K in Move['kind']]: (
    stage: Stage,
    plan: CustomerPlan,
    at: Date,
    move: Move & { kind: K },
  ) => Promise<unknown>
} = {
  claim: (stage, plan, at, move) =>
    stage.act(at, move.by, 'pool.claim', { record: `customer:${stage.id(`customer:${plan.name}`)}` }),
  assign: (stage, plan, at, move) =>
    stage.act(at, move.by, 'pool.assign', {
      record: `customer:${stage.id(`customer:${plan.name}`)}`,
      to: stage.id(`person:${move.to}`),
    }),
  release: (stage, plan, at, move) =>
    stage.act(at, move.by, 'pool.release', {
      record: `customer:${stage.id(`customer:${plan.name}`)}`,
      pool: stage.id(`pool:${plan.pool}`),
      reason: move.reason,
    }),
  recycle: (stage, plan, at) => recycle(stage, plan, at),
}

/** How a customer that was not imported comes in, and who has it afterwards; what came today lies minutes back. */
export function customerActs(plan: CustomerPlan, calendar: Calendar, dice: Dice): Act[] {
  const moment = (of: { day: number; minutesAgo?: number }) =>
    of.minutesAgo === undefined ? calendar.past(of.day, dice.workTime()) : calendar.minutesAgo(of.minutesAgo)
  const acts: Act[] = []
  if (plan.entry.kind !== 'import') {
    const at = moment(plan.entry)
    acts.push({ at, run: stage => enter(stage, plan, at) })
  }
  for (const move of plan.moves) {
    const at = moment(move)
    acts.push({ at, run: stage => moves[move.kind](stage, plan, at, move as never) })
  }
  return acts
}
