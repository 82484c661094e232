import { KindsPage } from '../../../areas/relations/kinds-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function KindsPageRoute() {
  return (
    <SettingFrame>
      <KindsPage />
    </SettingFrame>
  )
}
