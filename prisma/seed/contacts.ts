import type { Values } from '@gonghai/server/kernel/writer'
import type { Calendar } from './calendar'
import { type CustomerPlan, firstDay } from './customer-plan'
import { firstHolder } from './customers'
import type { Dice } from './dice'
import { personName } from './markets'
import type { Act, Stage } from './stage'

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

const known = '苏州恒远电子有限公司'

function make(customer: CustomerPlan, index: number, dice: Dice): ContactPlan {
  const isChen = customer.name === known && index === 0
  const name = isChen ? '陈国栋' : personName(index)
  const [title, call, role] = isChen ? jobs[3]! : jobs[(index * 3) % jobs.length]!
  const phone = isChen ? customer.phone : `139${dice.between(51_000_000, 59_999_999)}`
  const mail = dice.roll(3) === 0 ? { email: `${phone.slice(-8)}@mail.example` } : {}
  return { customer, name, address: `${[...name][0]}${call}`, values: { name, title, role, phone, ...mail } }
}

/** One person at most owned customers, two where much is at stake, and a few in the pools: 150 in all. */
export function castContacts(customers: readonly CustomerPlan[], dice: Dice): ContactPlan[] {
  const hengyuan = customers.filter(plan => plan.name === known)
  const others = customers.filter(plan => plan.name !== known && (plan.entry.kind !== 'arrive' || plan.owner))
  const owned = dice.shuffled(others.filter(plan => plan.owner))
  const second = [...hengyuan, ...owned.slice(0, 120)].filter(plan => plan.level === 'A').slice(0, 20)
  const pooled = others.filter(plan => !plan.owner).slice(0, 9)
  const firsts = [...hengyuan, ...owned.slice(0, wanted - second.length - pooled.length - 1)]
  return [...firsts, ...second, ...pooled].map((customer, index) => make(customer, index, dice))
}

/** The contacts of imported customers come with them. */
async function importAll(stage: Stage, plans: readonly ContactPlan[], at: Date): Promise<void> {
  await stage.direct(at, null, 'contact.create', async ({ write }) => {
    for (const { customer, values } of plans) {
      const holder = firstHolder(customer)
      const owner = holder ? stage.id(`person:${holder}`) : null
      const made = await write.insert('contact', {
        ...values,
        customer: stage.id(`customer:${customer.name}`),
        owner,
      })
      stage.remember(`contact:${customer.name}:${values.name}`, made.id)
    }
  })
}

/** Typed in by whoever found the customer, on the evening of that day, or by the website with the customer. */
function addAct({ customer, values }: ContactPlan, calendar: Calendar): Act {
  const { entry, owner } = customer
  const at =
    entry.minutesAgo === undefined
      ? calendar.past(entry.day, '18:20')
      : calendar.minutesAgo(entry.minutesAgo - 1)
  const by = entry.kind === 'create' ? owner : null
  return {
    at,
    run: async stage => {
      const about = { ...values, customer: stage.id(`customer:${customer.name}`) }
      const made = await stage.act(at, by, 'contact.create', about)
      stage.remember(`contact:${customer.name}:${values.name}`, made.id)
    },
  }
}

/** How all contacts come in. */
export function contactActs(plans: readonly ContactPlan[], calendar: Calendar): Act[] {
  const imported = plans.filter(plan => plan.customer.entry.kind === 'import')
  const others = plans.filter(plan => plan.customer.entry.kind !== 'import')
  const at = calendar.past(firstDay, '08:50')
  return [{ at, run: stage => importAll(stage, imported, at) }, ...others.map(plan => addAct(plan, calendar))]
}
