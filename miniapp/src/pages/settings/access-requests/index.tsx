import { RequestsPage } from '../../../areas/access/requests-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function SettingRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <RequestsPage id={params.id} tab={params.tab} />
    </SettingFrame>
  )
}
