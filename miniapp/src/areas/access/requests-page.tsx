import type { AccessRequestView } from '@gonghai/shared/client/access-api'
import type { Value } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { momentText } from '../../lib/time'
import { asking } from '../../records/asking'
import { runOrSay } from '../../records/run-action'
import { objectLabel } from '../../records/words'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { Chip, type Tone } from '../../ui/chip'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { accessCalls } from './calls'
import './access.scss'

const tabs = ['waiting', 'mine', 'decided'] as const

/** What colleagues ask to see, and what one asked oneself. @param id only this one, from its card */
export function RequestsPage({ id, tab: first }: { id?: string; tab?: string }) {
  const t = useT()
  const [only, setOnly] = useState(id)
  const [tab, setTab] = useState(first ?? 'waiting')
  const found = useQuery({
    queryKey: ['access-requests', tab, only],
    queryFn: () => accessCalls.requests(tab, only),
  })
  const requests = found.data?.requests ?? []
  const choose = (key: string) => {
    setOnly(undefined)
    setTab(key)
  }
  return (
    <Page title={t('access.requests.title')}>
      <Tabs
        tabs={tabs.map(key => ({ key, text: t(`access.requests.tab.${key}`) }))}
        current={only ? '' : tab}
        onChange={choose}
      />
      <Scroll className="access-page" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton rows={3} />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.isSuccess && requests.length === 0 && (
          <Empty icon="key" title={t(`access.requests.none.${tab}`)} />
        )}
        {requests.map(request => (
          <RequestCard key={request.id} request={request} />
        ))}
      </Scroll>
    </Page>
  )
}

const tones: Record<AccessRequestView['state'], Tone> = {
  waiting: 'warning',
  granted: 'success',
  refused: 'danger',
  withdrawn: 'plain',
  ended: 'plain',
}

function RequestCard({ request }: { request: AccessRequestView }) {
  const t = useT()
  const { open } = useNavigation()
  const { requester, state } = request
  const heading = request.title
    ? t('access.requests.wants', { name: requester.name, title: request.title })
    : t('access.requests.asked', { object: objectLabel(request.object) })
  const facts = [
    request.title !== null && requester.department,
    momentText(request.createdAt),
    request.access && t(`access.requests.${request.access}`),
    request.until && t('access.requests.until', { date: request.until }),
    request.decider,
  ]
  return (
    <Box className="card access-card">
      <Box className="access-head">
        {request.title !== null && <Avatar name={requester.name} size={36} />}
        <Box className="access-grow">
          <Box className="row-title">{heading}</Box>
          <Box className="access-soft">{facts.filter(Boolean).join(t('ui.dot'))}</Box>
        </Box>
        <Chip tone={tones[state]}>{t(`access.requests.state.${state}`)}</Chip>
      </Box>
      <Box className="access-sentence">{request.reason}</Box>
      {request.answer && <Box className="access-soft">{request.answer}</Box>}
      <Box className="access-chips">
        {request.open && <Decide request={request} heading={heading} />}
        {state === 'waiting' && !request.open && (
          <Button small onPress={() => void runOrSay('access.withdraw', { request: request.id })}>
            {t('action.access.withdraw.label')}
          </Button>
        )}
        {(request.title || state === 'granted') && (
          <Button small look="text" onPress={() => open(request.record)}>
            {t('access.requests.open')}
          </Button>
        )}
      </Box>
    </Box>
  )
}

function Decide({ request, heading }: { request: AccessRequestView; heading: string }) {
  const t = useT()
  const { data: meta } = useMeta()
  if (!meta) return null
  const ask = (action: 'access.grant' | 'access.refuse') => {
    const { request: _known, ...asked } = meta.actions[action]?.input ?? ({} as Fields)
    const known: Record<string, Value> = { request: request.id }
    asking.set({ action, title: heading, known, asked })
  }
  return (
    <>
      <Button small look="primary" onPress={() => ask('access.grant')}>
        {t('action.access.grant.label')}
      </Button>
      <Button small look="danger" onPress={() => ask('access.refuse')}>
        {t('action.access.refuse.label')}
      </Button>
    </>
  )
}
