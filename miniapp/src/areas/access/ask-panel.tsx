import type { MetaAnswer } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { runOrSay } from '../../records/run-action'
import { objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { WithWords } from '../settings/setting-frame'
import { accessCalls } from './calls'
import { Explanation } from './explanation'
import './access.scss'

/**
 * Under "not found": the way to ask for access and to ask why. It stands there for what is hidden and for what does not exist
 * alike, and says the same of both.
 */
export function AskPanel({ record }: { record: string }) {
  return (
    <WithWords>
      <Ask record={record} />
    </WithWords>
  )
}

/** Why nobody can be asked: the reader's roles don't cover such records, or they can't be opened one by one. */
function whyNot(meta: MetaAnswer | undefined, object: string): 'kind' | 'single' | undefined {
  const found = meta?.objects.find(one => one.name === object)
  if (!meta) return undefined
  if (!found) return 'kind'
  return found.can.team ? undefined : 'single'
}

function Ask({ record }: { record: string }) {
  const t = useT()
  const { data: meta } = useMeta()
  const { open } = useNavigation()
  const object = record.split(':')[0] ?? ''
  const [reason, setReason] = useState('')
  const [sent, setSent] = useState(false)
  const [busy, setBusy] = useState(false)
  const [why, setWhy] = useState(false)
  const found = useQuery({
    queryKey: ['explain', record],
    enabled: why,
    queryFn: () => accessCalls.explain(record, undefined, 'view'),
  })
  const send = async () => {
    setBusy(true)
    setSent(!!(await runOrSay('access.request', { record, reason: reason.trim() })))
    setBusy(false)
  }
  const barred = whyNot(meta, object)
  return (
    <Box>
      <Box className="card access-ask">
        <Box className="row-title">{t(sent ? 'access.ask.sent' : 'access.ask.title')}</Box>
        <Box className="access-note">
          {barred
            ? t(`access.ask.${barred}`, { object: objectLabel(object) })
            : t(sent ? 'access.ask.sentText' : 'access.ask.text')}
        </Box>
        {!sent && !barred && (
          <>
            <TextInput
              label={t('access.ask.reason')}
              placeholder={t('access.ask.reason')}
              max={200}
              value={reason}
              onChange={setReason}
            />
            <Button look="primary" busy={busy} disabled={!reason.trim()} onPress={() => void send()}>
              {t('access.ask.send')}
            </Button>
          </>
        )}
        {!barred && (
          <Button look="text" onPress={() => open({ page: 'settings/access-requests', tab: 'mine' })}>
            {t('access.ask.mine')}
          </Button>
        )}
        {!why && (
          <Button look="text" onPress={() => setWhy(true)}>
            {t('access.ask.why')}
          </Button>
        )}
      </Box>
      {found.data && (
        <Box className="access-page">
          <Explanation answer={found.data} />
        </Box>
      )}
    </Box>
  )
}
