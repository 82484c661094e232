import { dayIn } from '@gonghai/server/kernel/clock'

const dayMs = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, made)
  return made
}

/** How far a time zone is ahead of UTC at a moment, in milliseconds. */
function zoneOffset(at: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at)
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? []
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

/** The days of the story, counted from the moment of seeding: nobody works at the weekend. */
export class Calendar {
  readonly #today: number
  readonly #back: string[] = []

  constructor(
    readonly now: Date,
    readonly timeZone: string,
  ) {
    this.#today = Date.parse(`${dayIn(timeZone, now)}T00:00:00Z`)
    for (let days = 1; this.#back.length < 120; days++) {
      const day = this.#shifted(-days)
      if (!isWeekend(day)) this.#back.push(day)
    }
  }

  #shifted(days: number): string {
    return new Date(this.#today + days * dayMs).toISOString().slice(0, 10)
  }

  #moment(day: string, time: string): Date {
    const wall = new Date(`${day}T${time}:00Z`)
    return new Date(wall.getTime() - zoneOffset(wall, this.timeZone))
  }

  /** The date (YYYY-MM-DD) of a working day before today: 1 = the last one. */
  day(workdaysAgo: number): string {
    return this.#back[workdaysAgo - 1]!
  }

  /** A moment of such a day; `time` = HH:MM in the company's zone. */
  past(workdaysAgo: number, time: string): Date {
    return this.#moment(this.day(workdaysAgo), time)
  }

  /** A moment of today or of a day ahead; days that fall on a weekend move to Monday, but for today. */
  ahead(days: number, time: string): Date {
    let shift = days
    while (shift > 0 && isWeekend(this.#shifted(shift))) shift++
    return this.#moment(this.#shifted(shift), time)
  }

  /** The date (YYYY-MM-DD) so many days ahead. */
  dateAhead(days: number): string {
    return this.#shifted(days)
  }

  /** Just before the seeding. */
  minutesAgo(minutes: number): Date {
    return new Date(this.now.getTime() - minutes * 60_000)
  }
}
