import { useState } from 'react'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { momentText } from '../../lib/time'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { WithWords } from '../settings/setting-frame'
import { organisationCalls } from './calls'
import './organisation.scss'

/** A one-time code to be typed in the other chat: one person on both platforms is one employee (decision 22). */
export default function LinkSheet({ onClose }: { onClose: () => void }) {
  return (
    <WithWords>
      <Code onClose={onClose} />
    </WithWords>
  )
}

function Code({ onClose }: { onClose: () => void }) {
  const t = useT()
  const say = useFailureText()
  const [made, setMade] = useState<{ code: string; expiresAt: string }>()
  const [failure, setFailure] = useState('')
  const make = async () => {
    try {
      setMade(await organisationCalls.linkCode())
    } catch (error) {
      setFailure(say(error))
    }
  }
  const foot = (
    <Button look="primary" onPress={() => void make()}>
      {t('organisation.link.make')}
    </Button>
  )
  return (
    <Sheet title={t('organisation.link.title')} onClose={onClose} foot={foot}>
      <Box className="sheet-text">{t('organisation.link.hint')}</Box>
      {made && (
        <>
          <Box>{t('organisation.link.say')}</Box>
          <Box className="organisation-code organisation-big">
            {t('organisation.link.line', { code: made.code })}
          </Box>
          <Box className="organisation-hint">
            {t('organisation.link.until', { time: momentText(made.expiresAt) })}
          </Box>
        </>
      )}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}
