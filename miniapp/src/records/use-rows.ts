import type { ListQuery } from '@gonghai/shared/client/api'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../lib/api'

/** The rows of a query, page after page. */
export function useRows(object: string, query: ListQuery) {
  const found = useInfiniteQuery({
    queryKey: ['list', object, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.list(object, { ...query, cursor: pageParam }),
    getNextPageParam: last => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const pages = found.data?.pages ?? []
  // A record that moved while one scrolled may come twice: the later one is newer.
  const rows = [...new Map(pages.flatMap(page => page.rows).map(row => [row.id, row])).values()]
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage && !found.isError) void found.fetchNextPage()
  }
  return { ...found, rows, more, count: pages[0]?.count ?? 0, quota: pages.at(-1)?.quota ?? pages[0]?.quota }
}

/** "999+" from a thousand on, where the server stops counting. */
export const countText = (count: number): string => (count >= 1000 ? '999+' : String(count))
