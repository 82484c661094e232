import type { ListSetupAnswer, SavedView } from '@gonghai/shared/client/tables-api'
import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import './rules/rules.scss'

interface ViewsBarProps {
  setup: ListSetupAnswer | undefined
  current: string | undefined
  onChoose: (view: SavedView | undefined) => void
  onManage: () => void
}

/** The reader's views in one row; pressing the present one again leaves it. */
export function ViewsBar({ setup, current, onChoose, onManage }: ViewsBarProps) {
  const t = useT()
  if (!setup?.views.length) return null
  return (
    <Box className="views" role="tablist" label={t('lists.views')}>
      {setup.views.map(view => (
        <Press
          key={view.id}
          role="tab"
          className={`view-chip ${view.id === current ? 'view-chip-on' : ''}`}
          current={view.id === current}
          onPress={() => onChoose(view.id === current ? undefined : view)}
        >
          {view.name}
        </Press>
      ))}
      <Press className="view-chip" label={t('lists.manageViews')} onPress={onManage}>
        <Icon name="settings" size={16} />
      </Press>
    </Box>
  )
}
