import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { api } from '../../lib/api'
import { objectLabel } from '../../records/words'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { PoolView } from './pool-view'

/** One pool, opened from a card or a link. */
export function PoolPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['record', 'pool', id],
    queryFn: () => api.detail('pool', id),
  })
  return (
    <Page title={data?.record.title ?? objectLabel('pool')}>
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Box className="home-loading">
          <Skeleton />
        </Box>
      )}
      {data && <PoolView pool={data.record} />}
    </Page>
  )
}
