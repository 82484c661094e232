import { type RecordView, type StreamEntry, type StreamKind, streamKinds } from '@gonghai/shared/client/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { api } from '../lib/api'
import { useT } from '../lib/i18n'
import { momentText } from '../lib/time'
import { Button } from '../ui/button'
import { Empty, Failure } from '../ui/empty'
import { Skeleton } from '../ui/skeleton'
import { EntryFiles } from './entry-files'

const tones: Record<string, string> = {
  followUp: 'accent',
  'pool.claim': 'success',
  'contract.approved': 'success',
  'approval.agree': 'success',
  'approval.reject': 'danger',
  'contract.rejected': 'danger',
}

/** The timeline of a record, newest first; as `history`, the changes field by field without the follow-ups. */
export function Stream({ record, history }: { record: RecordView; history?: boolean }) {
  const t = useT()
  const [kind, setKind] = useState<StreamKind>()
  const found = useInfiniteQuery({
    queryKey: ['stream', record.object, record.id, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => api.stream(record.object, record.id, pageParam, kind),
    getNextPageParam: last => last.next ?? undefined,
  })
  const all = found.data?.pages.flatMap(page => page.entries) ?? []
  const entries = history ? all.filter(entry => entry.kind !== 'followUp') : all
  const kinds = !history && <Kinds kind={kind} onChange={setKind} />
  if (found.isPending)
    return (
      <>
        {kind && kinds}
        <Skeleton rows={3} />
      </>
    )
  if (found.isError && !all.length) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!entries.length && !found.hasNextPage) {
    return (
      <>
        {kind && kinds}
        <Empty
          icon="note"
          title={t(history ? 'ui.record.noHistory' : kind ? 'ui.record.noneOfKind' : 'ui.record.noStream')}
          text={history || kind ? undefined : t('ui.record.noStreamText')}
        />
      </>
    )
  }
  return (
    <>
      {kinds}
      <Box className="card stream">
        {entries.map(entry => (
          <Entry key={entry.id} entry={entry} history={history} />
        ))}
        {found.hasNextPage && (
          <Button
            look="text"
            small
            busy={found.isFetchingNextPage}
            onPress={() => void found.fetchNextPage()}
          >
            {t('ui.record.older')}
          </Button>
        )}
      </Box>
    </>
  )
}

interface KindsProps {
  kind: StreamKind | undefined
  onChange: (kind: StreamKind | undefined) => void
}

/** What of the stream is shown: everything, or one kind. */
function Kinds({ kind, onChange }: KindsProps) {
  const t = useT()
  return (
    <Box className="options stream-kinds" role="radiogroup">
      {([undefined, ...streamKinds] as const).map(one => (
        <Press
          key={one ?? 'all'}
          role="radio"
          className={`option ${one === kind ? 'option-on' : ''}`}
          pressed={one === kind}
          onPress={() => onChange(one)}
        >
          {t(`ui.record.kind.${one ?? 'all'}`)}
        </Press>
      ))}
    </Box>
  )
}

function Entry({ entry, history }: { entry: StreamEntry; history?: boolean }) {
  const t = useT()
  return (
    <Box className="entry">
      <Box className={`entry-dot entry-${tones[entry.kind] ?? 'plain'}`} />
      <Box className="entry-main">
        <Box className="entry-head">
          <Words className="entry-by">{entry.by?.name ?? t('ui.record.system')}</Words>
          {entry.kind !== 'followUp' && <Words>{entry.text}</Words>}
          {entry.kind === 'followUp' && entry.detail && <Words>{entry.detail}</Words>}
          <Words className="entry-at">{momentText(entry.at)}</Words>
        </Box>
        {entry.kind === 'followUp' && <Box className="entry-text">{entry.text}</Box>}
        {entry.kind !== 'followUp' && entry.detail && <Box className="entry-detail">{entry.detail}</Box>}
        {entry.facts?.map(({ label, value }) => (
          <Box key={label} className="entry-change">
            <Words className="entry-label">{label}</Words>
            <Words>{value}</Words>
          </Box>
        ))}
        {entry.files && <EntryFiles files={entry.files} />}
        {entry.nextContactAt && (
          <Box className="entry-detail">{t('ui.record.next', { time: momentText(entry.nextContactAt) })}</Box>
        )}
        {history &&
          entry.changes?.map(change => (
            <Box key={change.label} className="entry-change">
              <Words className="entry-label">{change.label}</Words>
              {change.from && <Words className="entry-from">{change.from}</Words>}
              {change.from && <Words>→</Words>}
              <Words>{change.to || t('ui.blank')}</Words>
            </Box>
          ))}
      </Box>
    </Box>
  )
}
