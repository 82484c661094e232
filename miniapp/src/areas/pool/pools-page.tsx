import type { RecordView, Reference } from '@gonghai/shared/client/api'
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
import { TagChip } from '../../ui/tag-chips'
import { PoolView } from './pool-view'
import '../customers/customers.scss'

/** The pools that the reader belongs to; the one looked at last is open. */
export default function PoolsPage() {
  const t = useT()
  const found = useRows('pool', { limit: 50 })
  const [chosen, setChosen] = useState(() => readStored<string>('pool'))
  const tags = tagsOf(found.rows)
  const [tag, setTag] = useState<string>()
  const present = tags.some(({ id }) => id === tag) ? tag : undefined
  const pools = found.rows.filter(row => !present || tagged(row).some(({ id }) => id === present))
  const pool = pools.find(({ id }) => id === chosen) ?? pools[0]
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
      {found.rows.length > 1 && tags.length > 0 && (
        <Box className="pool-tags" role="radiogroup" label={t('ui.pool.byTag')}>
          {tags.map(({ id, name, color }) => (
            <Press
              key={id}
              role="radio"
              className={`option ${id === present ? 'option-on' : ''}`}
              pressed={id === present}
              onPress={() => setTag(id === present ? undefined : id)}
            >
              <TagChip name={name} color={color} />
            </Press>
          ))}
        </Box>
      )}
      {found.rows.length > 1 && (
        <Box className="objects" role="tablist" label={t('ui.tab.pools')}>
          {pools.map(({ id, title }) => (
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

const tagged = (pool: RecordView): Reference[] => [pool.references.tags ?? []].flat()

/** Every tag that some pool has, once. */
const tagsOf = (pools: readonly RecordView[]): Reference[] => [
  ...new Map(pools.flatMap(tagged).map(tag => [tag.id, tag])).values(),
]

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
