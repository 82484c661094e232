import { SettingFrame } from '../../../areas/settings/setting-frame'
import { FieldsPage } from '../../../areas/tables/fields-page'

export default function FieldsRoute() {
  return (
    <SettingFrame>
      <FieldsPage />
    </SettingFrame>
  )
}
