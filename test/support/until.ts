import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks again and again until `question` answers without throwing and not undefined; after `patienceMs` throws what
 * it threw last. For things that come about in another process.
 */
export async function until<T>(question: () => Promise<T | undefined>, patienceMs = 15_000): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const late = performance.now() > deadline
    try {
      const answer = await question()
      if (answer !== undefined) return answer
      if (late) throw new Error('It did not come about in time.')
    } catch (error) {
      if (late) throw error
    }
    await sleep(25)
  }
}
