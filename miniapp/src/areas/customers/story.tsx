import { type TimelineEntry, type TimelineKind, timelineKinds } from '@gonghai/shared/client/customer-api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon, type IconName } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { momentText, toField } from '../../lib/time'
import { EntryFiles } from '../../records/entry-files'
import { Button } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { customerCalls } from './calls'

const icons: Record<TimelineKind, IconName> = {
  followUp: 'note',
  stage: 'star',
  pool: 'pools',
  contract: 'file',
  approval: 'approval',
  service: 'service',
  task: 'today',
  change: 'edit',
}

/** Everything that happened, drawn along a line by month, the newest first; narrowed by kind. */
export function Story({ id }: { id: string }) {
  const t = useT()
  const [kind, setKind] = useState<TimelineKind>()
  const found = useInfiniteQuery({
    queryKey: ['timeline', id, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => customerCalls.timeline(id, kind ?? '', pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const entries = found.data?.pages.flatMap(page => page.entries) ?? []
  return (
    <Box className="card customer-card story">
      <Box className="overview-label">{t('customers.view.timeline')}</Box>
      <Box className="story-kinds" role="tablist">
        {[undefined, ...timelineKinds].map(one => (
          <Press
            key={one ?? 'all'}
            role="tab"
            className={`story-kind ${kind === one ? 'story-kind-on' : ''}`}
            current={kind === one}
            onPress={() => setKind(one)}
          >
            {t(one ? `customers.view.kind.${one}` : 'customers.view.all')}
          </Press>
        ))}
      </Box>
      {found.isPending && <Skeleton rows={5} />}
      {found.isError && !entries.length && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && !entries.length && <Empty icon="note" title={t('customers.view.none')} />}
      <Box role="list" label={t('customers.view.timeline')}>
        {entries.map((entry, at) => (
          <Entry key={entry.id} entry={entry} month={monthOf(entry, entries[at - 1])} />
        ))}
      </Box>
      {found.hasNextPage && (
        <Button look="text" wide busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {t('customers.view.older')}
        </Button>
      )}
    </Box>
  )
}

/** The month of an entry where it is not that of the one above. */
function monthOf(entry: TimelineEntry, above: TimelineEntry | undefined): string | undefined {
  const month = toField(entry.at).slice(0, 7)
  return above && toField(above.at).slice(0, 7) === month ? undefined : month
}

function Entry({ entry, month }: { entry: TimelineEntry; month: string | undefined }) {
  const t = useT()
  const { open } = useNavigation()
  const { group, about, by } = entry
  const said = entry.kind === 'followUp'
  return (
    <Box role="listitem">
      {month && <Box className="story-month">{month}</Box>}
      <Box className={`story-entry story-${group}`}>
        <Box className="story-dot">
          <Icon name={icons[group]} size={16} />
        </Box>
        <Box className="story-main">
          <Box className="story-head">
            <Words className="customer-strong">{by?.name ?? t('ui.record.system')}</Words>
            <Words>{said ? entry.detail : entry.text}</Words>
            <Words className="customer-small">{momentText(entry.at)}</Words>
          </Box>
          {said && <Box className="story-words">{entry.text}</Box>}
          {entry.files && <EntryFiles files={entry.files} />}
          {!said && entry.detail && <Box className="customer-small">{entry.detail}</Box>}
          {entry.changes?.map(change => (
            <Box key={change.label} className="customer-small">
              {`${change.label}: ${change.from ? `${change.from} → ` : ''}${change.to || t('ui.blank')}`}
            </Box>
          ))}
          {about && (
            <Press className="story-about" onPress={() => open(about.record)}>
              <Words>{about.title}</Words>
              <Icon name="forward" size={14} />
            </Press>
          )}
        </Box>
      </Box>
    </Box>
  )
}
