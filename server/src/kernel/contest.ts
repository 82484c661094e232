/**
 * Calls of this process that want the same thing at the same moment. The first goes ahead; the others wait for its end
 * without a connection and look before they go themselves. Who wins is decided by the database all the same.
 */
export class Contest {
  readonly #running = new Map<string, Promise<unknown>>()

  /** @param look throws when there is nothing left to win */
  async enter<T>(thing: string, look: () => Promise<void>, work: () => Promise<T>): Promise<T> {
    const ahead = this.#running.get(thing)
    if (ahead) {
      await ahead.catch(() => undefined)
      await look()
    }
    const mine = ahead ? work() : look().then(work)
    this.#running.set(thing, mine)
    try {
      return await mine
    } finally {
      if (this.#running.get(thing) === mine) this.#running.delete(thing)
    }
  }
}
