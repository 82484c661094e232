import type { Filter, ListQuery, RecordView } from '@gonghai/shared/client/api'
import { type ReactNode, useEffect, useState } from 'react'
import { Scroll } from '../../kit/scroll'
import { useCell } from '../../lib/cell'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { type ObjectMeta, useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { BulkBar } from '../../records/bulk-bar'
import { useListSetup } from '../../records/list-setup'
import { type ListState, queryOf } from '../../records/list-state'
import { ListEnd } from '../../records/list-view'
import { Narrowing } from '../../records/narrowing'
import { Row } from '../../records/row'
import { noRules } from '../../records/rules/rules'
import { selection } from '../../records/selection'
import { firstColumns } from '../../records/table'
import { countText, useRows } from '../../records/use-rows'
import { objectLabel } from '../../records/words'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import '../../records/list.scss'

interface StateListProps {
  object: 'serviceRequest' | 'workOrder'
  /** Which states stand under which tab, in order; words: `ui.service.tab.<tab>`. */
  tabs: Record<string, readonly string[]>
  scope: ListQuery['tab']
  /** At the right of a row, instead of its state. */
  extra: (record: RecordView) => ReactNode
  /** Under the facts of a row. */
  below?: (record: RecordView) => ReactNode
}

/** Records by how far they are, with the one next step on each. */
export function StateList(props: StateListProps) {
  const meta = useObject(props.object)
  return meta ? <States meta={meta} {...props} /> : <Skeleton />
}

function States({ meta, object, tabs, scope, extra, below }: StateListProps & { meta: ObjectMeta }) {
  const t = useT()
  const { open } = useNavigation()
  const names = Object.keys(tabs)
  const [tab, setTab] = useState(names[0] ?? '')
  const [state, setState] = useState<ListState>({
    words: '',
    tab: 'all',
    choices: {},
    rules: noRules,
    sort: meta.order,
  })
  const setup = useListSetup(meta, true)
  const settled = useLater(state.words, 300)
  const asked = queryOf(meta, { ...state, words: settled })
  const inTab: Filter = { field: 'state', op: 'in', value: [...(tabs[tab] ?? [])] }
  const query: ListQuery = {
    ...asked,
    tab: scope,
    filter: asked.filter ? { and: [inTab, asked.filter] } : inTab,
  }
  const found = useRows(object, query)
  const choosing = useCell(selection)
  const chosen = choosing?.object === object ? choosing : undefined
  useEffect(() => () => selection.set(undefined), [])
  const counted = !found.isPending && !found.isPlaceholderData
  const narrowed = Boolean(asked.filter ?? asked.search)
  const columns = firstColumns(meta)
  const clear = () => setState({ ...state, words: '', choices: {}, rules: noRules, view: undefined })
  return (
    <>
      <Tabs
        tabs={names.map(key => ({
          key,
          text: `${t(`ui.service.tab.${key}`)}${key === tab && counted ? ` ${countText(found.count)}` : ''}`,
        }))}
        current={tab}
        onChange={setTab}
      />
      <Narrowing
        meta={meta}
        state={state}
        onState={setState}
        setup={setup}
        whole={{ query, count: found.count, columns }}
      />
      <Scroll
        className="list-scroll service-list"
        onEnd={found.more}
        onRefresh={() => found.refetch()}
        label={t(`ui.service.tab.${tab}`)}
      >
        {found.isPending && <Skeleton />}
        {found.isError && !found.rows.length && (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
        {found.isSuccess && !found.rows.length && !narrowed && (
          <Empty icon="service" title={t(`ui.service.none.${object}.${tab}`)} />
        )}
        {found.isSuccess && !found.rows.length && narrowed && (
          <Empty
            icon="search"
            title={t('ui.list.noneFound', { object: objectLabel(object) })}
            step={{ text: t('ui.list.clear'), run: clear }}
          />
        )}
        {found.rows.map(record => (
          <Row
            key={record.id}
            meta={meta}
            record={record}
            extra={chosen ? undefined : extra(record)}
            below={below?.(record)}
            chosen={chosen?.records.has(record.id)}
            onOpen={() => open({ page: 'record', object, id: record.id })}
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
        <BulkBar chosen={chosen} rows={found.rows} query={query} count={found.count} columns={columns} />
      )}
    </>
  )
}
