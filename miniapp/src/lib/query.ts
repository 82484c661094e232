import { QueryClient } from '@tanstack/react-query'
import { Refused } from './refused'

/** A refusal stays a refusal; only what may succeed later is tried again, twice. */
const retry = (count: number, error: Error) => {
  if (error instanceof Refused) return count < 2 && [429, 503].includes(error.status)
  return count < 2
}

/** What the server answered, kept while pages come and go. */
export const queries = new QueryClient({
  defaultOptions: {
    // Coming back from the chat, where much is done too, everything in sight is asked for anew.
    queries: {
      retry,
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: 'always',
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** What the reader may use does not change by an action; of two customers that were merged there is no comparison any more. */
const standing: ReadonlySet<unknown> = new Set(['meta', 'merge'])

/** After an action anything may have changed, but for a few answers. */
export async function everythingChanged(): Promise<void> {
  await queries.invalidateQueries({ predicate: query => !standing.has(query.queryKey[0]) })
}
