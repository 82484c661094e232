import type { Calendar } from './calendar'
import type { ContactPlan } from './contacts'
import { hengyuan, type Line, threads } from './conversations'
import { type CustomerPlan, firstDay } from './customer-plan'
import type { Dice } from './dice'
import type { Act, Stage } from './stage'

/** With how many customers each salesperson has talked since the beginning. */
const talks: Record<string, number> = {
  zhangxiaolin: 13,
  xuhao: 8,
  chenli: 6,
  liqian: 9,
  danielreed: 5,
  sunlihua: 3,
  wanglei: 4,
  linxiaofeng: 8,
}

type Next = 'today' | 'overdue' | 'ahead' | 'none'

/** When the last talk's next contact is, from one customer of a person to the next. */
const nexts: readonly Next[] = [
  'today',
  'overdue',
  'ahead',
  'ahead',
  'today',
  'ahead',
  'none',
  'ahead',
  'overdue',
]
const times = ['09:30', '10:00', '14:00', '15:30', '17:30']

/** Someone's account of one contact with a record. */
export interface Talk {
  by: string
  /** Natural key of the record: `customer:…`, `lead:…` */
  record: string
  at: Date
  line: Line
  next: Date | null
}

function write(stage: Stage, { by, record, at, line: [channel, content], next }: Talk): Promise<unknown> {
  const [object] = record.split(':')
  return stage.act(at, by, 'followUp.create', {
    record: `${object}:${stage.id(record)}`,
    channel,
    content,
    ...(next ? { nextContactAt: next.toISOString() } : {}),
  })
}

/** Plays a talk at its moment. */
export function talkAct(talk: Talk): Act {
  return { at: talk.at, run: stage => write(stage, talk) }
}

/** The moment of the next contact that is still to come, or was missed. */
export function nextMoment(kind: Next, calendar: Calendar, dice: Dice, after: number): Date | null {
  if (kind === 'none') return null
  if (kind === 'today') return calendar.ahead(0, dice.pick(times))
  if (kind === 'ahead') return calendar.ahead(dice.between(1, 12), dice.pick(times))
  // Missed: after the last talk, but before today.
  return after > 1
    ? calendar.past(dice.between(1, Math.min(after - 1, 4)), dice.pick(times))
    : calendar.ahead(0, '09:30')
}

/** The first working day on which the present owner can have written something. */
function ownedSince(plan: CustomerPlan): number {
  const move = plan.moves.at(-1)
  return Math.min(move ? move.day : plan.entry.day, firstDay) - 1
}

function talksWith(
  plan: CustomerPlan,
  who: string,
  how: { calendar: Calendar; dice: Dice; next: Next; turn: number },
): Talk[] {
  const { calendar, dice, next, turn } = how
  const kind = plan.owner === 'danielreed' ? 'foreign' : plan.stage
  // In turn, so that nobody writes the same twice before everything was said once.
  const lines = threads[kind][turn % threads[kind].length]!
  let day = Math.min(ownedSince(plan), dice.between(lines.length * 5, 38))
  const days: number[] = []
  for (const _ of lines) {
    if (day < 1) break
    days.push(day)
    day -= dice.between(2, 7)
  }
  const moments = days.map(one => calendar.past(one, dice.workTime()))
  return days.map((one, index): Talk => {
    const [channel, text] = lines[index]!
    const content = text
      .replaceAll('{who}', who)
      .replaceAll('{what}', plan.interest.replace(/ \d+ [台套个]$/, ''))
    const following = days[index + 1]
    return {
      by: plan.owner!,
      record: `customer:${plan.name}`,
      at: moments[index]!,
      line: [channel, content],
      next: following ? calendar.past(following, dice.pick(times)) : nextMoment(next, calendar, dice, one),
    }
  })
}

/** Everything that was talked about with customers. */
export function followUpActs(
  customers: readonly CustomerPlan[],
  contacts: readonly ContactPlan[],
  calendar: Calendar,
  dice: Dice,
): Act[] {
  const whoAt = (plan: CustomerPlan) => contacts.find(contact => contact.customer === plan)?.address
  const own: Talk[] = hengyuan.map(([day, time, line], index) => {
    const following = hengyuan[index + 1]
    const next = following ? calendar.past(following[0], '10:00') : calendar.ahead(0, '09:00')
    return {
      by: 'zhangxiaolin',
      record: 'customer:苏州恒远电子有限公司',
      at: calendar.past(day, time),
      line,
      next,
    }
  })
  const others = Object.entries(talks).flatMap(([owner, count]) => {
    const candidates = customers.filter(
      plan =>
        plan.owner === owner && ownedSince(plan) >= 1 && whoAt(plan) && plan.name !== '苏州恒远电子有限公司',
    )
    const chosen = dice.shuffled(candidates).slice(0, count)
    const turns = new Map<string, number>()
    return chosen.flatMap((plan, index) => {
      const turn = turns.get(plan.stage) ?? owner.length
      turns.set(plan.stage, turn + 1)
      return talksWith(plan, whoAt(plan)!, { calendar, dice, next: nexts[index % nexts.length]!, turn })
    })
  })
  const sad: Talk = {
    by: 'liqian',
    record: 'customer:张家港海陆重工有限公司',
    at: calendar.past(8, '11:15'),
    line: ['phone', '设备部说龙门机要先做地基，今年来不及，预算推到明年。'],
    next: null,
  }
  return [...own, ...others, sad].map(talkAct)
}
