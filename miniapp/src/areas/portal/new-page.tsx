import type { Value } from '@gonghai/shared/client/api'
import type { PortalAsset } from '@gonghai/shared/client/portal-api'
import { serviceRequest } from '@gonghai/shared/objects/service-request'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { isRefused } from '../../lib/refused'
import { forget, readStored, store } from '../../lib/storage'
import { ChoiceInput } from '../../records/fields/choice-input'
import { MomentInput } from '../../records/fields/plain-input'
import { type Attached, Attachments } from '../../ui/attachments'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { ChooseAsset } from './choose-asset'
import { swap } from './go'
import { PortalPage } from './portal-page'
import { usePortalAction } from './use-portal'
import { VerifyForm } from './verify-form'

interface NewPageProps {
  /** From the QR code on a machine. */
  code?: string
  /** The id of a machine. */
  asset?: string
}

/** Filing a request; a QR code or a machine's own button says which machine it is about. */
export function NewPage({ code, asset }: NewPageProps) {
  const t = useT()
  return (
    <PortalPage title={t('ui.portal.new.title')}>
      {() => (code || asset ? <About code={code} asset={asset} /> : <Form />)}
    </PortalPage>
  )
}

/** The machine first; one that is not theirs asks to be verified for it. */
function About({ code, asset }: NewPageProps) {
  const found = useQuery({
    queryKey: ['portal', 'asset', code ?? asset],
    queryFn: () => (code ? portalApi.assetByCode(code) : portalApi.asset(asset ?? '')),
    staleTime: 60_000,
  })
  if (found.data) return <Form about={found.data} />
  if (isRefused(found.error, 'notFound')) return <VerifyForm onDone={() => void found.refetch()} />
  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />
  return <Skeleton rows={3} />
}

interface Draft {
  kind: string
  description: string
  wantedAt: string | null
  files: Attached[]
  asset?: PortalAsset
}

const place = 'draft:portal:new'
const blank: Draft = { kind: 'fault', description: '', wantedAt: null, files: [] }
const { kind, wantedAt } = serviceRequest.fields

function Form({ about }: { about?: PortalAsset }) {
  const t = useT()
  const [draft, setDraft] = useState<Draft>(() => ({
    ...(readStored<Draft>(place) ?? blank),
    ...(about && { asset: about }),
  }))
  const [missing, setMissing] = useState(false)
  const { run, busy, failure, issues } = usePortalAction('request.file')
  useEffect(() => void store(place, draft), [draft])
  const set = (change: Partial<Draft>) => setDraft(before => ({ ...before, ...change }))
  const submit = async () => {
    const description = draft.description.trim()
    setMissing(!description)
    if (!description) return
    const input: Record<string, Value> = {
      kind: draft.kind,
      description,
      ...(draft.asset && { asset: draft.asset.id }),
      ...(draft.wantedAt && { wantedAt: draft.wantedAt }),
      ...(draft.files.length > 0 && { files: draft.files.map(({ id }) => id) }),
    }
    const answer = await run(input)
    if (!answer) return
    forget(place)
    swap({ page: 'request', id: String(answer.result.id) })
  }
  const wrong = missing ? t('error.field.required') : issues.description
  return (
    <Box className="card portal-form">
      <Box className="field">
        <Box className="field-label">{t('ui.portal.new.kind')}</Box>
        <ChoiceInput
          id="portal-kind"
          object="serviceRequest"
          name="kind"
          field={kind}
          label={t('ui.portal.new.kind')}
          value={draft.kind}
          onChange={value => set({ kind: String(value ?? 'fault') })}
        />
      </Box>
      <ChooseAsset chosen={draft.asset} onChange={asset => set({ asset })} />
      <Box className={`field ${wrong ? 'field-wrong' : ''}`}>
        <Box className="field-label">{t('ui.portal.new.description')}</Box>
        <TextInput
          lines={4}
          max={2000}
          label={t('ui.portal.new.description')}
          placeholder={t('ui.portal.new.descriptionHint')}
          value={draft.description}
          invalid={!!wrong}
          onChange={description => set({ description })}
        />
        {wrong && (
          <Box className="field-issue" role="alert">
            {wrong}
          </Box>
        )}
      </Box>
      <Box className="field">
        <Box className="field-label">{t('ui.portal.new.pictures')}</Box>
        <Attachments side="customer" max={9} files={draft.files} onChange={files => set({ files })} />
      </Box>
      <Box className="field">
        <Box className="field-label">{t('ui.portal.new.wantedAt')}</Box>
        <MomentInput
          id="portal-wanted"
          object="serviceRequest"
          name="wantedAt"
          field={wantedAt}
          label={t('ui.portal.new.wantedAt')}
          value={draft.wantedAt}
          issue={issues.wantedAt}
          onChange={value => set({ wantedAt: value as string | null })}
        />
      </Box>
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      <Button look="primary" wide busy={busy} onPress={() => void submit()}>
        {t('ui.portal.new.submit')}
      </Button>
    </Box>
  )
}
