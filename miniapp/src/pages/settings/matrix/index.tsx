import { MatrixPage } from '../../../areas/access/matrix-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function SettingRoute() {
  return (
    <SettingFrame>
      <MatrixPage />
    </SettingFrame>
  )
}
