import type { Calendar } from './calendar'
import type { Act, Stage } from './stage'

const hengyuan = '苏州恒远电子有限公司'

/** Tags of the company, and who carries them. */
const tags: readonly { name: string; color: string; objects: string[]; on?: readonly string[] }[] = [
  { name: '重点', color: 'red', objects: ['customer', 'lead', 'contact'], on: [hengyuan] },
  { name: '展会 2026', color: 'purple', objects: ['customer', 'lead'] },
  { name: '等预算', color: 'orange', objects: ['customer', 'lead'] },
  { name: '老客户', color: 'green', objects: ['customer'], on: [hengyuan] },
  { name: '可转介绍', color: 'teal', objects: ['customer', 'contact'] },
]

/** People at 恒远 besides 陈国栋, as 张晓琳 came to know them. */
const people = [
  { name: '沈建明', title: '总经理', role: 'decisionMaker', phone: '13906210018', interests: '钓鱼、普洱茶' },
  { name: '顾雅琴', title: '采购经理', role: 'purchaser', phone: '13906210027', interests: '跑步' },
  { name: '吴昊', title: '品质工程师', role: 'user', phone: '13906210035', interests: '摄影' },
]

async function kindOf(stage: Stage, object: string, key: string): Promise<string> {
  const [row] = await stage.tx.query<{ id: string }>(
    'select id from relation_kind where object = $1 and key = $2',
    [object, key],
  )
  return row!.id
}

async function meet(stage: Stage, at: Date): Promise<void> {
  const by = 'zhangxiaolin'
  const customer = stage.id(`customer:${hengyuan}`)
  const contacts = new Map([['陈国栋', stage.id(`contact:${hengyuan}:陈国栋`)]])
  for (const person of people) {
    const made = await stage.act(at, by, 'contact.create', { ...person, customer, ignoreWarnings: true })
    contacts.set(person.name, String(made.id))
  }
  const relate = async (one: string, kind: string, other: string, remark?: string) =>
    stage.act(at, by, 'contact.relate', {
      contact: contacts.get(one),
      kind: await kindOf(stage, 'contact', kind),
      other: contacts.get(other),
      ...(remark ? { remark } : {}),
    })
  await relate('陈国栋', 'reportsTo', '沈建明')
  await relate('顾雅琴', 'reportsTo', '沈建明')
  await relate('吴昊', 'reportsTo', '陈国栋')
  await relate('吴昊', 'influences', '顾雅琴', '选型意见采购会听他的')
  await relate('陈国栋', 'classmate', '顾雅琴', '苏州大学')
  await stage.act(at, by, 'contact.knows', {
    contact: contacts.get('沈建明'),
    kind: await kindOf(stage, 'person', 'child'),
    name: '沈同学',
    hobbies: '机器人比赛',
    dates: '明年 6 月高考',
  })
}

async function tag(stage: Stage, at: Date): Promise<void> {
  for (const { name, color, objects, on = [] } of tags) {
    const made = await stage.act(at, 'hezhiyuan', 'tag.create', { name, color, objects })
    stage.remember(`tag:${name}`, made.id)
    for (const customer of on) {
      const record = `customer:${stage.id(`customer:${customer}`)}`
      await stage.act(at, 'zhangxiaolin', 'tag.add', { record, tags: [String(made.id)] })
    }
  }
}

const groups = [
  {
    name: '华东 A 级客户',
    object: 'customer',
    description: '每月回访一次',
    filter: {
      and: [
        { field: 'region', op: 'eq', value: 'east' },
        { field: 'level', op: 'eq', value: 'A' },
      ],
    },
    shared: true,
  },
  {
    name: '华东一个月没跟进的',
    object: 'customer',
    description: '先打电话，再约上门',
    filter: {
      and: [
        { field: 'region', op: 'eq', value: 'east' },
        { field: 'lastFollowAt', op: 'daysAgo', value: 30 },
      ],
    },
    shared: true,
  },
  {
    name: '能拍板的人',
    object: 'contact',
    description: '发新品资料用',
    filter: { field: 'role', op: 'eq', value: 'decisionMaker' },
    shared: true,
  },
]

async function group(stage: Stage, at: Date): Promise<void> {
  for (const { filter, ...values } of groups)
    await stage.act(at, 'zhangxiaolin', 'segment.create', { ...values, filter: JSON.stringify(filter) })
}

/** Who stands how to whom at the demo's big customer, the company's tags, and two groups that are used again. */
export function relationActs(calendar: Calendar): Act[] {
  const met = calendar.past(9, '16:10')
  const tagged = calendar.past(8, '10:20')
  const grouped = calendar.past(7, '09:40')
  return [
    { at: met, run: stage => meet(stage, met) },
    { at: tagged, run: stage => tag(stage, tagged) },
    { at: grouped, run: stage => group(stage, grouped) },
  ]
}
