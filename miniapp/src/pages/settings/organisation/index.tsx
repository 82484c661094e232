import { ChartPage } from '../../../areas/organisation/chart-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function ChartRoute() {
  return (
    <SettingFrame>
      <ChartPage />
    </SettingFrame>
  )
}
