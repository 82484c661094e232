import type { Values } from '@gonghai/server/kernel/writer'
import type { Calendar } from './calendar'
import type { CustomerPlan } from './customer-plan'
import { firstHolder } from './customers'
import type { Dice } from './dice'
import { personName } from './markets'
import type { Act } from './stage'

/** A person at a customer, and what one calls them. */
export interface ContactPlan {
  customer: CustomerPlan
  name: string
  address: string
  values: Values
}

/** Job, what one calls such a person after the surname, and their part in a decision. */
const jobs: readonly (readonly [title: string, call: string, role: string])[] = [
  ['质量部经理', '经理', 'influencer'],
  ['计量室主任', '主任', 'user'],
  ['采购工程师', '工', 'purchaser'],
  ['品质工程师', '工', 'user'],
  ['总经理', '总', 'decisionMaker'],
  ['设备部主管', '工', 'influencer'],
  ['采购经理', '经理', 'purchaser'],
  ['副总经理', '总', 'decisionMaker'],
]

const wanted = 150

function make(customer: CustomerPlan, index: number, dice: Dice): ContactPlan {
  const name = customer.name === '苏州恒远电子有限公司' && index < 2 ? '陈国栋' : personName(index)
  const [title, call, role] = name === '陈国栋' ? jobs[3]! : jobs[(index * 3) % jobs.length]!
  const phone = `139${String(51_000_000 + ((index * 331_777) % 8_999_993))}`
  const mail = dice.roll(3) === 0 ? { email: `${phone.slice(-8)}@mail.example` } : {}
  return { customer, name, address: `${[...name][0]}${call}`, values: { name, title, role, phone, ...mail } }
}

/** One person at each customer, two where it matters, until there are 150; those who lie fresh in a pool have none. */
export function castContacts(customers: readonly CustomerPlan[], dice: Dice): ContactPlan[] {
  const known = customers.filter(plan => plan.entry.kind !== 'arrive' || plan.owner)
  const second = known.filter(plan => plan.level === 'A')
  const order = [...known.slice(0, wanted - second.length), ...second]
  return order.map((customer, index) => make(customer, index, dice))
}

/** The contact comes with its customer: out of the old system, or typed in by whoever found the customer. */
export function contactAct({ customer, values }: ContactPlan, calendar: Calendar): Act {
  const { entry } = customer
  if (entry.kind === 'create') {
    // On the evening of the day on which the customer was made.
    const at = calendar.past(entry.day, '18:20')
    return {
      at,
      run: stage =>
        stage.act(at, customer.owner, 'contact.create', {
          ...values,
          customer: stage.id(`customer:${customer.name}`),
        }),
    }
  }
  const at =
    entry.minutesAgo === undefined
      ? calendar.past(entry.day, entry.kind === 'import' ? '08:50' : '18:20')
      : calendar.minutesAgo(entry.minutesAgo - 1)
  const holder = entry.kind === 'import' ? firstHolder(customer) : null
  return {
    at,
    run: stage =>
      stage.direct(at, null, 'contact.create', ({ write }) =>
        write.insert('contact', {
          ...values,
          customer: stage.id(`customer:${customer.name}`),
          owner: holder ? stage.id(`person:${holder}`) : null,
        }),
      ),
  }
}
