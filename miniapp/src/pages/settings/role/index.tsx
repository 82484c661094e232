import { RolePage } from '../../../areas/access/role-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function SettingRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <RolePage id={params.id ?? ''} />
    </SettingFrame>
  )
}
