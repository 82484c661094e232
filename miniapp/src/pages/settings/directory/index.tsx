import { DirectoryPage } from '../../../areas/organisation/directory-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function DirectoryRoute() {
  return (
    <SettingFrame>
      <DirectoryPage />
    </SettingFrame>
  )
}
