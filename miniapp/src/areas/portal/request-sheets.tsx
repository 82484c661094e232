import { useState } from 'react'
import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { type Attached, Attachments } from '../../ui/attachments'
import { Button } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { usePortalAction } from './use-portal'

interface SheetProps {
  request: string
  onClose: () => void
}

/** Words and pictures that come after. */
export function AddSheet({ request, onClose }: SheetProps) {
  const t = useT()
  const [words, setWords] = useState('')
  const [files, setFiles] = useState<Attached[]>([])
  const { run, busy, failure } = usePortalAction('request.add')
  const submit = async () => {
    const answer = await run({
      request,
      ...(words.trim() && { words: words.trim() }),
      ...(files.length > 0 && { files: files.map(({ id }) => id) }),
    })
    if (answer) onClose()
  }
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button
        look="primary"
        busy={busy}
        disabled={!words.trim() && !files.length}
        onPress={() => void submit()}
      >
        {t('ui.portal.request.addButton')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('ui.portal.request.add')} onClose={onClose} foot={foot}>
      <Box className="field">
        <TextInput
          lines={3}
          focus
          max={2000}
          label={t('ui.portal.request.add')}
          placeholder={t('ui.portal.request.addHint')}
          value={words}
          onChange={setWords}
        />
      </Box>
      <Attachments side="customer" max={9} files={files} onChange={setFiles} />
      <Problem text={failure} />
    </Sheet>
  )
}

/** Taking a request back, with a reason where there is one. */
export function WithdrawSheet({ request, onClose }: SheetProps) {
  const t = useT()
  const [reason, setReason] = useState('')
  const { run, busy, failure } = usePortalAction('request.withdraw')
  const submit = async () => {
    const answer = await run({ request, ...(reason.trim() && { reason: reason.trim() }) })
    if (answer) onClose()
  }
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="danger" busy={busy} onPress={() => void submit()}>
        {t('ui.portal.request.withdraw')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('ui.portal.request.withdraw')} onClose={onClose} foot={foot}>
      <Box className="sheet-text">{t('ui.portal.request.withdrawText')}</Box>
      <TextInput
        lines={2}
        max={200}
        label={t('ui.portal.request.reason')}
        placeholder={t('ui.portal.request.reason')}
        value={reason}
        onChange={setReason}
      />
      <Problem text={failure} />
    </Sheet>
  )
}

function Problem({ text }: { text: string }) {
  if (!text) return null
  return (
    <Box className="form-failure" role="alert">
      {text}
    </Box>
  )
}
