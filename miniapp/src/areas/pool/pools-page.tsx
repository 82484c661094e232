import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { poolApi } from '../../lib/pool-api'
import { readStored, store } from '../../lib/storage'
import { useRows } from '../../records/use-rows'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { PoolView } from './pool-view'
import '../customers/customers.scss'

/** The pools that the reader belongs to; the one looked at last is open. */
export default function PoolsPage() {
  const t = useT()
  const found = useRows('pool', { limit: 50 })
  const [chosen, setChosen] = useState(() => readStored<string>('pool'))
  const pool = found.rows.find(({ id }) => id === chosen) ?? found.rows[0]
  const choose = (id: string) => {
    setChosen(id)
    store('pool', id)
  }
  return (
    <Page title={t('ui.tab.pools')} root>
      {found.isPending && (
        <Box className="home-loading">
          <Skeleton />
        </Box>
      )}
      {found.isError && !found.rows.length && (
        <Failure error={found.error} retry={() => void found.refetch()} />
      )}
      {!found.isPending && !found.isError && !pool && (
        <Empty icon="pools" title={t('ui.pool.none')} text={t('ui.pool.noneText')} />
      )}
      {found.rows.length > 1 && (
        <Box className="objects" role="tablist" label={t('ui.tab.pools')}>
          {found.rows.map(({ id, title }) => (
            <Press
              key={id}
              role="tab"
              className={`object ${id === pool?.id ? 'object-on' : ''}`}
              current={id === pool?.id}
              onPress={() => choose(id)}
            >
              {title}
            </Press>
          ))}
        </Box>
      )}
      <ReviewsLine />
      {pool && <PoolView key={pool.id} pool={pool} />}
    </Page>
  )
}

/** What waits for the reader's word, where anything does. */
function ReviewsLine() {
  const t = useT()
  const { open } = useNavigation()
  const { data } = useQuery({
    queryKey: ['pool-reviews', 'count'],
    queryFn: () => poolApi.reviews('waiting'),
  })
  if (!data?.waiting) return null
  return (
    <Press className="pools-line" onPress={() => open({ page: 'pool-reviews' })}>
      <Icon name="approval" size={18} />
      {t('ui.mark.reviews', { count: data.waiting })}
      <Icon name="forward" size={16} />
    </Press>
  )
}
