import { SecurityPage } from '../../../areas/organisation/security-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function SecurityRoute() {
  return (
    <SettingFrame>
      <SecurityPage />
    </SettingFrame>
  )
}
