import { type ReactNode, useContext, useEffect } from 'react'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { useCell } from '../lib/cell'
import { useT } from '../lib/i18n'
import { TabSeen, useNavigation } from '../lib/navigate'
import { online } from '../lib/online'
import { useShown } from '../lib/shown'
import { host } from '../platform'
import { wide } from '../platform/screen'
import { IconButton } from './button'
import './page.scss'

interface PageProps {
  title: string
  /** At the right of the bar. */
  extra?: ReactNode
  /** The first pages of the app have nothing behind them. */
  root?: boolean
  /** Where "back" leads, where not along the employees' pages. */
  onBack?: () => void
  children: ReactNode
}

/** A page or the content of a column: the bar where the host draws none, the strip that says "offline", the content. */
export function Page({ title, extra, root, onBack, children }: PageProps) {
  const { inPane, back } = useNavigation()
  const t = useT()
  const roomy = useCell(wide)
  const seen = useContext(TabSeen)
  const shown = useShown()
  // Coming back to a tab or a page that was drawn before, the host's bar still says the other one's title.
  useEffect(() => {
    if (!inPane && seen && shown) host.setTitle(title)
  }, [title, inPane, seen, shown])
  const bar = inPane || roomy || !host.drawsBar
  return (
    <Box className="page">
      {bar && (
        <Box className="bar">
          {!root && (
            <IconButton
              icon={inPane ? 'close' : 'back'}
              label={t(inPane ? 'ui.close' : 'ui.back')}
              onPress={onBack ?? back}
            />
          )}
          <Box className={`bar-title ${root ? 'bar-title-root' : ''}`}>{title}</Box>
          {extra && <Box className="bar-extra">{extra}</Box>}
        </Box>
      )}
      {!bar && extra && <Box className="bar bar-slim">{extra}</Box>}
      <Offline />
      {children}
    </Box>
  )
}

function Offline() {
  const t = useT()
  if (useCell(online)) return null
  return (
    <Box className="offline" role="status">
      <Icon name="offline" size={16} />
      <Words>{t('ui.offline')}</Words>
    </Box>
  )
}
