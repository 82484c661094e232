import { Box } from '../kit/box'
import { Icon, type IconName } from '../kit/icon'
import { useT } from '../lib/i18n'
import { Refused, Unreachable } from '../lib/refused'
import { Button } from './button'

interface EmptyProps {
  icon?: IconName
  title: string
  text?: string
  /** The one next step. */
  step?: { text: string; run: () => void }
  print?: string
}

/** Why there is nothing, and what to do next. */
export function Empty({ icon = 'inbox', title, text, step, print }: EmptyProps) {
  return (
    <Box className="empty">
      <Box className="empty-icon">
        <Icon name={icon} size={26} />
      </Box>
      <Box className="empty-title">{title}</Box>
      {text && <Box className="empty-text">{text}</Box>}
      {step && (
        <Button look="tint" small onPress={step.run}>
          {step.text}
        </Button>
      )}
      {print && <Box className="small-print">{print}</Box>}
    </Box>
  )
}

/** The sentence for any failure, in the user's language. */
export function useFailureText(): (error: unknown) => string {
  const t = useT()
  return error => {
    if (error instanceof Refused) return error.body.message || t('ui.failure.internal')
    return error instanceof Unreachable ? t('ui.failure.unreachable') : t('ui.failure.internal')
  }
}

/** What went wrong, what to do, the request id in small print, and "try again" where that helps. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT()
  const say = useFailureText()
  const refused = error instanceof Refused ? error : undefined
  const gone = refused?.status === 404 || refused?.status === 403
  const id = refused?.body.requestId
  return (
    <Empty
      icon={error instanceof Unreachable ? 'offline' : 'warning'}
      title={t(gone ? 'ui.failure.gone' : 'ui.failure.title')}
      text={say(error)}
      step={retry && !gone ? { text: t('ui.retry'), run: retry } : undefined}
      print={id && t('ui.failure.requestId', { id })}
    />
  )
}
