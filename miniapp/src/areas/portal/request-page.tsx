import type { PortalRequest } from '@gonghai/shared/client/portal-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { momentText } from '../../lib/time'
import { callPhone } from '../../platform/phone'
import { optionLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip, toneOf } from '../../ui/chip'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { Stars } from '../../ui/stars'
import { Timeline } from '../../ui/timeline'
import { toast } from '../../ui/toast'
import { go } from './go'
import { PortalPage } from './portal-page'
import { AddSheet, WithdrawSheet } from './request-sheets'
import { usePortalAction } from './use-portal'

/** How a request stands: who comes and when, what happened, and what the customer can do about it. */
export function RequestPage({ id }: { id: string }) {
  const t = useT()
  return <PortalPage title={t('ui.portal.request.title')}>{() => <Progress id={id} />}</PortalPage>
}

function Progress({ id }: { id: string }) {
  const found = useQuery({
    queryKey: ['portal', 'request', id],
    queryFn: () => portalApi.request(id),
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? 30_000 : false),
  })
  const request = found.data
  if (!request && found.error) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!request) return <Skeleton rows={4} />
  return <Content request={request} />
}

const isOver = ({ state }: PortalRequest) => state === 'done' || state === 'withdrawn'

function Content({ request }: { request: PortalRequest }) {
  const t = useT()
  const [sheet, setSheet] = useState<'add' | 'withdraw'>()
  const { engineer } = request
  const phone = engineer?.phone
  const may = (action: string) => request.allowed.includes(action)
  const facts = [
    request.number,
    request.asset && `${request.asset.name} …${request.asset.serialNumber.slice(-4)}`,
  ]
  const buttons = (
    <Box className="step-buttons">
      {phone && (
        <Button small look="primary" icon="phone" onPress={() => callPhone(phone)}>
          {t('ui.portal.request.call')}
        </Button>
      )}
      {may('request.add') && (
        <Button small onPress={() => setSheet('add')}>
          {t('ui.portal.request.add')}
        </Button>
      )}
    </Box>
  )
  const steps = [...request.steps].reverse().map((step, at) => ({
    id: step.id,
    title: step.text,
    facts: [
      momentText(step.at),
      step.expectedAt && t('ui.portal.request.expected', { time: momentText(step.expectedAt) }),
      step.who?.phone,
    ],
    words: step.words,
    files: step.files,
    below: at === 0 && (phone || may('request.add')) ? buttons : undefined,
  }))
  return (
    <>
      <Box className="card portal-head">
        <Box className="head-title">{request.title}</Box>
        <Box className="head-line">
          <Chip tone={toneOf(request.state)}>{optionLabel('serviceRequest', 'state', request.state)}</Chip>
          <Words className="head-words">{facts.filter(Boolean).join(t('ui.dot'))}</Words>
        </Box>
        {engineer && (
          <Box className="portal-engineer">{t('ui.portal.request.engineer', { name: engineer.name })}</Box>
        )}
        {request.wantedAt && (
          <Box className="portal-engineer">
            {t('ui.portal.request.wanted', { time: momentText(request.wantedAt) })}
          </Box>
        )}
      </Box>
      <Timeline steps={steps} label={t('ui.portal.request.title')} />
      <Waiting request={request} onWithdraw={() => setSheet('withdraw')} />
      <Rating request={request} />
      {sheet === 'add' && <AddSheet request={request.id} onClose={() => setSheet(undefined)} />}
      {sheet === 'withdraw' && <WithdrawSheet request={request.id} onClose={() => setSheet(undefined)} />}
    </>
  )
}

/** Hurry, or take it back; what is impossible just now says why. */
function Waiting({ request, onWithdraw }: { request: PortalRequest; onWithdraw: () => void }) {
  const t = useT()
  const { run, busy, failure } = usePortalAction('request.urge')
  const why = (action: string) => request.blocked[action]
  const offered = (action: string) => request.allowed.includes(action) || !!why(action)
  if (!offered('request.urge') && !offered('request.withdraw')) return null
  const press = (action: string, work: () => void) => () => {
    const reason = why(action)
    if (reason) toast(reason, { tone: 'danger' })
    else work()
  }
  return (
    <Box className="card portal-waiting">
      <Words className="portal-waiting-words">{t('ui.portal.request.waiting')}</Words>
      {offered('request.urge') && (
        <Button
          small
          busy={busy}
          dimmed={!!why('request.urge')}
          onPress={press('request.urge', () => void run({ request: request.id }))}
        >
          {t('ui.portal.request.urge')}
        </Button>
      )}
      {offered('request.withdraw') && (
        <Button small dimmed={!!why('request.withdraw')} onPress={press('request.withdraw', onWithdraw)}>
          {t('ui.portal.request.withdraw')}
        </Button>
      )}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Box>
  )
}

/** The stars: given, asked for, or what comes after the work. */
function Rating({ request }: { request: PortalRequest }) {
  const t = useT()
  const { survey, stars } = request
  if (stars !== null) {
    return (
      <Box className="card portal-stars">
        <Box className="portal-stars-title">{t('ui.portal.request.rated')}</Box>
        <Stars value={stars} />
      </Box>
    )
  }
  if (survey) {
    return (
      <Press className="card portal-stars" onPress={() => go({ page: 'rate', id: survey.id })}>
        <Box className="portal-stars-title">{t('ui.portal.request.rate')}</Box>
        <Stars value={0} />
      </Press>
    )
  }
  if (isOver(request)) return null
  return <Box className="portal-hint">{t('ui.portal.request.rateLater')}</Box>
}
