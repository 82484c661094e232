import type { Sql } from '../db/database'

/** The only source of the present time. In the sandbox it can be moved ahead for all processes at once. */
export interface Clock {
  now(): Date
  /** Milliseconds that the clock is ahead of the machine's. */
  offset(): number
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => new Date(), offset: () => 0 }

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
