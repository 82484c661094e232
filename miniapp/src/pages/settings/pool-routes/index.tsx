import { RoutesSetting } from '../../../areas/pool/routes-setting'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function RoutesSettingRoute() {
  return (
    <SettingFrame>
      <RoutesSetting />
    </SettingFrame>
  )
}
