/** Stretches of the calendar that a condition may name: they move on with the day on which it is asked. */
export const periods = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'nextQuarter',
  'thisYear',
  'lastYear',
  'nextYear',
] as const
export type Period = (typeof periods)[number]

/** Days counted from the day on which is asked: `lastDays` and `nextDays` hold it, `daysAgo` is that long ago or longer. */
export const dayCounts = ['lastDays', 'nextDays', 'daysAgo'] as const
export type DayCount = (typeof dayCounts)[number]

/** So many days may be counted. */
export const mostDays = 3650

/** Days (YYYY-MM-DD) from the first to the one that is no longer in it; without `from`, everything before. */
export interface Days {
  from?: string
  to: string
}

const milliseconds = 86_400_000
const dayAt = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * milliseconds).toISOString().slice(0, 10)
}

type Unit = 'Week' | 'Month' | 'Quarter' | 'Year'

/** The first day of the unit that lies `ahead` units from the one that `today` is in; weeks begin on Monday. */
const firsts: Record<Unit, (today: string, ahead: number) => string> = {
  Week: (today, ahead) => {
    const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
    return plusDays(today, ahead * 7 - weekday)
  },
  Month: (today, ahead) => dayAt(yearOf(today), monthOf(today) + ahead, 1),
  Quarter: (today, ahead) => dayAt(yearOf(today), (Math.floor(monthOf(today) / 3) + ahead) * 3, 1),
  Year: (today, ahead) => dayAt(yearOf(today) + ahead, 0, 1),
}

const yearOf = (day: string) => Number(day.slice(0, 4))
const monthOf = (day: string) => Number(day.slice(5, 7)) - 1

const singles: Partial<Record<Period, number>> = { today: 0, yesterday: -1, tomorrow: 1 }
const aheads: Readonly<Record<string, number>> = { this: 0, last: -1, next: 1 }

/** The days of a period as seen on one day. */
export function daysOfPeriod(period: Period, today: string): Days {
  const single = singles[period]
  if (single !== undefined) return { from: plusDays(today, single), to: plusDays(today, single + 1) }
  const ahead = aheads[period.slice(0, 4)]!
  const first = firsts[period.slice(4) as Unit]
  return { from: first(today, ahead), to: first(today, ahead + 1) }
}

const counted: Record<DayCount, (today: string, count: number) => Days> = {
  lastDays: (today, count) => ({ from: plusDays(today, 1 - count), to: plusDays(today, 1) }),
  nextDays: (today, count) => ({ from: today, to: plusDays(today, count) }),
  daysAgo: (today, count) => ({ to: plusDays(today, 1 - count) }),
}

/** The days that a count means on one day: `lastDays 7` is today and the six before, `daysAgo 7` all before these. */
export const daysOfCount = (kind: DayCount, today: string, count: number): Days => counted[kind](today, count)
