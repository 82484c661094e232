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

/** The calendar day of a moment in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
}

/** "10:01" today, "11-20 10:01" before, in the reader's time zone. */
export function clockWords(at: Date, now: Date, timeZone: string): string {
  const part = (date: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('zh-CN', { timeZone, ...options }).format(date).replace('/', '-')
  const time = part(at, { hour: '2-digit', minute: '2-digit', hour12: false })
  const day = { month: '2-digit', day: '2-digit' } as const
  return part(at, day) === part(now, day) ? time : `${part(at, day)} ${time}`
}
