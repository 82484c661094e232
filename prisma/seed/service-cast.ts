import type { Calendar } from './calendar'
import type { ContactPlan } from './contacts'
import type { CustomerPlan } from './customer-plan'
import { Dice } from './dice'
import type { Industry } from './markets'

/** A machine at a customer. */
export interface MachinePlan {
  customer: string
  /** The person who answers for it there. */
  contact: ContactPlan
  model: string
  serialNumber: string
  /** When it is registered: the old ones with the old system's data, a new one when it is delivered. */
  day: number
  deliveredOn: string
  warrantyEndsOn: string
  serviceDueOn: string
  place: string
  remark?: string
}

/** Somebody at a customer who follows the official account. */
export interface FollowerPlan {
  key: string
  openid: string
  machine: MachinePlan
  /** End of the phone number that opens the machine. */
  ending: string
  /** Working days back on which they began to follow. */
  day: number
}

/** Who can be asked for service, and who asks. */
export interface ServiceCast {
  machines: MachinePlan[]
  followers: FollowerPlan[]
  /** Trading customers' machines in turn, for whoever calls. */
  callers: MachinePlan[]
}

/** What each industry bought. */
const bought: Partial<Record<Industry, readonly string[]>> = {
  machinery: ['CMM-800', 'RND-200', 'GMC-350'],
  electronics: ['VMS-400', 'CMM-500', 'VMS-300'],
  automotive: ['CMM-1200', 'GMC-350', 'CMM-800'],
  medical: ['VMS-400', 'PRF-100'],
  energy: ['CMM-1200', 'LTS-30'],
  research: ['CMM-800', 'LTS-30'],
}
const otherModels = ['CMM-500', 'HGT-600']
const places = ['质检室', '计量室', '一号车间', '二号车间恒温间', '来料检验区', '三楼实验室']

const hengyuan = '苏州恒远电子有限公司'
const wanted = 40
const followersWanted = 6
const day = 86_400_000

/** Moves a date (YYYY-MM-DD) by days. */
function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** 恒远 tries a machine before it signs. */
function trialMachine(contact: ContactPlan, calendar: Calendar): MachinePlan {
  const deliveredOn = calendar.day(8)
  return {
    customer: hengyuan,
    contact,
    model: 'CMM-800',
    serialNumber: 'CMM-800-4471',
    day: 8,
    deliveredOn,
    warrantyEndsOn: shifted(deliveredOn, 365),
    serviceDueOn: shifted(deliveredOn, 182),
    place: '连接器车间质检室',
    remark: '试用机，合同签订后转为正式设备',
  }
}

function machineOf(contact: ContactPlan, turn: number, calendar: Calendar, dice: Dice): MachinePlan {
  const { customer } = contact
  const models = bought[customer.industry] ?? otherModels
  const model = models[turn % models.length]!
  const deliveredOn = calendar.dateAhead(-dice.between(120, 1500))
  const years = dice.roll(4) === 0 ? 3 : 1
  return {
    customer: customer.name,
    contact,
    model,
    serialNumber: `${model}-${4472 + turn * 3 + dice.roll(3)}`,
    day: 43,
    deliveredOn,
    warrantyEndsOn: shifted(deliveredOn, years * 365),
    serviceDueOn: calendar.dateAhead(dice.between(-20, 160)),
    place: dice.pick(places),
  }
}

/** One machine at each trading customer, a second one in turn, until there are forty. */
export function castService(
  customers: readonly CustomerPlan[],
  contacts: readonly ContactPlan[],
  calendar: Calendar,
): ServiceCast {
  // Dice of its own: what was there before falls as it did.
  const dice = new Dice(4471)
  const at = (name: string) => contacts.find(contact => contact.customer.name === name)
  const trading = customers
    .filter(plan => plan.stage === 'cooperating' && plan.owner && plan.entry.kind === 'import')
    .flatMap(plan => at(plan.name) ?? [])
  const trial = trialMachine(at(hengyuan)!, calendar)
  const bought = Array.from({ length: wanted - 1 }, (_, turn) =>
    machineOf(trading[turn % trading.length]!, turn, calendar, dice),
  )
  const first = bought.slice(0, trading.length)
  const step = Math.floor(first.length / followersWanted)
  const owners = [trial, ...Array.from({ length: followersWanted - 1 }, (_, turn) => first[turn * step]!)]
  const followers = owners.map((machine, index): FollowerPlan => {
    const phone = String(machine.contact.values.phone)
    const openid = index === 0 ? 'o-chengong' : `o-follower-${index + 1}`
    return { key: `follower:${index}`, openid, machine, ending: phone.slice(-4), day: machine.day - 1 }
  })
  const callers = first.filter(machine => !owners.includes(machine))
  return { machines: [trial, ...bought], followers, callers }
}
