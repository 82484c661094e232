import { RolesPage } from '../../../areas/access/roles-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function SettingRoute() {
  return (
    <SettingFrame>
      <RolesPage />
    </SettingFrame>
  )
}
