import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Box } from '../kit/box'
import { Scroll } from '../kit/scroll'
import { api } from '../lib/api'
import { useT } from '../lib/i18n'
import { type ObjectMeta, useMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { isRefused } from '../lib/refused'
import { Failure } from '../ui/empty'
import { Page } from '../ui/page'
import { Skeleton } from '../ui/skeleton'
import { type Tab, Tabs } from '../ui/tabs'
import { Composer } from './composer'
import { ExtraTabView, extraTabs } from './extra-tabs'
import { Facts } from './facts'
import { Files } from './files'
import { remember } from './recent'
import { RecordHead } from './record-head'
import { RelatedRows } from './related'
import { RequestSteps, requestOf } from './request-steps'
import { Stream } from './stream'
import { objectLabel, relatedLabel } from './words'
import './record.scss'

/** Only fetched by who meets a record that they can't see. */
const AskPanel = lazy(async () => ({ default: (await import('../areas/access/ask-panel')).AskPanel }))

interface RecordViewProps {
  object: string
  id: string
  focus?: string
}

/** One record of any object: head, tabs, and the line to write a follow-up. */
export function RecordPage({ object, id, focus }: RecordViewProps) {
  const { data: all, error: metaError, refetch: refetchMeta } = useMeta()
  const meta = all?.objects.find(one => one.name === object)
  const found = useQuery({ queryKey: ['record', object, id], queryFn: () => api.detail(object, id) })
  const title = found.data?.record.title
  useEffect(() => {
    if (title) remember(object, { id, name: title })
  }, [object, id, title])
  const error = metaError ?? found.error
  const unseen = isRefused(found.error, 'notFound') || isRefused(found.error, 'notPermitted')
  const detail = unseen ? undefined : found.data
  const { back } = useNavigation()
  const acted = useRef(false)
  // What one has given away oneself needs no explanation.
  const gone = unseen && found.data !== undefined
  useEffect(() => {
    if (!gone || !acted.current) return
    acted.current = false
    back()
  })
  return (
    <Page title={objectLabel(object)}>
      {error && !detail && (
        <Failure error={error} retry={() => void Promise.all([refetchMeta(), found.refetch()])} />
      )}
      {unseen && (
        <Suspense fallback={null}>
          <AskPanel record={`${object}:${id}`} />
        </Suspense>
      )}
      {!error && (!found.data || !meta) && (
        <Box className="record-loading">
          <Skeleton rows={4} />
        </Box>
      )}
      {detail && meta && (
        <Content
          key={id}
          meta={meta}
          detail={detail}
          focus={focus}
          refresh={() => found.refetch()}
          onActed={() => {
            acted.current = true
          }}
        />
      )}
    </Page>
  )
}

interface ContentProps {
  meta: ObjectMeta
  detail: Awaited<ReturnType<typeof api.detail>>
  focus?: string
  refresh: () => Promise<unknown>
  /** The reader has done something with the record. */
  onActed: () => void
}

function Content({ meta, detail: { record, related }, focus, refresh, onActed }: ContentProps) {
  const t = useT()
  const followed = Boolean(meta.can.followed)
  const request = requestOf(record)
  const shown = related.filter(one => !['followUp', 'attachment'].includes(one.object))
  const files = related.find(one => one.object === 'attachment')
  const tabs: Tab[] = [
    ...(request ? [{ key: 'steps', text: t('ui.service.progress') }] : []),
    ...(followed ? [{ key: 'stream', text: t('ui.record.stream') }] : []),
    { key: 'facts', text: t('ui.record.facts') },
    ...shown.map(one => ({
      key: `related:${one.object}:${one.field}`,
      text: relatedLabel(one.object, one.field),
      count: one.count,
    })),
    ...(meta.can.attachable ? [{ key: 'files', text: t('ui.record.files'), count: files?.count }] : []),
    ...extraTabs.filter(one => one.fits(meta)).map(({ key, text }) => ({ key, text: t(text) })),
    { key: 'history', text: t('ui.record.history') },
  ]
  const [tab, setTab] = useState(tabs[0]?.key ?? 'facts')
  const [area = '', relatedObject = '', field = ''] = tab.split(':')
  return (
    <>
      <Scroll className="record-scroll" onRefresh={refresh}>
        <RecordHead meta={meta} record={record} onActed={onActed} />
        <Box className="record-tabs">
          <Tabs tabs={tabs} current={tab} onChange={setTab} />
        </Box>
        <Box className="record-body">
          {area === 'steps' && request && <RequestSteps request={request} />}
          {area === 'stream' && <Stream record={record} />}
          {area === 'history' && <Stream record={record} history />}
          {area === 'facts' && <Facts meta={meta} record={record} />}
          {area === 'files' && <Files record={record} />}
          <ExtraTabView key={area} tab={area} record={record} />
          {area === 'related' && <RelatedRows object={relatedObject} field={field} record={record} />}
        </Box>
      </Scroll>
      {followed && <Composer record={record} focus={focus === 'composer'} />}
    </>
  )
}
