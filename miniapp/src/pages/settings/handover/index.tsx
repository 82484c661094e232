import { HandoverPage } from '../../../areas/organisation/handover-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function HandoverRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <HandoverPage id={params.id ?? ''} />
    </SettingFrame>
  )
}
