import { PersonPage } from '../../../areas/organisation/person-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function PersonRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <PersonPage id={params.id ?? ''} />
    </SettingFrame>
  )
}
