import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { Button } from '../../ui/button'
import { usePortalAction } from './use-portal'

interface VerifyFormProps {
  /** Nothing is open to this person yet. */
  first?: boolean
  onDone?: () => void
}

/** Opens a machine to the customer: its serial number and the end of the phone number that we know. */
export function VerifyForm({ first, onDone }: VerifyFormProps) {
  const t = useT()
  const [serialNumber, setSerialNumber] = useState('')
  const [phoneEnding, setPhoneEnding] = useState('')
  const { run, busy, failure, clear } = usePortalAction('portal.verify')
  const ready = serialNumber.trim() !== '' && /^\d{4}$/.test(phoneEnding)
  const submit = async () => {
    if (await run({ serialNumber: serialNumber.trim(), phoneEnding })) onDone?.()
  }
  return (
    <Box className="card portal-form">
      {first && (
        <Box className="portal-mark">
          <Icon name="machine" size={30} />
        </Box>
      )}
      <Box className="portal-form-title">{t(first ? 'ui.portal.verify.first' : 'ui.portal.verify.more')}</Box>
      <Box className="portal-form-text">{t('ui.portal.verify.text')}</Box>
      <Box className="field">
        <Box className="field-label">{t('ui.portal.verify.serial')}</Box>
        <TextInput
          label={t('ui.portal.verify.serial')}
          placeholder={t('ui.portal.verify.serialHint')}
          max={50}
          value={serialNumber}
          onChange={words => {
            clear()
            setSerialNumber(words)
          }}
        />
      </Box>
      <Box className="field">
        <Box className="field-label">{t('ui.portal.verify.phone')}</Box>
        <TextInput
          keyboard="integer"
          label={t('ui.portal.verify.phone')}
          placeholder={t('ui.portal.verify.phoneHint')}
          max={4}
          value={phoneEnding}
          onChange={words => {
            clear()
            setPhoneEnding(words.replace(/\D/g, ''))
          }}
          onConfirm={() => ready && void submit()}
        />
      </Box>
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      <Button look="primary" wide busy={busy} disabled={!ready} onPress={() => void submit()}>
        {t('ui.portal.verify.button')}
      </Button>
      <Box className="small-print portal-form-print">{t('ui.portal.verify.print')}</Box>
    </Box>
  )
}
