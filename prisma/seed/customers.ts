import { returnRecord } from '@gonghai/server/areas/pool/give-record'
import type { Values } from '@gonghai/server/kernel/writer'
import type { Row } from '@gonghai/server/records/columns'
import { selectList } from '@gonghai/server/records/columns'
import { objects } from '@gonghai/shared/objects'
import type { Calendar } from './calendar'
import type { CustomerPlan, Move } from './customer-plan'
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

async function importOne(
  stage: Stage,
  plan: CustomerPlan,
  at: Date,
  heardDaysBefore: number | null,
): Promise<void> {
  const holder = firstHolder(plan)
  const place = holder
    ? { owner: stage.id(`person:${holder}`) }
    : { pool: stage.id(`pool:${plan.pool}`), pooledAt: at.toISOString(), poolReason: 'imported' }
  const heard =
    heardDaysBefore === null
      ? {}
      : { lastFollowAt: new Date(at.getTime() - heardDaysBefore * 86_400_000).toISOString() }
  const made = await stage.direct(at, null, 'customer.create', ({ write }) =>
    write.insert(
      'customer',
      {
        ...facts(plan),
        stage: plan.stage,
        trading: plan.stage === 'cooperating',
        ...place,
        ...heard,
      },
      '从旧系统导入',
    ),
  )
  stage.remember(`customer:${plan.name}`, made.id)
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
    await returnRecord(ctx, record, stage.id(`pool:${plan.pool}`), {
      reason: 'recycled',
      note: '30 天未跟进，按规则收回',
    })
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
    stage.act(at, null, 'pool.assign', {
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

/** Everything that happens to who has a customer. Imports are one moment; what came today lies minutes back. */
export function customerActs(plan: CustomerPlan, calendar: Calendar, dice: Dice): Act[] {
  const { entry } = plan
  const acts: Act[] = []
  if (entry.kind === 'import') {
    const at = calendar.past(entry.day, '08:40')
    const range = firstHolder(plan) ? lastHeard[plan.stage] : undefined
    const heard = range ? dice.between(range[0], range[1]) : null
    acts.push({ at, run: stage => importOne(stage, plan, at, heard) })
  } else {
    const at =
      entry.minutesAgo === undefined
        ? calendar.past(entry.day, dice.workTime())
        : calendar.minutesAgo(entry.minutesAgo)
    acts.push({ at, run: stage => enter(stage, plan, at) })
  }
  for (const move of plan.moves) {
    const minutes = 'minutesAgo' in move ? move.minutesAgo : undefined
    const at = minutes === undefined ? calendar.past(move.day, dice.workTime()) : calendar.minutesAgo(minutes)
    acts.push({ at, run: stage => moves[move.kind](stage, plan, at, move as never) })
  }
  return acts
}
