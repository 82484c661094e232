import type { SessionAnswer } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { PasswordInput } from '../../kit/password-input'
import { TextInput } from '../../kit/text-input'
import { call } from '../../lib/http'
import { useT } from '../../lib/i18n'
import { keepSession } from '../../lib/session'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { WithWords } from '../settings/setting-frame'
import '../../records/fields/fields.scss'

/** What the form is for: signing in, a new password by a link, or the first administrator's set-up. */
export type PasswordDoor = { kind: 'password' } | { kind: 'reset' | 'set-up'; code: string }

interface FormProps {
  door: PasswordDoor
  onDone: () => Promise<unknown>
  onBack?: () => void
}

/** Mobile number and password (SET-8), fetched when somebody asks for it. */
export default function PasswordForm(props: FormProps) {
  return (
    <WithWords>
      <Form {...props} />
    </WithWords>
  )
}

const asked = {
  password: ['mobile', 'password'],
  reset: ['password', 'again'],
  'set-up': ['name', 'mobile', 'password', 'again'],
} as const

const titles = {
  password: 'ui.signIn.withPassword',
  reset: 'organisation.signIn.resetTitle',
  'set-up': 'organisation.signIn.setUpTitle',
}

function Form({ door, onDone, onBack }: FormProps) {
  const t = useT()
  const say = useFailureText()
  const [values, setValues] = useState({ name: '', mobile: '', password: '', again: '' })
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const fresh = door.kind !== 'password'
  const submit = async () => {
    if (fresh && values.password !== values.again) return setFailure(t('organisation.security.differ'))
    setBusy(true)
    setFailure('')
    const { name, mobile, password } = values
    const body = {
      password: { mobile, password },
      reset: { password, code: 'code' in door ? door.code : '' },
      'set-up': { name, mobile, password, code: 'code' in door ? door.code : '' },
    }[door.kind]
    try {
      keepSession(await call<SessionAnswer>('POST', `/auth/${door.kind}`, body, { open: true }))
      await onDone()
    } catch (error) {
      setFailure(say(error))
      setBusy(false)
    }
  }
  const label = (name: keyof typeof values) => {
    if (name === 'again') return t('organisation.security.again')
    return t(fresh && name === 'password' ? 'organisation.security.next' : `organisation.signIn.${name}`)
  }
  return (
    <Box className="sign-in-form">
      <Box className="sign-in-text">{t(titles[door.kind])}</Box>
      {asked[door.kind].map(name => (
        <Box key={name} className="field">
          <Box className="field-label">{label(name)}</Box>
          {name === 'password' || name === 'again' ? (
            <PasswordInput
              label={label(name)}
              value={values[name]}
              fresh={fresh}
              onChange={value => setValues({ ...values, [name]: value })}
              onConfirm={() => void submit()}
            />
          ) : (
            <TextInput
              label={label(name)}
              value={values[name]}
              keyboard={name === 'mobile' ? 'tel' : 'text'}
              max={name === 'mobile' ? 30 : 60}
              onChange={value => setValues({ ...values, [name]: value })}
            />
          )}
        </Box>
      ))}
      {door.kind === 'set-up' && <Box className="sign-in-text">{t('organisation.signIn.setUpHint')}</Box>}
      {failure && (
        <Box className="form-failure sign-in-failure" role="alert">
          {failure}
        </Box>
      )}
      <Button look="primary" wide busy={busy} onPress={() => void submit()}>
        {t(fresh ? 'organisation.signIn.done' : 'organisation.signIn.enter')}
      </Button>
      {onBack && (
        <Button look="text" wide onPress={onBack}>
          {t('organisation.signIn.back')}
        </Button>
      )}
    </Box>
  )
}
