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

/** After an action anything may have changed, but for what the reader may use. */
export async function everythingChanged(): Promise<void> {
  await queries.invalidateQueries({ predicate: query => query.queryKey[0] !== 'meta' })
}
