import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { Box } from '../../kit/box'
import { useCell } from '../../lib/cell'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { homeTab, pane, TabSeen } from '../../lib/navigate'
import { wide } from '../../platform/screen'
import { ActionSheet } from '../../records/action-sheet'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { TodayPage } from '../today/today-page'
import { BottomBar, Rail } from './bars'
import { Pane } from './pane'
import { type HomeTab, tabsOf } from './tabs'
import './frame.scss'

const views: Record<HomeTab['key'], ComponentType> = {
  today: TodayPage,
  customers: lazy(() => import('../customers/customers-page')),
  pools: lazy(() => import('../pool/pools-page')),
  service: lazy(() => import('../service/service-page')),
  me: lazy(() => import('../me/me-page')),
}

/** The first page: tabs that keep their place, and in a wide window the opened record beside the list. */
export function Home({ tab }: { tab?: string }) {
  const t = useT()
  const { data: meta, error, refetch } = useMeta()
  const roomy = useCell(wide)
  const routes = useCell(pane)
  // Before the first drawing, so that no other tab is fetched for nothing.
  useState(() => tab && homeTab.set(tab))
  useEffect(() => {
    if (tab) homeTab.set(tab)
  }, [tab])
  const current = useCell(homeTab)
  const tabs = tabsOf(meta)
  const [seen, setSeen] = useState<readonly string[]>([])
  useEffect(() => setSeen(before => (before.includes(current) ? before : [...before, current])), [current])
  const choose = (key: string) => {
    pane.set([])
    homeTab.set(key)
  }
  if (error && !meta) {
    return (
      <Page title={t('ui.app')} root>
        <Failure error={error} retry={() => void refetch()} />
      </Page>
    )
  }
  const split = roomy && (routes.length > 0 || ['today', 'pools', 'service', 'me'].includes(current))
  return (
    <Box className={`home ${roomy ? 'home-wide' : ''}`}>
      {roomy && <Rail tabs={tabs} current={current} onChange={choose} />}
      <Box className={`home-list ${split ? 'home-list-narrow' : ''}`}>
        {!meta && <Loading />}
        {meta &&
          tabs
            .filter(({ key }) => key === current || seen.includes(key))
            .map(({ key }) => {
              const View = views[key]
              return (
                <Box key={key} className="home-tab" style={{ display: key === current ? 'flex' : 'none' }}>
                  <TabSeen.Provider value={key === current}>
                    <Suspense fallback={<Loading />}>
                      <View />
                    </Suspense>
                  </TabSeen.Provider>
                </Box>
              )
            })}
      </Box>
      {split && (routes.length > 0 ? <Pane routes={routes} /> : <NothingOpen />)}
      {!roomy && <BottomBar tabs={tabs} current={current} onChange={choose} />}
      <ActionSheet />
    </Box>
  )
}

function Loading() {
  return (
    <Box className="home-loading">
      <Skeleton />
    </Box>
  )
}

function NothingOpen() {
  const t = useT()
  return (
    <Box className="home-pane home-pane-empty">
      <Empty icon="inbox" title={t('ui.pane.empty')} />
    </Box>
  )
}
