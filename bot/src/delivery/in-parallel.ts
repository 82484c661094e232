/**
 * Runs `work` for every item, `width` at a time. All are tried; afterwards the first error, if any, is thrown.
 */
export async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>) {
  const errors: unknown[] = []
  let next = 0
  const run = async () => {
    for (let at = next++; at < items.length; at = next++) {
      await work(items[at]!).catch(error => errors.push(error))
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, run))
  if (errors.length > 0) throw errors[0]
}
