import type { ListQuery, Value } from '@gonghai/shared/client/api'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { Scroll } from '../kit/scroll'
import { useCell } from '../lib/cell'
import { useT } from '../lib/i18n'
import { useLater } from '../lib/later'
import type { ObjectMeta } from '../lib/meta'
import { pane, useNavigation } from '../lib/navigate'
import { wide } from '../platform/screen'
import { Empty, Failure } from '../ui/empty'
import { Skeleton } from '../ui/skeleton'
import { Tabs } from '../ui/tabs'
import { BulkBar } from './bulk-bar'
import { FilterChips } from './filter-chips'
import { FilterSheet } from './filter-sheet'
import { ListCount } from './list-count'
import { prefer, stateOfView, stateWithoutView, useListSetup } from './list-setup'
import { type ListState, listState, queryOf } from './list-state'
import { ListTools } from './list-tools'
import { Row } from './row'
import { countRules, noRules } from './rules/rules'
import { selection } from './selection'
import { SortSheet } from './sort-sheet'
import { firstColumns, Table } from './table'
import { useOpenOnce } from './use-open-once'
import { useRows } from './use-rows'
import { ViewsBar } from './views-bar'
import { actionLabel, objectLabel } from './words'
import './list.scss'

// What few open and all would have to load.
const ColumnSheet = lazy(async () => ({ default: (await import('./column-sheet')).ColumnSheet }))
const RulesSheet = lazy(async () => ({ default: (await import('./rules/rules-sheet')).RulesSheet }))
const SaveViewSheet = lazy(async () => ({ default: (await import('./views-sheet')).SaveViewSheet }))
const TableSheet = lazy(async () => ({ default: (await import('../areas/exchange/table-sheet')).TableSheet }))
const ViewsSheet = lazy(async () => ({ default: (await import('./views-sheet')).ViewsSheet }))

interface ListViewProps {
  meta: ObjectMeta
  /** Only records whose field has this value: a related list. */
  fixed?: { field: string; value: Value }
  /** Stands between the tabs and the search box; it may narrow the list. */
  head?: (list: {
    state: ListState
    query: ListQuery
    set: (change: Partial<ListState>) => void
  }) => ReactNode
}

const tabs = ['mine', 'group', 'all'] as const

/** Any object's list: search, tabs, filters, order, rows without end. */
export function ListView({ meta, fixed, head }: ListViewProps) {
  const t = useT()
  const { open } = useNavigation()
  const roomy = useCell(wide)
  const columns = useCell(pane)
  const source = listState(`${meta.name}:${fixed ? `${fixed.field}=${String(fixed.value)}` : ''}`, meta)
  const state = useCell(source)
  const [sheet, setSheet] = useState<'filter' | 'sort' | 'table' | 'rules' | 'save' | 'views' | 'columns'>()
  const settled = useLater(state.words, 300)
  const found = useRows(meta.name, queryOf(meta, { ...state, words: settled }, fixed))
  const set = (change: Partial<ListState>) => source.set({ ...state, ...change, fresh: false })
  const setup = useListSetup(meta, !fixed)
  const view = setup?.views.find(one => one.id === state.view)
  // The first view comes with the server's answer, unless somebody was faster.
  useEffect(() => {
    const first = setup?.views.find(one => one.id === setup.view)
    if (first && source.get().fresh) source.set(stateOfView(first, source.get(), meta))
  }, [setup, source, meta])
  const preferred = state.columns ?? view?.columns ?? setup?.columns ?? undefined
  const chooseColumns = (next: string[] | null) => {
    set({ columns: next ?? undefined })
    if (!view?.columns) void prefer(meta.name, setup, { columns: next })
  }
  const narrowed = settled !== '' || Object.keys(state.choices).length > 0 || state.rules.parts.length > 0
  const canKeep = setup !== undefined && !fixed && narrowed && !view
  const create = meta.verbs.includes('create') && meta.name !== 'followUp'
  const prefill = fixed ? `${fixed.field}=${String(fixed.value)}` : undefined
  const startNew = () => open({ page: 'form', object: meta.name, prefill })
  const choosing = useCell(selection)
  const chosen = choosing?.object === meta.name ? choosing : undefined
  useEffect(() => () => selection.set(undefined), [])
  const table = roomy && columns.length === 0 && !fixed
  const openRow = useOpenOnce((id: string) => open({ page: 'record', object: meta.name, id }))
  const shown = columns[0]
  const current = shown && 'id' in shown ? shown.id : undefined
  return (
    <Box className="list">
      {Boolean(meta.can.owned) && !fixed && (
        <Tabs
          tabs={tabs.map(key => ({ key, text: t(`ui.list.tab.${key}`) }))}
          current={state.tab}
          onChange={key => set({ tab: key as ListState['tab'] })}
        />
      )}
      {head?.({ state, query: queryOf(meta, { ...state, words: settled }, fixed), set })}
      <ListTools
        meta={meta}
        words={state.words}
        onWords={words => set({ words })}
        onSheet={setSheet}
        roomy={table}
        whole={!fixed}
      />
      <ViewsBar
        setup={fixed ? undefined : setup}
        current={state.view}
        onChoose={chosen =>
          source.set(chosen ? stateOfView(chosen, state, meta) : stateWithoutView(state, meta))
        }
        onManage={() => setSheet('views')}
      />
      <FilterChips
        meta={meta}
        choices={state.choices}
        onChange={choices => set({ choices })}
        rules={view ? noRules : state.rules}
        onRules={rules => set({ rules })}
        onSave={canKeep ? () => setSheet('save') : undefined}
      />
      <Scroll
        className="list-scroll"
        onEnd={found.more}
        onRefresh={() => found.refetch()}
        label={objectLabel(meta.name)}
      >
        {found.isPending && <Skeleton />}
        {found.isError && !found.rows.length && (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
        {!found.isPending && !found.isError && !found.rows.length && (
          <NoRows
            object={meta.name}
            narrowed={narrowed}
            mine={state.tab === 'mine' && !fixed}
            startNew={create ? startNew : undefined}
            clear={() => set({ words: '', choices: {}, rules: noRules, view: undefined })}
          />
        )}
        {found.rows.length > 0 && (
          <ListCount
            object={meta.name}
            count={found.count}
            query={queryOf(meta, { ...state, words: settled }, fixed)}
          />
        )}
        {table && found.rows.length > 0 && (
          <Table
            meta={meta}
            rows={found.rows}
            state={state}
            onSort={sort => set({ sort })}
            onOpen={openRow}
            chosen={chosen?.records}
            columns={preferred ?? firstColumns(meta)}
            onColumns={() => setSheet('columns')}
          />
        )}
        {!table &&
          found.rows.map(record => (
            <Row
              key={record.id}
              meta={meta}
              record={record}
              withOwner={state.tab !== 'mine' && Boolean(meta.can.owned)}
              current={record.id === current}
              facts={preferred && factsOf(meta, preferred)}
              chosen={chosen?.records.has(record.id)}
              onOpen={() => openRow(record.id)}
            />
          ))}
        {found.rows.length > 0 && (
          <ListEnd
            busy={found.isFetchingNextPage}
            more={found.hasNextPage}
            failed={found.isFetchNextPageError}
            retry={() => void found.fetchNextPage()}
          />
        )}
      </Scroll>
      {chosen && (
        <BulkBar
          chosen={chosen}
          rows={found.rows}
          query={queryOf(meta, { ...state, words: settled }, fixed)}
          count={found.count}
          columns={preferred}
        />
      )}
      {create && !chosen && (
        <Press className="new-button" label={actionLabel(`${meta.name}.create`)} onPress={startNew}>
          <Icon name="plus" size={26} />
        </Press>
      )}
      {sheet === 'filter' && (
        <FilterSheet
          meta={meta}
          choices={state.choices}
          onApply={choices => set({ choices })}
          onClose={() => setSheet(undefined)}
          ruled={countRules(state.rules)}
          onRules={() => setSheet('rules')}
        />
      )}
      <Suspense fallback={null}>
        {sheet === 'rules' && (
          <RulesSheet
            meta={meta}
            rules={state.rules}
            onApply={rules => set({ rules })}
            onClose={() => setSheet(undefined)}
          />
        )}
        {sheet === 'save' && (
          <SaveViewSheet
            meta={meta}
            state={state}
            setup={setup}
            columns={preferred}
            onSaved={id => set({ view: id })}
            onClose={() => setSheet(undefined)}
          />
        )}
        {sheet === 'views' && setup && (
          <ViewsSheet
            meta={meta}
            setup={setup}
            state={state}
            columns={preferred}
            onGone={id => state.view === id && source.set(stateWithoutView(state, meta))}
            onClose={() => setSheet(undefined)}
          />
        )}
        {sheet === 'columns' && (
          <ColumnSheet
            meta={meta}
            columns={preferred ?? firstColumns(meta)}
            onChange={chooseColumns}
            onReset={() => chooseColumns(null)}
            onClose={() => setSheet(undefined)}
          />
        )}
        {sheet === 'table' && (
          <TableSheet
            meta={meta}
            query={queryOf(meta, { ...state, words: settled }, fixed)}
            count={found.count}
            columns={preferred ?? firstColumns(meta)}
            onClose={() => setSheet(undefined)}
          />
        )}
      </Suspense>
      {sheet === 'sort' && (
        <SortSheet
          meta={meta}
          sort={state.sort}
          onSort={sort => set({ sort })}
          onClose={() => setSheet(undefined)}
        />
      )}
    </Box>
  )
}

/** On a narrow screen the first three columns stand below the title; the state has its chip. */
const factsOf = (meta: ObjectMeta, columns: readonly string[]): string[] =>
  columns.filter(name => name !== meta.state && name !== meta.title).slice(0, 3)

interface NoRowsProps {
  object: string
  narrowed: boolean
  mine: boolean
  startNew?: () => void
  clear: () => void
}

/** Why a list is empty, and the one next step. */
function NoRows({ object, narrowed, mine, startNew, clear }: NoRowsProps) {
  const t = useT()
  const name = objectLabel(object)
  if (narrowed) {
    return (
      <Empty
        icon="search"
        title={t('ui.list.noneFound', { object: name })}
        step={{ text: t('ui.list.clear'), run: clear }}
      />
    )
  }
  return (
    <Empty
      title={t(mine ? 'ui.list.noneMine' : 'ui.list.none', { object: name })}
      text={startNew && t('ui.list.noneText', { object: name })}
      step={startNew && { text: actionLabel(`${object}.create`), run: startNew }}
    />
  )
}

interface ListEndProps {
  busy: boolean
  more: boolean
  failed: boolean
  retry: () => void
}

/** Below the last row: more is coming, could not come, or that was all. */
export function ListEnd({ busy, more, failed, retry }: ListEndProps) {
  const t = useT()
  if (failed) {
    return (
      <Press className="list-end" onPress={retry}>
        {t('ui.list.moreFailed')}
      </Press>
    )
  }
  return (
    <Box className="list-end">
      {busy || more ? (
        <Box className="spinner" role="status" label={t('ui.loading')} />
      ) : (
        <Words>{t('ui.list.end')}</Words>
      )}
    </Box>
  )
}
