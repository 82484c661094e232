import type { Clock } from '@gonghai/server/kernel/clock'

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: number

  constructor(start = new Date('2026-11-21T08:00:00.000Z')) {
    this.#now = start.getTime()
  }

  now = () => new Date(this.#now)

  /** Jobs wake by the machine's clock, wherever this one stands. */
  offset = () => this.#now - Date.now()

  advance(step: { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 } = step
    this.#now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms
  }

  set(at: string): void {
    this.#now = new Date(at).getTime()
  }
}
