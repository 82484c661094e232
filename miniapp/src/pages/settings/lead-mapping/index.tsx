import { MappingPage } from '../../../areas/leads/mapping-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function MappingPageRoute() {
  return (
    <SettingFrame>
      <MappingPage />
    </SettingFrame>
  )
}
