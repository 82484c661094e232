import { PoolsSetting } from '../../../areas/pool/pools-setting'
import { SettingFrame } from '../../../areas/settings/setting-frame'

export default function PoolsSettingRoute() {
  return (
    <SettingFrame>
      <PoolsSetting />
    </SettingFrame>
  )
}
