import type { Row } from '@gonghai/server/records/columns'
import { selectList } from '@gonghai/server/records/columns'
import { objects } from '@gonghai/shared/objects'
import type { Calendar } from './calendar'
import { type ContractPlan, contractPlans } from './contract-plan'
import type { CustomerPlan } from './customer-plan'
import { people } from './people'
import { listPrice } from './products'
import type { Act, Stage } from './stage'

const agreements = ['同意', '价格合理，同意', '同意，注意交期', '已核对付款条件，同意', '同意']

/** 苏州博凯数控机床有限公司 → 苏州博凯数控机床 */
function shortName(name: string): string {
  return name.replace(/(股份)?有限公司$|厂$/, '')
}

function titleOf(plan: ContractPlan, customer: string): string {
  const model = plan.lines[0]![0]
  const words: Record<string, string> = { 'MNT-1': '年度维保', 'CAL-1': '计量校准', 'RET-1': '旧机改造' }
  return `${shortName(customer)} ${words[model] ? `${words[model]}合同` : `${model} 采购合同`}`
}

async function draw(
  stage: Stage,
  plan: ContractPlan,
  at: Date,
  about: { key: string; customer: string; signed: string; ends: string },
): Promise<void> {
  const made = await stage.act(at, plan.owner, 'contract.create', {
    title: titleOf(plan, about.customer),
    customer: stage.id(`customer:${about.customer}`),
    signedOn: about.signed,
    startsOn: about.signed,
    endsOn: about.ends,
    lines: plan.lines.map(([model, quantity, discount]) => ({
      product: stage.id(`product:${model}`),
      quantity: `${quantity}.0000`,
      price: `${listPrice(model)}.00`,
      discount,
    })),
  })
  stage.remember(about.key, made.id)
}

/** The next to decide: the one closest to the applicant, as such people answer first. Null when all is decided. */
async function nextApprover(stage: Stage, approval: string): Promise<string | null> {
  const waiting = await stage.tx.query<{ approver_id: string }>(
    `select t.approver_id from approval a join approval_task t on t.approval_id = a.id and t.step = a.step
     where a.id = $1::uuid and a.state = 'pending' and t.state = 'waiting'`,
    [approval],
  )
  const ids = new Set(waiting.map(row => row.approver_id))
  return people.findLast(person => ids.has(stage.id(`person:${person.key}`)))?.key ?? null
}

async function decide(
  stage: Stage,
  at: Date,
  key: string,
  words: { comment: string } | { reason: string },
): Promise<void> {
  const approval = stage.id(`approval:${key}`)
  const by = await nextApprover(stage, approval)
  if (!by) return
  await stage.act(at, by, 'reason' in words ? 'approval.reject' : 'approval.agree', { approval, ...words })
}

async function makeVoid(stage: Stage, at: Date, key: string, owner: string, reason: string): Promise<void> {
  await stage.direct(at, owner, 'contract.update', async ({ write, tx }) => {
    const [row] = await tx.query<Row>(
      `select ${selectList(objects.contract, 't')} from contract t where t.id = $1::uuid for no key update of t`,
      [stage.id(key)],
    )
    await write.update('contract', row!, { state: 'void' }, { note: reason })
  })
}

/** What follows the draft: submission, decisions, the end. */
function fateOf(plan: ContractPlan, key: string, calendar: Calendar, index: number): Act[] {
  const { outcome, owner, day } = plan
  if (outcome.kind === 'draft') return []
  if (outcome.kind === 'void') {
    const at = calendar.past(day - 2, '11:40')
    return [{ at, run: stage => makeVoid(stage, at, key, owner, outcome.reason) }]
  }
  const late = outcome.kind === 'pending' ? outcome.submittedMinutesAgo : undefined
  const submitted = late === undefined ? calendar.past(day - 1, '09:15') : calendar.minutesAgo(late)
  const submit: Act = {
    at: submitted,
    run: async stage => {
      const { approval } = await stage.act(submitted, owner, 'contract.submit', { contract: stage.id(key) })
      stage.remember(`approval:${key}`, approval)
    },
  }
  return [submit, ...decisionsOn(plan, key, calendar, index)]
}

/** Moments of the decisions: two on the day of the submission, then one each day. */
const decisionTimes = [
  [1, '11:05'],
  [1, '15:20'],
  [2, '10:30'],
  [3, '09:50'],
] as const

function decisionsOn(
  { outcome, owner, day }: ContractPlan,
  key: string,
  calendar: Calendar,
  index: number,
): Act[] {
  const moment = (turn: number) => calendar.past(day - decisionTimes[turn]![0], decisionTimes[turn]![1])
  const agree = (turn: number, comment: string): Act => ({
    at: moment(turn),
    run: stage => decide(stage, moment(turn), key, { comment }),
  })
  switch (outcome.kind) {
    case 'effective':
      return [0, 1, 2].map(turn => agree(turn, agreements[(index + turn) % agreements.length]!))
    case 'pending':
      return Array.from({ length: outcome.agreed }, (_, turn) =>
        agree(turn, outcome.comments?.[turn] ?? '同意'),
      )
    case 'rejected': {
      const turn = outcome.agreed
      const end = calendar.past(day - 4, '14:00')
      const { thenVoid, reason } = outcome
      return [
        ...Array.from({ length: turn }, (_, before) => agree(before, '同意')),
        { at: moment(turn), run: stage => decide(stage, moment(turn), key, { reason }) },
        ...(thenVoid ? [{ at: end, run: (stage: Stage) => makeVoid(stage, end, key, owner, thenVoid) }] : []),
      ]
    }
    case 'withdrawn':
      return [
        {
          at: moment(1),
          run: stage =>
            stage.act(moment(1), owner, 'approval.withdraw', { approval: stage.id(`approval:${key}`) }),
        },
      ]
    default:
      return []
  }
}

/** Standing customers of each owner, who buy in turn; those who were once won buy first. */
function buyersOf(customers: readonly CustomerPlan[]): (owner: string) => string {
  const taken = new Set<CustomerPlan>()
  return owner => {
    const candidates = customers.filter(
      plan =>
        plan.owner === owner && plan.moves.length === 0 && plan.entry.kind === 'import' && !taken.has(plan),
    )
    const buyer =
      candidates.find(plan => plan.stage === 'cooperating') ??
      candidates.find(plan => plan.stage === 'following') ??
      candidates[0]!
    taken.add(buyer)
    return buyer.name
  }
}

/** All contracts with all that happens to them. */
export function contractActs(customers: readonly CustomerPlan[], calendar: Calendar): Act[] {
  const buyerOf = buyersOf(customers)
  return contractPlans.flatMap((plan, index) => {
    const customer = plan.customer ?? buyerOf(plan.owner)
    const key = `contract:${index}`
    const at = calendar.past(plan.day, '16:30')
    const about = { key, customer, signed: calendar.day(plan.day), ends: calendar.dateAhead(365 - plan.day) }
    return [
      { at, run: (stage: Stage) => draw(stage, plan, at, about) },
      ...fateOf(plan, key, calendar, index),
    ]
  })
}
