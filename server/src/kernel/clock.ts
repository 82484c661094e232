import type { Sql } from '../db/database'

/** The only source of the present time. In the sandbox it can be moved ahead for all processes at once. */
export interface Clock {
  now(): Date
  /** Milliseconds that the clock is ahead of the machine's. */
  offset(): number
}

/** A clock whose offset lies in the database, so that every process and stand-in shares it (decision 16). */
export class SharedClock implements Clock {
  #offset = 0

  now(): Date {
    return new Date(Date.now() + this.#offset)
  }

  offset(): number {
    return this.#offset
  }

  /** Reads the offset; called at the start and on every notification of a change. */
  async refresh(sql: Sql): Promise<void> {
    const [row] = await sql.query<{ value: number }>(`select value from setting where key = 'clockOffset'`)
    this.#offset = Number(row?.value ?? 0)
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format takes many times as long as using it; of zones and forms there are few. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, known)
  return known
}

/** The calendar day of a moment in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Date): string {
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return formatOf('en-CA', { timeZone, ...day }).format(at)
}

/** The first moment of the next calendar day in a time zone. */
export function nextDay(timeZone: string, at: Date): Date {
  const today = dayIn(timeZone, at)
  // Days have 23 to 25 hours where clocks change, so the turn is looked for; it falls on a whole minute everywhere.
  let early = at.getTime()
  let late = early + 26 * 3_600_000
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2)
    if (dayIn(timeZone, new Date(middle)) === today) early = middle
    else late = middle
  }
  return new Date(Math.floor(late / 60_000) * 60_000)
}

/** The first moment of a calendar day (YYYY-MM-DD) in a time zone. */
export function dayStart(timeZone: string, day: string): Date {
  // No zone is further than that from UTC: it is still an earlier day there.
  let at = new Date(Date.parse(`${day}T00:00:00Z`) - 15 * 3_600_000)
  while (dayIn(timeZone, at) < day) at = nextDay(timeZone, at)
  return at
}

/** "10:01" today, "11-20 10:01" before, in the reader's time zone. */
export function clockWords(at: Date, now: Date, timeZone: string): string {
  const part = (date: Date, options: Intl.DateTimeFormatOptions) =>
    formatOf('zh-CN', { timeZone, ...options })
      .format(date)
      .replace('/', '-')
  const time = part(at, { hour: '2-digit', minute: '2-digit', hour12: false })
  const day = { month: '2-digit', day: '2-digit' } as const
  return part(at, day) === part(now, day) ? time : `${part(at, day)} ${time}`
}
