import type { ListQuery, RecordView } from '@gonghai/shared/client/api'
import { type ReactNode, useState } from 'react'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { ListEnd } from '../../records/list-view'
import { Row } from '../../records/row'
import { countText, useRows } from '../../records/use-rows'
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
export function StateList({ object, tabs, scope, extra, below }: StateListProps) {
  const t = useT()
  const { open } = useNavigation()
  const meta = useObject(object)
  const names = Object.keys(tabs)
  const [tab, setTab] = useState(names[0] ?? '')
  const found = useRows(object, {
    limit: 20,
    tab: scope,
    filter: { field: 'state', op: 'in', value: [...(tabs[tab] ?? [])] },
  })
  const counted = !found.isPending && !found.isPlaceholderData
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
        {found.isSuccess && !found.rows.length && (
          <Empty icon="service" title={t(`ui.service.none.${object}.${tab}`)} />
        )}
        {meta &&
          found.rows.map(record => (
            <Row
              key={record.id}
              meta={meta}
              record={record}
              extra={extra(record)}
              below={below?.(record)}
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
    </>
  )
}
