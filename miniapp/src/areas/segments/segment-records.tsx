import type { Filter, ListQuery } from '@gonghai/shared/client/api'
import type { SegmentView } from '@gonghai/shared/client/relation-api'
import { type ReactNode, useEffect } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { useCell } from '../../lib/cell'
import { useT } from '../../lib/i18n'
import { type ObjectMeta, useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { BulkBar } from '../../records/bulk-bar'
import { ListCount } from '../../records/list-count'
import { ListEnd } from '../../records/list-view'
import { Row } from '../../records/row'
import { groupOf, groupText } from '../../records/rules/rules'
import { selection, startSelecting } from '../../records/selection'
import { firstColumns } from '../../records/table'
import { useRows } from '../../records/use-rows'
import { Button } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import '../../records/list.scss'
import './segments.scss'

interface SegmentRecordsProps {
  segment: SegmentView
  onChange: () => void
  /** The open form, if it is. */
  form: ReactNode
}

/** Who is in a segment now, as far as the reader may see them, and what can be done with them. */
export function SegmentRecords({ segment, onChange, form }: SegmentRecordsProps) {
  const t = useT()
  const meta = useObject(segment.object)
  const { filter } = segment
  return (
    <Page
      title={segment.name}
      extra={
        <>
          {filter && (
            <Button small look="text" onPress={() => startSelecting(segment.object)}>
              {t('operation.choose')}
            </Button>
          )}
          {segment.editable && (
            <Button small onPress={onChange}>
              {t('relation.segment.edit')}
            </Button>
          )}
        </>
      }
    >
      {meta && filter && <Found segment={segment} filter={filter} meta={meta} />}
      {!filter && (
        <Empty
          title={t('relation.segment.nothingLeft')}
          text={t('relation.segment.nothingLeftText')}
          step={segment.editable ? { text: t('relation.segment.addCondition'), run: onChange } : undefined}
        />
      )}
      {form}
    </Page>
  )
}

interface FoundProps {
  segment: SegmentView
  filter: Filter
  meta: ObjectMeta
}

function Found({ segment, filter, meta }: FoundProps) {
  const t = useT()
  const { open } = useNavigation()
  const query: ListQuery = { filter, tab: 'all', limit: 20 }
  const found = useRows(segment.object, query)
  const choosing = useCell(selection)
  const chosen = choosing?.object === segment.object ? choosing : undefined
  useEffect(() => () => selection.set(undefined), [])
  const conditions = groupText(meta, groupOf(filter, segment.names, meta)) || t('relation.segment.everybody')
  return (
    <Box className="list">
      <Scroll
        className="list-scroll"
        onEnd={found.more}
        onRefresh={() => found.refetch()}
        label={segment.name}
      >
        <Box className="segment-about">
          {segment.description && <Box>{segment.description}</Box>}
          <Box>{conditions}</Box>
          {segment.mended && <Box className="segment-note">{t('relation.segment.mended')}</Box>}
        </Box>
        {found.isPending && <Skeleton />}
        {found.isError && !found.rows.length && (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
        {!found.isPending && !found.isError && !found.rows.length && (
          <Empty title={t('ui.list.noneFound', { object: segment.name })} />
        )}
        {found.rows.length > 0 && <ListCount object={segment.object} count={found.count} query={query} />}
        {found.rows.map(record => (
          <Row
            key={record.id}
            meta={meta}
            record={record}
            withOwner
            chosen={chosen?.records.has(record.id)}
            onOpen={() => open({ page: 'record', object: record.object, id: record.id })}
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
          query={query}
          count={found.count}
          columns={firstColumns(meta)}
        />
      )}
    </Box>
  )
}
