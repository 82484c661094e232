import type { ListAnswer, ListQuery, RecordView } from '@gonghai/shared/client/api'
import { useEffect, useRef, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { useCell } from '../../lib/cell'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { type ObjectMeta, useObject } from '../../lib/meta'
import { pane, useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { BulkBar } from '../../records/bulk-bar'
import { type ListState, queryOf } from '../../records/list-state'
import { ListEnd } from '../../records/list-view'
import { Narrowing } from '../../records/narrowing'
import { pooledText } from '../../records/pooled-facts'
import { Row } from '../../records/row'
import { selection, startSelecting } from '../../records/selection'
import { useStart } from '../../records/use-actions'
import { countText, useRows } from '../../records/use-rows'
import { valueText } from '../../records/value-text'
import { actionLabel, objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { toast } from '../../ui/toast'
import { claims } from './claims'
import { useClaim } from './use-claim'
import '../../records/list.scss'
import './pool.scss'
import { noRules } from '../../records/rules/rules'

/** The records of one pool, each with its "claim" button, under what the reader may still take. */
export function PoolView({ pool }: { pool: RecordView }) {
  const object = String(pool.values.kind ?? 'customer')
  const meta = useObject(object)
  if (!meta) return <Empty icon="pools" title={pool.title} />
  return <PoolRows pool={pool} meta={meta} />
}

/** What fell into the pool last comes first. */
const poolOrder = '-pooledAt'

function PoolRows({ pool, meta }: { pool: RecordView; meta: ObjectMeta }) {
  const t = useT()
  const { open } = useNavigation()
  const [state, setState] = useState<ListState>({
    words: '',
    tab: 'all',
    choices: {},
    rules: noRules,
    sort: poolOrder,
  })
  const settled = useLater(state.words, 300)
  const { tab: _tab, sort, ...query } = queryOf(meta, { ...state, words: settled })
  const poolQuery: ListQuery = {
    ...query,
    ...(state.sort === poolOrder ? {} : { sort: sort ?? meta.order }),
    tab: { pool: pool.id },
  }
  const found = useRows(meta.name, poolQuery)
  const rows = useKeptRows(found.rows)
  const columns = useCell(pane)
  const shown = columns[0]
  const choosing = useCell(selection)
  const chosen = choosing?.object === meta.name ? choosing : undefined
  useEffect(() => () => selection.set(undefined), [])
  const current = shown && 'id' in shown ? shown.id : undefined
  const narrowed = Boolean(query.filter ?? query.search)
  return (
    <Box className="list">
      <Narrowing
        meta={meta}
        state={state}
        onState={setState}
        also={[{ icon: 'checks', text: t('operation.choose'), run: () => startSelecting(meta.name) }]}
      />
      {found.data && (
        <Quota object={meta.name} count={found.count} quota={found.quota} rule={pool.values.claimRule} />
      )}
      <Scroll className="list-scroll" onEnd={found.more} onRefresh={() => found.refetch()} label={pool.title}>
        {found.isPending && <Skeleton />}
        {found.isError && !rows.length && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && !rows.length && (
          <Empty
            icon="pools"
            title={t(narrowed ? 'ui.list.noneFound' : 'ui.pool.empty', { object: objectLabel(meta.name) })}
            text={narrowed ? undefined : t('ui.pool.emptyText')}
            step={
              narrowed
                ? {
                    text: t('ui.list.clear'),
                    run: () => setState({ ...state, words: '', choices: {}, rules: noRules }),
                  }
                : undefined
            }
          />
        )}
        {rows.map(record => (
          <PoolRow
            key={record.id}
            meta={meta}
            record={record}
            current={record.id === current}
            chosen={chosen?.records.has(record.id)}
            onOpen={() => open({ page: 'record', object: meta.name, id: record.id })}
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
      {chosen && <BulkBar chosen={chosen} rows={rows} query={poolQuery} count={found.count} />}
    </Box>
  )
}

/** Rows that were pressed stay where they were with their result, although they have left the pool. */
function useKeptRows(rows: RecordView[]): RecordView[] {
  const results = useCell(claims)
  const before = useRef<RecordView[]>([])
  const fresh = new Map(rows.map(row => [row.id, row]))
  const stood = before.current
    .map(row => fresh.get(row.id) ?? row)
    .filter(row => fresh.has(row.id) || results[`${row.object}:${row.id}`])
  const known = new Set(stood.map(({ id }) => id))
  const kept = [...stood, ...rows.filter(row => !known.has(row.id))]
  useEffect(() => {
    before.current = kept
  })
  // Without a pressed row the server's order holds.
  return stood.length === rows.length && stood.every(row => fresh.has(row.id)) ? rows : kept
}

interface QuotaProps {
  object: string
  count: number
  quota: ListAnswer['quota']
  rule: unknown
}

/** "128 个客户 · 今日已领 1/2 · 持有 14/30": what is there and what one may still take. */
function Quota({ object, count, quota, rule }: QuotaProps) {
  const t = useT()
  const of = (used: number, limit: number | null) => (limit === null ? String(used) : `${used}/${limit}`)
  const parts = [
    t('ui.list.count', { number: countText(count), object: objectLabel(object) }),
    ...(quota && rule !== 'assignOnly'
      ? [
          t('ui.pool.today', { used: of(quota.today, quota.dayLimit) }),
          t('ui.pool.held', { used: of(quota.held, quota.holdLimit) }),
          ...(quota.waiting > 0 ? [t('ui.pool.waiting', { count: quota.waiting })] : []),
        ]
      : []),
    ...(rule === 'assignOnly' ? [t('ui.pool.assignOnly')] : []),
  ]
  const full =
    quota && (quota.today >= (quota.dayLimit ?? Infinity) || quota.held >= (quota.holdLimit ?? Infinity))
  return <Box className={`quota ${full ? 'quota-full' : ''}`}>{parts.join(t('ui.dot'))}</Box>
}

interface PoolRowProps {
  meta: ObjectMeta
  record: RecordView
  current: boolean
  /** While one chooses several: is this one of them? */
  chosen?: boolean
  onOpen: () => void
}

function PoolRow({ meta, record, current, chosen, onOpen }: PoolRowProps) {
  const t = useT()
  const result = useCell(claims)[`${record.object}:${record.id}`]
  const refused = result?.state === 'refused' ? result : undefined
  const since = typeof record.values.pooledAt === 'string' ? momentText(record.values.pooledAt) : ''
  const came = [valueText(meta, 'poolReason', record), since, valueText(meta, 'lastOwner', record)].filter(
    Boolean,
  )
  const blocked = record.blocked['pool.claim']
  const business = pooledText(meta, record)
  return (
    <Row
      meta={meta}
      record={record}
      current={current}
      chosen={chosen}
      onOpen={onOpen}
      extra={chosen === undefined ? <ClaimSide record={record} /> : false}
      below={
        <>
          {business && <Box className="row-facts row-business">{business}</Box>}
          {came.length > 0 && !refused && <Box className="row-facts row-came">{came.join(t('ui.dot'))}</Box>}
          {refused && !refused.gone && (
            <Box className="row-refused" role="alert">
              {refused.text}
            </Box>
          )}
          {!result && blocked && <Box className="row-blocked">{blocked}</Box>}
        </>
      }
    />
  )
}

/** The right end of a row: claim, how the claim ended, or why it can't be. */
function ClaimSide({ record }: { record: RecordView }) {
  const t = useT()
  const claim = useClaim()
  const start = useStart()
  const result = useCell(claims)[`${record.object}:${record.id}`]
  if (result?.state === 'claimed') return <Chip tone="success">{t('ui.pool.claimed')}</Chip>
  if (result?.state === 'asked') return <Chip tone="warning">{t('ui.mark.unreviewed')}</Chip>
  if (result?.state === 'refused' && result.gone) {
    return (
      <Words className="claim-gone">
        <Chip tone="plain">{result.text}</Chip>
      </Words>
    )
  }
  const blocked = record.blocked['pool.claim']
  const may = record.allowed.includes('pool.claim')
  const assign = record.allowed.includes('pool.assign')
  return (
    <>
      {assign && (
        <Button small onPress={() => start({ name: 'pool.assign' }, record)}>
          {actionLabel('pool.assign')}
        </Button>
      )}
      {may && (
        <Button small look="primary" busy={result?.state === 'busy'} onPress={() => void claim(record)}>
          {actionLabel('pool.claim')}
        </Button>
      )}
      {!may && blocked && (
        <Button small dimmed onPress={() => toast(blocked, { tone: 'danger' })}>
          {actionLabel('pool.claim')}
        </Button>
      )}
    </>
  )
}
