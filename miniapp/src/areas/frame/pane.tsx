import { type ComponentType, lazy, Suspense } from 'react'
import { Box } from '../../kit/box'
import { InPane } from '../../lib/navigate'
import { isSettingRoute, type Route, type SettingPage } from '../../lib/route'
import { Skeleton } from '../../ui/skeleton'

type Parameters = {
  [K in Exclude<Route['page'], 'home' | 'sign-in' | SettingPage>]: Omit<Extract<Route, { page: K }>, 'page'>
}

const views: { [K in keyof Parameters]: ComponentType<Parameters[K]> } = {
  record: lazy(async () => ({ default: (await import('../../records/record-view')).RecordPage })),
  form: lazy(async () => ({ default: (await import('../../records/form-page')).FormPage })),
  list: lazy(async () => ({ default: (await import('../customers/list-page')).ListPage })),
  pool: lazy(async () => ({ default: (await import('../pool/pool-page')).PoolPage })),
  'pool-reviews': lazy(async () => ({ default: (await import('../pool/reviews-page')).ReviewsPage })),
  approvals: lazy(async () => ({ default: (await import('../approval/approvals-page')).ApprovalsPage })),
  segments: lazy(async () => ({ default: (await import('../segments/segments-page')).SegmentsPane })),
  sign: lazy(async () => ({ default: (await import('../customers/sign-page')).SignPage })),
  merge: lazy(async () => ({ default: (await import('../customers/merge-page')).MergePage })),
  overview: lazy(async () => ({ default: (await import('../customers/overview-page')).OverviewPage })),
  bin: lazy(async () => ({ default: (await import('../customers/bin-page')).BinPage })),
  operation: lazy(async () => ({ default: (await import('../operations/operation-page')).OperationPage })),
  import: lazy(async () => ({ default: (await import('../exchange/import-page')).ImportPage })),
  collisions: lazy(async () => ({
    default: (await import('../duplicates/collisions-page')).CollisionsPage,
  })),
  operations: lazy(async () => ({ default: (await import('../operations/operations-page')).OperationsPage })),
  approval: lazy(async () => ({ default: (await import('../approval/approval-page')).ApprovalPage })),
}

/** The right column of a wide window: the page that was opened last. */
export function Pane({ routes }: { routes: readonly Route[] }) {
  const route = routes.at(-1)
  if (!route || route.page === 'home' || route.page === 'sign-in' || isSettingRoute(route)) return null
  const { page, ...parameters } = route
  const View = views[page] as ComponentType<Record<string, unknown>>
  return (
    <InPane.Provider value={true}>
      <Box className="home-pane">
        <Suspense fallback={<Skeleton rows={4} />}>
          <View key={JSON.stringify(route)} {...parameters} />
        </Suspense>
      </Box>
    </InPane.Provider>
  )
}
