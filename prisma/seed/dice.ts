/** Chance that falls the same way in every seeding (mulberry32). */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides)
  }

  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + this.roll(high - low + 1)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.roll(choices.length)]!
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    const order = [...things]
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.roll(last + 1)
      const held = order[last]!
      order[last] = order[other]!
      order[other] = held
    }
    return order
  }

  /** A time of a working day, HH:MM between 08:30 and 17:59. */
  workTime(): string {
    const minute = this.between(8 * 60 + 30, 17 * 60 + 59)
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  }
}
