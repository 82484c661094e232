import type { Calendar } from './calendar'
import type { Act, Stage } from './stage'

/** Customers that colleagues share: 刘师傅 and 郑洁 write down what they did there, 陈立's group helps out. */
const rows: readonly (readonly [customer: string, person: string, access: 'read' | 'edit'])[] = [
  ['苏州恒远电子有限公司', 'liushifu', 'edit'],
  ['苏州恒远电子有限公司', 'chenli', 'edit'],
  ['无锡拓海自动化设备厂', 'zhengjie', 'edit'],
  ['常熟新科压铸有限公司', 'xuhao', 'read'],
]

async function join(stage: Stage, at: Date, row: (typeof rows)[number]): Promise<void> {
  const [customer, person, access] = row
  const record = `customer:${stage.id(`customer:${customer}`)}`
  await stage.act(at, 'hezhiyuan', 'customer.share', {
    record,
    people: [stage.id(`person:${person}`)],
    access,
  })
}

/** Each joins as soon as the customer has an owner. */
export function teamActs(calendar: Calendar): Act[] {
  return rows.map(row => {
    const at = row[0].startsWith('苏州恒远') ? calendar.past(12, '09:00') : calendar.minutesAgo(5)
    return { at, run: stage => join(stage, at, row) }
  })
}
