import { NumbersPage } from '../../../areas/duplicates/numbers-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function NumbersRoute() {
  return (
    <SettingFrame>
      <NumbersPage />
    </SettingFrame>
  )
}
