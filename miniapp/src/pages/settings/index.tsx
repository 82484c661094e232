import { SettingFrame } from '../../areas/settings/setting-frame'
import { SettingsPage } from '../../areas/settings/settings-page'

export default function SettingsRoute() {
  return (
    <SettingFrame>
      <SettingsPage />
    </SettingFrame>
  )
}
