import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { type Section, sectionGroups, sectionsOf } from './sections'

/** The home of the administration: what this reader may set up, each with a line that says what it is for. */
export function SettingsPage() {
  const t = useT()
  const { data: meta, error, refetch } = useMeta()
  const offered = meta ? sectionsOf(meta.may) : []
  return (
    <Page title={t('settings.title')}>
      <Scroll className="settings">
        {!meta && !error && <Skeleton />}
        {error && !meta && <Failure error={error} retry={() => void refetch()} />}
        {meta && offered.length === 0 && <Empty icon="settings" title={t('settings.none')} />}
        {sectionGroups.map(group => {
          const found = offered.filter(section => section.group === group)
          return (
            found.length > 0 && (
              <Box key={group}>
                <Box className="settings-group">{t(`settings.group.${group}`)}</Box>
                <Box className="card settings-list">
                  {found.map(section => (
                    <Line key={section.key} section={section} />
                  ))}
                </Box>
              </Box>
            )
          )
        })}
      </Scroll>
    </Page>
  )
}

function Line({ section: { key, icon, page } }: { section: Section }) {
  const t = useT()
  const { open } = useNavigation()
  return (
    <Press className="settings-row" onPress={() => open({ page })}>
      <Box className="settings-icon">
        <Icon name={icon} />
      </Box>
      <Box className="item-main">
        <Box className="row-title">{t(`settings.section.${key}.label`)}</Box>
        <Box className="row-facts">{t(`settings.section.${key}.hint`)}</Box>
      </Box>
      <Icon name="forward" size={16} />
    </Press>
  )
}
