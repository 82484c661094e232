import type { BinRow } from '@gonghai/shared/client/customer-api'
import type { OperationResult } from '@gonghai/shared/client/operation-api'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { useNavigation } from '../../lib/navigate'
import { everythingChanged } from '../../lib/query'
import { randomKey } from '../../lib/random-key'
import { momentText } from '../../lib/time'
import { CheckBox } from '../../records/check-box'
import { ListEnd } from '../../records/list-view'
import { countText } from '../../records/use-rows'
import { objectLabel, objectsLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Empty, Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { SearchBox } from '../../ui/search-box'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { toast } from '../../ui/toast'
import { WithWords } from '../settings/setting-frame'
import { customerCalls } from './calls'
import { RestoreResults } from './restore-results'
import '../../records/list.scss'
import './customer-pages.scss'

/** What was deleted, by kind; one or many come back to where they were. */
export function BinPage({ object }: { object?: string }) {
  return (
    <WithWords>
      <Bin start={object} />
    </WithWords>
  )
}

function Bin({ start }: { start?: string }) {
  const t = useT()
  const kinds = useQuery({ queryKey: ['bin'], queryFn: customerCalls.binCounts })
  const [chosen, setChosen] = useState(start)
  const objects = kinds.data?.objects ?? []
  const object =
    objects.find(one => one.object === chosen)?.object ??
    objects.find(one => one.count > 0)?.object ??
    objects[0]?.object
  return (
    <Page title={t('customers.bin.title')}>
      {kinds.isError && !kinds.data && <Failure error={kinds.error} retry={() => void kinds.refetch()} />}
      {kinds.isPending && <Skeleton rows={4} />}
      {object && (
        <>
          <Tabs
            tabs={objects.map(one => ({ key: one.object, text: objectsLabel(one.object), count: one.count }))}
            current={object}
            onChange={setChosen}
          />
          <BinList key={object} object={object} />
        </>
      )}
      {kinds.data && !object && <Empty icon="trash" title={t('ui.nothingFound')} />}
    </Page>
  )
}

function useBin(object: string, search: string, mine: boolean) {
  return useInfiniteQuery({
    queryKey: ['bin', object, search, mine],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      customerCalls.bin(object, {
        ...(search ? { search } : {}),
        mine,
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    getNextPageParam: last => last.next ?? undefined,
  })
}

function BinList({ object }: { object: string }) {
  const t = useT()
  const say = useFailureText()
  const { open } = useNavigation()
  const [words, setWords] = useState('')
  const [mine, setMine] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [results, setResults] = useState<OperationResult[]>()
  const [busy, setBusy] = useState(false)
  const search = useLater(words, 300).trim()
  const found = useBin(object, search, mine)
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const restore = async (ids: readonly string[]) => {
    if (busy) return
    setBusy(true)
    try {
      const records = ids.map(id => `${object}:${id}`)
      const answer = await api.startOperation(
        { action: `${object}.restore`, records, input: {} },
        randomKey(24),
      )
      const refused = answer.results.filter(one => one.state === 'refused')
      // Many are still being restored: what came of each stands where the work goes on.
      if (answer.operation.state !== 'done') open({ page: 'operation', id: answer.operation.id })
      else if (refused.length > 0) setResults(answer.results)
      else toast(t('customers.bin.done', { number: ids.length }))
      setChosen(new Set())
      await everythingChanged()
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Box className="list">
      <Box className="list-tools">
        <SearchBox value={words} placeholder={t('customers.bin.search')} onChange={setWords} />
        <Press
          role="switch"
          className={`customer-filter ${mine ? 'customer-filter-on' : ''}`}
          pressed={mine}
          onPress={() => setMine(!mine)}
        >
          {t('customers.bin.mine')}
        </Press>
      </Box>
      <Scroll
        className="list-scroll"
        onEnd={() => {
          if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage()
        }}
        onRefresh={() => found.refetch()}
        label={t('customers.bin.title')}
      >
        {found.isPending && <Skeleton />}
        {found.isError && !rows.length && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && !rows.length && (
          <Empty
            icon="trash"
            title={t(search ? 'customers.bin.noneFound' : 'customers.bin.none', {
              object: objectLabel(object),
            })}
            text={search ? undefined : t('customers.bin.noneText', { object: objectLabel(object) })}
          />
        )}
        {rows.map(row => (
          <BinLine
            key={row.id}
            row={row}
            on={chosen.has(row.id)}
            onToggle={() => toggle(row.id)}
            onRestore={() => void restore([row.id])}
          />
        ))}
        {rows.length > 0 && (
          <ListEnd
            busy={found.isFetchingNextPage}
            more={found.hasNextPage}
            failed={found.isFetchNextPageError}
            retry={() => void found.fetchNextPage()}
          />
        )}
      </Scroll>
      {chosen.size > 0 && (
        <Box className="customer-foot">
          <Button look="primary" wide busy={busy} onPress={() => void restore([...chosen])}>
            {t('customers.bin.restoreMany', { number: chosen.size })}
          </Button>
        </Box>
      )}
      {results && <RestoreResults results={results} onClose={() => setResults(undefined)} />}
    </Box>
  )
}

interface BinLineProps {
  row: BinRow
  on: boolean
  onToggle: () => void
  onRestore: () => void
}

function BinLine({ row, on, onToggle, onRestore }: BinLineProps) {
  const t = useT()
  const place = row.owner ? t('customers.bin.placeOwner', { name: row.owner.name }) : row.pool?.name
  const list = row.with
    .map(one => `${objectLabel(one.object)} ${countText(one.count)}`)
    .join(t('customers.comma'))
  const lines = [
    t('customers.bin.deleted', {
      name: row.deletedBy?.name ?? t('customers.bin.system'),
      time: momentText(row.deletedAt),
    }),
    place && t('customers.bin.was', { place }),
    list && t('customers.bin.with', { list }),
  ]
  return (
    <Box className="bin-row">
      <Press role="checkbox" className="bin-check" pressed={on} label={row.title} onPress={onToggle}>
        <CheckBox on={on} />
      </Press>
      <Box className="bin-main">
        <Box className="customer-strong">
          {row.title} {row.number && <Words className="customer-small">{row.number}</Words>}
        </Box>
        <Box className="customer-small">{lines.filter(Boolean).join(t('ui.dot'))}</Box>
      </Box>
      <Button small look="tint" onPress={onRestore}>
        {t('customers.bin.restore')}
      </Button>
    </Box>
  )
}
