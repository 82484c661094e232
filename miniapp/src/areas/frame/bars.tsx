import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useMe } from '../../lib/meta'
import { Avatar } from '../../ui/avatar'
import type { HomeTab } from './tabs'

interface BarProps {
  tabs: HomeTab[]
  current: string
  onChange: (key: string) => void
}

/** The bar at the lower edge of a phone. */
export function BottomBar({ tabs, current, onChange }: BarProps) {
  const t = useT()
  return (
    <Box className="bottom-bar" role="navigation">
      {tabs.map(({ key, icon }) => (
        <Press
          key={key}
          className={`bottom-tab ${key === current ? 'bottom-tab-on' : ''}`}
          current={key === current}
          onPress={() => onChange(key)}
        >
          <Icon name={icon} size={24} />
          <Words>{t(`ui.tab.${key}`)}</Words>
        </Press>
      ))}
    </Box>
  )
}

/** The rail at the left of a wide window. */
export function Rail({ tabs, current, onChange }: BarProps) {
  const t = useT()
  const me = useMe()
  return (
    <Box className="rail" role="navigation">
      <Box className="rail-mark">
        <Icon name="pools" size={26} />
      </Box>
      {tabs.map(({ key, icon }) => (
        <Press
          key={key}
          className={`rail-tab ${key === current ? 'rail-tab-on' : ''}`}
          current={key === current}
          onPress={() => onChange(key)}
        >
          <Icon name={icon} size={22} />
          <Words>{t(`ui.tab.${key}`)}</Words>
        </Press>
      ))}
      <Box className="rail-end">{me && <Avatar name={me.name} />}</Box>
    </Box>
  )
}
