import type { RouteLine, RoutesAnswer } from '@gonghai/shared/client/pool-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { poolApi } from '../../lib/pool-api'
import { Refused } from '../../lib/refused'
import { runAction } from '../../records/run-action'
import { objectsLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { toast } from '../../ui/toast'
import { SettingHistory } from '../settings/setting-history'
import { RouteEditor } from './route-editor'
import { RoutesEffect } from './routes-effect'
import '../../records/list.scss'
import './pool.scss'

const objects = ['customer', 'lead'] as const
type PooledName = (typeof objects)[number]

/** Which pool takes records without an owner: lines from top to bottom, with what they would have done before one saves. */
export function RoutesSetting() {
  const t = useT()
  const [object, setObject] = useState<PooledName>('customer')
  const found = useQuery({ queryKey: ['pool-routes', object], queryFn: () => poolApi.routes(object) })
  return (
    <Page title={t('pools.routes')}>
      <Tabs
        tabs={objects.map(key => ({ key, text: objectsLabel(key) }))}
        current={object}
        onChange={key => setObject(key as PooledName)}
      />
      <Scroll className="settings" onRefresh={() => found.refetch()}>
        <Box className="route-hint">{t('pools.routesHint')}</Box>
        <Box className="route-hint">{t('pools.routesExample')}</Box>
        {found.isPending && <Skeleton />}
        {found.isError && !found.data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && (
          <Routes
            key={`${object}:${found.data.version}`}
            answer={found.data}
            reload={() => void found.refetch()}
          />
        )}
      </Scroll>
    </Page>
  )
}

interface RoutesProps {
  answer: RoutesAnswer
  reload: () => void
}

/** What one is changing; it starts from what holds. */
function Routes({ answer, reload }: RoutesProps) {
  const t = useT()
  const say = useFailureText()
  const [routes, setRoutes] = useState<RouteLine[]>(answer.routes)
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const changed = JSON.stringify(routes) !== JSON.stringify(answer.routes)
  const complete = routes.every(route => route.value.trim() !== '')
  const save = async () => {
    setBusy(true)
    setWrong({})
    const lines = routes.map(({ field, value, pool }) => ({ field, value: value.trim(), pool: pool.id }))
    try {
      await runAction('pool.setRoutes', { object: answer.object, version: answer.version, routes: lines })
      reload()
    } catch (error) {
      const body = error instanceof Refused ? error.body : undefined
      const stale = body?.code === 'staleVersion'
      setWrong(Object.fromEntries((body?.fields ?? []).map(({ path, message }) => [path, message])))
      toast(stale ? t('pools.stale') : say(error), { tone: 'danger' })
      if (stale) reload()
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <RouteEditor answer={answer} routes={routes} wrong={wrong} onChange={setRoutes} />
      <Box className={`route-otherwise ${answer.defaultPool ? '' : 'row-refused'}`}>
        {answer.defaultPool
          ? `${t('pools.otherwise')}${t('ui.dot')}${answer.defaultPool.name}`
          : t('pools.noDefault')}
      </Box>
      {complete && <RoutesEffect answer={answer} routes={routes} />}
      <Box className="pools-tools">
        <Button look="primary" disabled={!changed || !complete} busy={busy} onPress={() => void save()}>
          {t('pools.save')}
        </Button>
        {changed && <Box className="route-hint">{t('pools.unsaved')}</Box>}
      </Box>
      {answer.id && <SettingHistory subject="poolRoute" id={answer.id} />}
    </>
  )
}
