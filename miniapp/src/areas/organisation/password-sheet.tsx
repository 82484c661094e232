import { useState } from 'react'
import { Box } from '../../kit/box'
import { PasswordInput } from '../../kit/password-input'
import { useT } from '../../lib/i18n'
import { everythingChanged } from '../../lib/query'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { toast } from '../../ui/toast'
import { organisationCalls } from './calls'
import '../../records/fields/fields.scss'

/** Sets or changes one's own password. */
export function PasswordSheet({ has, onClose }: { has: boolean; onClose: () => void }) {
  const t = useT()
  const say = useFailureText()
  const [values, setValues] = useState({ current: '', next: '', again: '' })
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (values.next !== values.again) return setFailure(t('organisation.security.differ'))
    setBusy(true)
    setFailure('')
    try {
      await organisationCalls.setPassword(values.next, has ? values.current : undefined)
      toast(t('organisation.security.saved'))
      onClose()
      await everythingChanged()
    } catch (error) {
      setFailure(say(error))
      setBusy(false)
    }
  }
  const names = has ? (['current', 'next', 'again'] as const) : (['next', 'again'] as const)
  const foot = (
    <Button look="primary" busy={busy} onPress={() => void submit()}>
      {t('ui.save')}
    </Button>
  )
  return (
    <Sheet title={t('organisation.security.mine')} onClose={onClose} foot={foot}>
      {names.map(name => (
        <Box key={name} className="field">
          <Box className="field-label">{t(`organisation.security.${name}`)}</Box>
          <PasswordInput
            label={t(`organisation.security.${name}`)}
            value={values[name]}
            fresh={name !== 'current'}
            onChange={value => setValues({ ...values, [name]: value })}
          />
        </Box>
      ))}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}
