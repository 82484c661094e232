import type { CollisionAnalysis } from '@gonghai/shared/client/duplicates-api'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { duplicateCalls } from './calls'
import { Hits } from './hits'

type Row = CollisionAnalysis['rows'][number]

const perPage = 50

/** Collision analysis: of one record, or of the records of a list with degree and result. */
export function Analysis({ object, id }: { object: string; id?: string }) {
  return id ? <OfOne object={object} id={id} /> : <OfMany object={object} />
}

function OfOne({ object, id }: { object: string; id: string }) {
  const t = useT()
  const found = useQuery({
    queryKey: ['duplicates', 'analysis', object, id],
    queryFn: () => duplicateCalls.analyse(object, [id]),
  })
  const row = found.data?.rows[0]
  if (found.isPending) return <Skeleton rows={3} />
  if (found.isError) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!row?.hits.length) return <Empty icon="check" title={t('duplicate.page.none')} />
  return (
    <>
      <Box className="collisions-intro">{t('duplicate.page.of', { name: row.title })}</Box>
      <Hits hits={row.hits} />
    </>
  )
}

const tabs = ['mine', 'group', 'all'] as const
type Tab = (typeof tabs)[number]

/** The next records of the list, compared. */
async function analysePage(object: string, tab: Tab, cursor: string | undefined) {
  const list = await api.list(object, { tab, limit: perPage, ...(cursor ? { cursor } : {}) })
  const ids = list.rows.filter(row => !row.restricted).map(row => row.id)
  const rows = ids.length > 0 ? (await duplicateCalls.analyse(object, ids)).rows : []
  return { rows, next: list.next }
}

function OfMany({ object }: { object: string }) {
  const t = useT()
  const [tab, setTab] = useState<Tab>('mine')
  const [shown, setShown] = useState<Row>()
  const found = useInfiniteQuery({
    queryKey: ['duplicates', 'analysis', object, tab],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => analysePage(object, tab, pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const colliding = rows.filter(row => row.hits.length > 0)
  const ordered = [...rows].sort((one, two) => two.degree - one.degree)
  return (
    <>
      <Tabs
        tabs={tabs.map(key => ({ key, text: t(`ui.list.tab.${key}`) }))}
        current={tab}
        onChange={key => setTab(key as Tab)}
      />
      {found.isPending && <Skeleton />}
      {found.isError && !rows.length && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && (
        <Box className="collisions-intro">
          {t('duplicate.page.analysed', { number: rows.length, found: colliding.length })}
        </Box>
      )}
      {ordered.length > 0 && <Table rows={ordered} onOpen={setShown} />}
      {found.hasNextPage && (
        <Button wide busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {t('duplicate.page.more', { number: perPage })}
        </Button>
      )}
      {shown && (
        <Sheet title={t('duplicate.page.of', { name: shown.title })} onClose={() => setShown(undefined)}>
          <Hits hits={shown.hits} />
        </Sheet>
      )}
    </>
  )
}

function Table({ rows, onOpen }: { rows: readonly Row[]; onOpen: (row: Row) => void }) {
  const t = useT()
  return (
    <Box className="card" role="table">
      <Box className="collision-row collision-head">
        <Box className="collision-name" />
        <Box className="collision-degree">{t('duplicate.page.degree')}</Box>
        <Box className="collision-result">{t('duplicate.page.result')}</Box>
      </Box>
      {rows.map(row => (
        <Press
          key={row.id}
          className="collision-row"
          disabled={row.hits.length === 0}
          onPress={() => onOpen(row)}
        >
          <Box className="collision-name row-title">{row.title}</Box>
          <Box className="collision-degree">{row.degree > 0 ? `${row.degree}%` : '—'}</Box>
          <Box className="collision-result">
            {row.hits.length > 0 ? (
              <Chip tone={row.effect === 'forbid' ? 'danger' : 'warning'}>
                {t('duplicate.page.like', { number: row.hits.length })}
              </Chip>
            ) : (
              <Chip tone="success">{t('duplicate.page.clean')}</Chip>
            )}
          </Box>
        </Press>
      ))}
    </Box>
  )
}
