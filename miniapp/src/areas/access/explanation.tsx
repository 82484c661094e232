import type { ExplainAnswer } from '@gonghai/shared/client/access-api'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { useT } from '../../lib/i18n'
import '../../ui/timeline.scss'
import './access.scss'

/** The answer in a sentence, how it comes about, and what would help. */
export function Explanation({ answer }: { answer: ExplainAnswer }) {
  const t = useT()
  const { visible, text, hints, steps = [], about } = answer
  return (
    <>
      <Box
        className={`card access-card access-verdict ${visible ? 'access-verdict-yes' : 'access-verdict-no'}`}
      >
        <Icon name={visible ? 'check' : 'lock'} />
        <Box className="access-grow">
          <Box>{text}</Box>
          {about?.title && <Box className="access-soft">{about.title}</Box>}
        </Box>
      </Box>
      {steps.length > 0 && (
        <>
          <Box className="settings-group">{t('access.explain.path')}</Box>
          <Box className="card access-steps" role="list" label={t('access.explain.path')}>
            {steps.map(step => (
              <Box key={`${step.key}${step.text}`} className="step" role="listitem">
                <Box className={`step-dot access-dot-${step.state}`} />
                <Box className="step-main">{step.text}</Box>
              </Box>
            ))}
          </Box>
        </>
      )}
      {hints.length > 0 && (
        <>
          <Box className="settings-group">{t('access.explain.next')}</Box>
          <Box className="card access-card">
            {hints.map(hint => (
              <Box key={hint} className="access-line">
                {hint}
              </Box>
            ))}
          </Box>
        </>
      )}
    </>
  )
}
