import type { SettingHistoryAnswer } from '@gonghai/shared/client/settings-api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { call } from '../../lib/http'
import { useT } from '../../lib/i18n'
import { momentText } from '../../lib/time'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import '../../records/record.scss'

const read = (subject: string, id: string, cursor?: string) =>
  call<SettingHistoryAnswer>(
    'GET',
    `/api/settings/history?subject=${encodeURIComponent(subject)}&id=${encodeURIComponent(id)}${
      cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    }`,
  )

/** Who changed a setting when, and each value before and after (SET-5). */
export function SettingHistory({ subject, id }: { subject: string; id: string }) {
  const t = useT()
  const found = useInfiniteQuery({
    queryKey: ['setting-history', subject, id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(subject, id, pageParam),
    getNextPageParam: last => last.next ?? undefined,
  })
  const entries = found.data?.pages.flatMap(page => page.entries) ?? []
  return (
    <Box>
      <Box className="settings-group">{t('settings.history.title')}</Box>
      {found.isPending && <Skeleton rows={2} />}
      {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && (
        <Box className="card settings-history">
          {entries.length === 0 && <Box className="row-facts">{t('settings.history.none')}</Box>}
          {entries.map(entry => (
            <Entry key={entry.id} entry={entry} />
          ))}
          {found.hasNextPage && (
            <Button
              look="text"
              small
              busy={found.isFetchingNextPage}
              onPress={() => void found.fetchNextPage()}
            >
              {t('settings.history.more')}
            </Button>
          )}
        </Box>
      )}
    </Box>
  )
}

function Entry({ entry }: { entry: SettingHistoryAnswer['entries'][number] }) {
  const t = useT()
  return (
    <Box className="settings-change">
      <Box className="row-facts">
        {[momentText(entry.at), entry.by?.name ?? t('settings.history.system'), entry.text].join(t('ui.dot'))}
      </Box>
      {entry.detail && <Box>{entry.detail}</Box>}
      {entry.changes.map(change => (
        <Box key={change.label} className="entry-change">
          <Words className="entry-label">{change.label}</Words>
          {change.from && <Words className="entry-from">{change.from}</Words>}
          <Words>{change.to || '—'}</Words>
        </Box>
      ))}
    </Box>
  )
}
