import type { SegmentView } from '@gonghai/shared/client/relation-api'
import type { ReactNode } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { ListEnd } from '../../records/list-view'
import { Row } from '../../records/row'
import { countText, useRows } from '../../records/use-rows'
import { Button } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'

interface SegmentRecordsProps {
  segment: SegmentView
  onChange: () => void
  /** The open form, if it is. */
  form: ReactNode
}

/** Who is in a segment now, as far as the reader may see them. */
export function SegmentRecords({ segment, onChange, form }: SegmentRecordsProps) {
  const t = useT()
  const { open } = useNavigation()
  const meta = useObject(segment.object)
  const found = useRows(segment.object, { filter: segment.filter, tab: 'all', limit: 20 })
  return (
    <Page
      title={segment.name}
      extra={
        segment.mine && (
          <Button small onPress={onChange}>
            {t('relation.segment.edit')}
          </Button>
        )
      }
    >
      <Scroll className="settings" onEnd={found.more} onRefresh={() => found.refetch()}>
        {segment.description && <Box className="settings-group">{segment.description}</Box>}
        {found.isPending && <Skeleton />}
        {found.isError && !found.rows.length && (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
        {!found.isPending && !found.isError && !found.rows.length && (
          <Empty title={t('ui.list.noneFound', { object: segment.name })} />
        )}
        {found.rows.length > 0 && (
          <Box className="settings-group">
            {t('relation.segment.count', { number: countText(found.count) })}
          </Box>
        )}
        {meta &&
          found.rows.map(record => (
            <Row
              key={record.id}
              meta={meta}
              record={record}
              withOwner
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
      {form}
    </Page>
  )
}
