import type { PortalRequestRow } from '@gonghai/shared/client/portal-api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { momentText } from '../../lib/time'
import { ListEnd } from '../../records/list-view'
import { optionLabel } from '../../records/words'
import { Chip, toneOf } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { Stars } from '../../ui/stars'
import { Tabs } from '../../ui/tabs'
import { go } from './go'
import { PortalPage } from './portal-page'

const tabs = ['open', 'closed'] as const

/** The customer's requests: under way and over. */
export function RequestsPage() {
  const t = useT()
  const [tab, setTab] = useState<(typeof tabs)[number]>('open')
  const found = useInfiniteQuery({
    queryKey: ['portal', 'requests', tab],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => portalApi.requests(tab, pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage && !found.isError) void found.fetchNextPage()
  }
  return (
    <PortalPage title={t('ui.portal.requests.title')} onEnd={more}>
      {() => (
        <>
          <Tabs
            tabs={tabs.map(key => ({ key, text: t(`ui.portal.requests.${key}`) }))}
            current={tab}
            onChange={key => setTab(key as (typeof tabs)[number])}
          />
          <Box className="portal-rows">
            {found.isPending && <Skeleton rows={3} />}
            {found.isError && !rows.length && (
              <Failure error={found.error} retry={() => void found.refetch()} />
            )}
            {found.isSuccess && !rows.length && (
              <Empty
                icon="service"
                title={t(`ui.portal.requests.none.${tab}`)}
                step={{ text: t('ui.portal.home.new'), run: () => go({ page: 'new' }) }}
              />
            )}
            {rows.map(row => (
              <RequestRow key={row.id} row={row} />
            ))}
            {rows.length > 0 && (
              <ListEnd
                busy={found.isFetchingNextPage}
                more={found.hasNextPage}
                failed={found.isFetchNextPageError}
                retry={() => void found.fetchNextPage()}
              />
            )}
          </Box>
        </>
      )}
    </PortalPage>
  )
}

function RequestRow({ row }: { row: PortalRequestRow }) {
  const t = useT()
  return (
    <Press className="card portal-row" onPress={() => go({ page: 'request', id: row.id })}>
      <Box className="item-main">
        <Box className="row-title">{row.title}</Box>
        <Box className="row-facts">
          {[row.asset?.name, row.number, momentText(row.updatedAt)].filter(Boolean).join(t('ui.dot'))}
        </Box>
        {row.stars !== null && <Stars value={row.stars} />}
      </Box>
      <Chip tone={toneOf(row.state)}>{optionLabel('serviceRequest', 'state', row.state)}</Chip>
    </Press>
  )
}
