import { PersonAccessPage } from '../../../areas/access/person-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function SettingRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <PersonAccessPage id={params.id} />
    </SettingFrame>
  )
}
