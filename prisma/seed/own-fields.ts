import type { Calendar } from './calendar'
import type { CustomerPlan } from './customer-plan'
import type { Act, Stage } from './stage'

/** What 恒测仪器 wants to know of its customers beside what everybody keeps; formulas name the fields before them. */
const fields = [
  {
    kind: 'choice',
    label: '检测内容',
    options: ['尺寸', '形位公差', '表面', '硬度'],
    section: '检测需求',
    pooled: true,
  },
  { kind: 'integer', label: '在用测量机', hint: '台，含别家品牌', min: '0', max: '500', section: '检测需求' },
  {
    kind: 'money',
    label: '年检测预算',
    hint: '元，以客户口头说的为准',
    sortable: true,
    section: '检测需求',
    pooled: true,
  },
  {
    kind: 'formula',
    label: '台均预算',
    formula: '{年检测预算} / {在用测量机}',
    result: 'money',
    section: '检测需求',
  },
  { kind: 'date', label: '现有设备到期', sortable: true, section: '检测需求' },
  {
    kind: 'choices',
    label: '在用品牌',
    options: ['恒测', '海克斯康', '蔡司', '三丰', '其他'],
    section: '检测需求',
  },
] as const

/** The company's own fields, before anybody works with customers. */
export async function openFields(stage: Stage, at: Date): Promise<void> {
  for (const field of fields) {
    const options = 'options' in field ? { options: field.options.map(label => ({ label })) } : {}
    const input = { object: 'customer', ...field, ...options }
    const made = await stage.act(at, null, 'customField.create', input)
    stage.remember(`field:${field.label}`, made.key)
    const kept = await stage.tx.query<{ key: string; label: string }>(
      `select o ->> 'key' as key, o -> 'labels' ->> 'zh-CN' as label
       from custom_field f, jsonb_array_elements(f.options) o where f.id = $1::uuid`,
      [made.id],
    )
    for (const { key, label } of kept) stage.remember(`option:${field.label}:${label}`, key)
  }
}

/** What was learnt on visits, of so many of each person's customers. */
const learnt = [
  { 检测内容: '尺寸', 在用测量机: 4, 年检测预算: '680000', 在用品牌: ['海克斯康'] },
  { 检测内容: '形位公差', 在用测量机: 12, 年检测预算: '2400000', 在用品牌: ['恒测', '蔡司'] },
  { 检测内容: '表面', 在用测量机: 1, 年检测预算: '150000', 在用品牌: ['三丰'] },
  { 检测内容: '硬度', 在用测量机: 0, 年检测预算: '90000', 在用品牌: [] },
]

async function fillIn(stage: Stage, at: Date, plan: CustomerPlan, index: number, due: string): Promise<void> {
  const id = stage.id(`customer:${plan.name}`)
  const [row] = await stage.tx.query<{ version: number }>(
    'select version from customer where id = $1::uuid',
    [id],
  )
  const { 检测内容, 在用品牌, ...numbers } = learnt[index % learnt.length]!
  const option = (field: string, label: string) => stage.id(`option:${field}:${label}`)
  const known = {
    ...numbers,
    检测内容: option('检测内容', 检测内容),
    在用品牌: 在用品牌.map(label => option('在用品牌', label)),
    现有设备到期: due,
  }
  const values = Object.entries(known).map(([label, value]) => [stage.id(`field:${label}`), value])
  const input = { id, version: row!.version, ...Object.fromEntries(values) }
  await stage.act(at, plan.owner, 'customer.update', input)
}

const condition = (field: string, op: string, value: unknown) => ({ field, op, value })

/** Nobody has followed them up for 30 days, or ever, though they were there so long ago: the longest first. */
const cold = {
  name: '30 天没跟进',
  tab: 'mine',
  sort: 'lastFollowAt',
  filter: JSON.stringify({
    and: [
      condition('stage', 'in', ['potential', 'following', 'cooperating']),
      {
        or: [
          condition('lastFollowAt', 'daysAgo', 30),
          { and: [{ field: 'lastFollowAt', op: 'empty' }, condition('createdAt', 'daysAgo', 30)] },
        ],
      },
    ],
  }),
}

/** Fills the company's own fields of some customers in, and keeps views of the list. */
export function ownFieldActs(customers: readonly CustomerPlan[], calendar: Calendar): Act[] {
  const owners = ['zhangxiaolin', 'xuhao', 'liqian', 'chenli']
  const plans = owners.flatMap(owner =>
    customers.filter(plan => plan.owner === owner && plan.moves.length === 0).slice(0, 4),
  )
  const days = ['2027-03-31', '2026-12-31', '2027-06-30', '2026-11-30']
  const filled = plans.map((plan, index): Act => {
    const at = calendar.past(1, '17:30')
    return { at, run: stage => fillIn(stage, at, plan, index, days[index % days.length]!) }
  })
  const viewed = calendar.past(1, '18:00')
  const view = (by: string, make: (stage: Stage) => Record<string, unknown>): Act => ({
    at: viewed,
    run: stage => stage.act(viewed, by, 'savedView.create', { object: 'customer', ...make(stage) }),
  })
  return [
    ...filled,
    view('zhangxiaolin', stage => ({
      name: '能签的重点',
      tab: 'mine',
      filter: JSON.stringify({
        and: [
          condition('stage', 'in', ['potential', 'following']),
          {
            or: [
              condition('level', 'eq', 'A'),
              condition(stage.id('field:检测内容'), 'eq', stage.id('option:检测内容:形位公差')),
            ],
          },
        ],
      }),
    })),
    ...['zhangxiaolin', 'chenli'].map(by => view(by, () => cold)),
    view('chenli', stage => ({
      name: '用蔡司的客户',
      shared: true,
      tab: 'group',
      filter: JSON.stringify(
        condition(stage.id('field:在用品牌'), 'contains', stage.id('option:在用品牌:蔡司')),
      ),
      columns: ['stage', 'owner', '在用测量机', '年检测预算', '台均预算', '现有设备到期'].map(name => ({
        field: name in { stage: 1, owner: 1 } ? name : stage.id(`field:${name}`),
      })),
    })),
  ]
}
