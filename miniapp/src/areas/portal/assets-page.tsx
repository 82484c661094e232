import type { PortalAsset } from '@gonghai/shared/client/portal-api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { dateText, today } from '../../lib/time'
import { ListEnd } from '../../records/list-view'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { go } from './go'
import { PortalPage } from './portal-page'

/** The customer's machines: where they stand, how long they are under warranty, and "report a fault" on each. */
export function AssetsPage() {
  const t = useT()
  const found = useInfiniteQuery({
    queryKey: ['portal', 'assets'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => portalApi.assets(pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const more = () => {
    if (found.hasNextPage && !found.isFetchingNextPage && !found.isError) void found.fetchNextPage()
  }
  return (
    <PortalPage title={t('ui.portal.assets.title')} onEnd={more}>
      {() => (
        <>
          {found.isPending && <Skeleton rows={3} />}
          {found.isError && !rows.length && (
            <Failure error={found.error} retry={() => void found.refetch()} />
          )}
          {rows.map(row => (
            <AssetCard key={row.id} asset={row} />
          ))}
          {found.hasNextPage && (
            <ListEnd
              busy={found.isFetchingNextPage}
              more={found.hasNextPage}
              failed={found.isFetchNextPageError}
              retry={() => void found.fetchNextPage()}
            />
          )}
          <Button wide look="tint" icon="plus" onPress={() => go({ page: 'verify' })}>
            {t('ui.portal.assets.more')}
          </Button>
        </>
      )}
    </PortalPage>
  )
}

function AssetCard({ asset }: { asset: PortalAsset }) {
  const t = useT()
  const { warrantyEndsOn, serviceDueOn } = asset
  const covered = warrantyEndsOn !== null && warrantyEndsOn >= today()
  const facts = [
    asset.place,
    warrantyEndsOn && t('ui.portal.assets.warranty', { date: dateText(warrantyEndsOn) }),
    serviceDueOn && t('ui.portal.assets.service', { date: dateText(serviceDueOn) }),
  ]
  return (
    <Box className="card portal-asset">
      <Box className="portal-asset-head">
        <Box className="item-main">
          <Box className="row-title">{asset.name}</Box>
          <Box className="row-facts">{asset.serialNumber}</Box>
        </Box>
        {warrantyEndsOn && (
          <Chip tone={covered ? 'success' : 'plain'}>
            {t(covered ? 'ui.portal.assets.covered' : 'ui.portal.assets.uncovered')}
          </Chip>
        )}
      </Box>
      {facts.filter(Boolean).map(fact => (
        <Box key={String(fact)} className="row-facts">
          {fact}
        </Box>
      ))}
      <Box className="portal-asset-foot">
        {asset.openRequests > 0 && (
          <Button small look="text" onPress={() => go({ page: 'requests' })}>
            {t('ui.portal.assets.open', { count: asset.openRequests })}
          </Button>
        )}
        <Button small look="primary" onPress={() => go({ page: 'new', asset: asset.id })}>
          {t('ui.portal.home.new')}
        </Button>
      </Box>
    </Box>
  )
}
