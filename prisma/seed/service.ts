import { meetFollower } from '@gonghai/server/auth/followers'
import type { Tx } from '@gonghai/server/db/database'
import { Outbox } from '@gonghai/server/kernel/events'
import type { Row } from '@gonghai/server/records/columns'
import { selectList } from '@gonghai/server/records/columns'
import { objects } from '@gonghai/shared/objects'
import type { Calendar } from './calendar'
import type { FollowerPlan, MachinePlan, ServiceCast } from './service-cast'
import { type OpenRequest, openRequests, type PastRequest, pastRequests } from './service-plan'
import type { Act, Stage } from './stage'

const desk = 'zhengjie'
const minute = 60_000
const day = 24 * 60 * minute

/** 郑洁 registers the machines: the old ones on the first day, one after the other. */
function machineActs(machines: readonly MachinePlan[], calendar: Calendar): Act[] {
  return machines.map((plan, index) => {
    const at = new Date(calendar.past(plan.day, '10:00').getTime() + index * minute)
    return { at, run: stage => register(stage, plan, at) }
  })
}

async function register(stage: Stage, plan: MachinePlan, at: Date): Promise<void> {
  const { contact, model, customer, serialNumber, place, remark } = plan
  const product = stage.id(`product:${model}`)
  const { name } = await stage.tx.prisma.product.findFirstOrThrow({ where: { id: product } })
  const made = await stage.act(at, desk, 'asset.create', {
    name,
    serialNumber,
    customer: stage.id(`customer:${customer}`),
    contact: stage.id(`contact:${customer}:${contact.values.name}`),
    product,
    deliveredOn: plan.deliveredOn,
    warrantyEndsOn: plan.warrantyEndsOn,
    serviceDueOn: plan.serviceDueOn,
    place,
    ...(remark ? { remark } : {}),
  })
  stage.remember(`asset:${serialNumber}`, made.id)
}

/** They follow the account, and prove who they are with the number on the machine and the end of their phone. */
function followerActs(followers: readonly FollowerPlan[], calendar: Calendar): Act[] {
  return followers.map((plan, index) => {
    const at = new Date(calendar.past(plan.day, '08:35').getTime() + index * minute)
    return {
      at,
      run: async stage => {
        const { id } = await meetFollower(stage.tx, plan.openid, at, true)
        stage.remember(plan.key, id)
        const { serialNumber } = plan.machine
        await stage.act(at, plan.key, 'portal.verify', { serialNumber, phoneEnding: plan.ending })
      },
    }
  })
}

/** Files a request as the follower, or takes it in for whoever called. */
async function file(
  stage: Stage,
  cast: ServiceCast,
  at: Date,
  key: string,
  { who, kind, words }: Pick<PastRequest, 'who' | 'kind' | 'words'>,
): Promise<void> {
  const plan = 'follower' in who ? cast.followers[who.follower]! : undefined
  const machine = plan?.machine ?? cast.callers[(who as { caller: number }).caller]!
  const asset = stage.id(`asset:${machine.serialNumber}`)
  const made = plan
    ? await stage.act(at, plan.key, 'request.file', { kind, description: words, asset })
    : await stage.act(at, desk, 'serviceRequest.create', {
        title: words,
        kind,
        source: 'phone',
        customer: stage.id(`customer:${machine.customer}`),
        asset,
      })
  stage.remember(key, made.id)
}

/** One thing that somebody does about a request: minutes after the step before, who, what. */
type Step = [minutes: number, run: (at: Date, stage: Stage) => Promise<unknown>]

/** The steps of one request by what they are called. */
function stepsFor(key: string, plan: { engineer: string; follower: string | undefined; result: string }) {
  const { engineer, follower, result } = plan
  const other = engineer === 'liushifu' ? 'wutao' : 'liushifu'
  const about = (stage: Stage) => ({ request: stage.id(key) })
  const order = (stage: Stage) => ({ order: stage.id(`order:${key}`) })
  const keep = async (stage: Stage, work: Promise<{ order?: unknown; survey?: unknown }>) => {
    const done = await work
    if (done.order) stage.remember(`order:${key}`, done.order)
    if (done.survey) stage.remember(`survey:${key}`, done.survey)
  }
  const dispatch =
    (to: string, note?: string): Step[1] =>
    (at, stage) =>
      keep(
        stage,
        stage.act(at, desk, 'request.dispatch', {
          ...about(stage),
          engineer: stage.id(`person:${to}`),
          ...(note ? { note } : {}),
        }),
      )
  const work =
    (action: string, by = engineer, more = {}): Step[1] =>
    (at, stage) =>
      keep(stage, stage.act(at, by, action, { ...order(stage), ...more }))
  return {
    dispatch: (note?: string) => dispatch(engineer, note),
    dispatchOther: dispatch(other),
    undo: ((at, stage) => stage.act(at, desk, 'request.undoDispatch', about(stage))) as Step[1],
    accept: work('work.accept'),
    acceptOther: work('work.accept', other),
    refuse: work('work.refuse', other, { reason: '今天在客户现场走不开' }),
    handOver: ((at, stage) =>
      keep(
        stage,
        stage.act(at, other, 'work.handOver', {
          ...order(stage),
          to: stage.id(`person:${engineer}`),
          reason: '气路问题他更熟',
        }),
      )) as Step[1],
    setOut: work('work.setOut'),
    begin: work('work.begin'),
    complete: work('work.complete', engineer, { result }),
    settle: ((at, stage) =>
      keep(stage, stage.act(at, desk, 'request.complete', { ...about(stage), result }))) as Step[1],
    urge: ((at, stage) => stage.act(at, follower!, 'request.urge', about(stage))) as Step[1],
    add: ((at, stage) =>
      stage.act(at, follower!, 'request.add', {
        ...about(stage),
        words: '今天还是不行，急着出货',
      })) as Step[1],
    withdraw: ((at, stage) =>
      stage.act(at, follower!, 'request.withdraw', { ...about(stage), reason: result })) as Step[1],
  }
}

/** What happens after the filing, per course; the visit begins with setting out, hours after the acceptance. */
function stepsOf(plan: PastRequest, key: string, follower: string | undefined): Step[] {
  const step = stepsFor(key, { engineer: plan.engineer, follower, result: plan.result })
  const visit: Step[] = [
    [95, step.setOut],
    [55, step.begin],
    [90, step.complete],
  ]
  const courses: Record<PastRequest['course'], Step[]> = {
    done: [[11, step.dispatch()], [7, step.accept], ...visit],
    refused: [[9, step.dispatchOther], [12, step.refuse], [6, step.dispatch()], [4, step.accept], ...visit],
    handedOver: [
      [14, step.dispatchOther],
      [5, step.acceptOther],
      [22, step.handOver],
      [9, step.accept],
      ...visit,
    ],
    undone: [[10, step.dispatchOther], [16, step.undo], [3, step.dispatch()], [8, step.accept], ...visit],
    urged: [
      [35, step.dispatch()],
      [50, step.accept],
      [60 * 20, step.add],
      [30, step.urge],
      [60 * 22, step.setOut],
      [70, step.begin],
      [160, step.complete],
    ],
    settled: [[25, step.settle]],
    withdrawn: [[18, step.withdraw]],
    calledOff: [
      [12, step.dispatch()],
      [6, step.accept],
      [21, step.withdraw],
    ],
  }
  return courses[plan.course]
}

/** One after the other, each so many minutes after the one before. */
function inTurn(start: Date, steps: readonly Step[]): Act[] {
  let at = start.getTime()
  return steps.map(([minutes, run]) => {
    at += minutes * minute
    const moment = new Date(at)
    return { at: moment, run: stage => run(moment, stage) }
  })
}

const answerAfter = 3 * 60 * minute

/** The customer answers some hours later; who does not within a week cannot any more. */
function markActs(plan: PastRequest, key: string, follower: string, end: Date): Act[] {
  const { mark } = plan
  if (mark === undefined) return []
  const at = new Date(end.getTime() + (mark ? answerAfter : 7 * day))
  if (!mark) return [{ at, run: stage => expire(stage, at, `survey:${key}`) }]
  const [stars, tags, words] = mark
  const answer = { stars, tags: [...tags], ...(words ? { words } : {}) }
  return [
    {
      at,
      run: stage =>
        stage.act(at, follower, 'survey.answer', { survey: stage.id(`survey:${key}`), ...answer }),
    },
  ]
}

async function expire(stage: Stage, at: Date, key: string): Promise<void> {
  await stage.direct(at, null, 'survey.expire', async ({ write, tx }) => {
    const [row] = await tx.query<Row>(
      `select ${selectList(objects.survey, 't')} from survey t where t.id = $1::uuid for no key update of t`,
      [stage.id(key)],
    )
    await write.update('survey', row!, { state: 'expired' })
  })
}

function pastActs(plan: PastRequest, index: number, cast: ServiceCast, calendar: Calendar): Act[] {
  const key = `request:past:${index}`
  const follower = 'follower' in plan.who ? cast.followers[plan.who.follower]!.key : undefined
  const filed = calendar.past(plan.day, plan.time)
  const steps = inTurn(filed, stepsOf(plan, key, follower))
  const end = steps.at(-1)!.at
  return [
    { at: filed, run: stage => file(stage, cast, filed, key, plan) },
    ...steps,
    ...(follower ? markActs(plan, key, follower, end) : []),
  ]
}

/** How far a request of today has come. */
const untilNow = ['received', 'dispatched', 'accepted', 'onTheWay', 'working'] as const

function openActs(plan: OpenRequest, index: number, cast: ServiceCast, calendar: Calendar): Act[] {
  const key = `request:open:${index}`
  const step = stepsFor(key, { engineer: plan.engineer, follower: undefined, result: '' })
  const all: Step[] = [
    [6, step.dispatch(plan.note)],
    [4, step.accept],
    [25, step.setOut],
    [50, step.begin],
  ]
  const filed = calendar.minutesAgo(plan.minutesAgo)
  return [
    { at: filed, run: stage => file(stage, cast, filed, key, plan) },
    ...inTurn(filed, all.slice(0, untilNow.indexOf(plan.state))),
  ]
}

/** Machines, followers, and all that they asked for. */
export function serviceActs(cast: ServiceCast, calendar: Calendar): Act[] {
  return [
    ...machineActs(cast.machines, calendar),
    ...followerActs(cast.followers, calendar),
    ...pastRequests.flatMap((plan, index) => pastActs(plan, index, cast, calendar)),
    ...openRequests.flatMap((plan, index) => openActs(plan, index, cast, calendar)),
  ]
}

/** What waits in service at the end of the story: requests for the desk, orders for engineers, a survey for its customer. */
export async function announceService(tx: Tx, heard: ReadonlySet<string>, now: Date): Promise<void> {
  const system = { kind: 'system', locale: 'zh-CN', timeZone: 'UTC', door: 'seed' } as const
  const requests = await tx.query<{ id: string; at: Date }>(
    `select id, created_at as at from service_request where state = 'received' order by created_at, id`,
  )
  const orders = await tx.query<{ id: string; request_id: string; owner_id: string; at: Date }>(
    `select id, request_id, owner_id, created_at as at from work_order
     where state in ('assigned', 'accepted', 'onTheWay', 'working') order by created_at, id`,
  )
  const surveys = await tx.query<{ id: string; at: Date }>(
    `select id, asked_at as at from survey where state = 'asked' and expires_at > $1::timestamptz order by asked_at`,
    [now],
  )
  const events = [
    ...requests.map(({ id, at }) => ({ at, name: 'request.filed', payload: { request: id } })),
    ...orders.map(({ id, request_id: request, owner_id: engineer, at }) => ({
      at,
      name: 'request.dispatched',
      payload: { request, order: id, engineer },
    })),
    ...surveys.map(({ id, at }) => ({ at, name: 'survey.asked', payload: { survey: id } })),
  ]
  for (const { at, name, payload } of events.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const outbox = new Outbox(heard)
    outbox.add(name, payload)
    await outbox.flush(tx, system, at, 'seed')
  }
}
