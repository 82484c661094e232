import { SettingFrame } from '../../../areas/settings/setting-frame'
import { TagsPage } from '../../../areas/tags/tags-page'

export default function TagsPageRoute() {
  return (
    <SettingFrame>
      <TagsPage />
    </SettingFrame>
  )
}
