import { PeoplePage } from '../../../areas/organisation/people-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function PeopleRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <PeoplePage department={params.object} />
    </SettingFrame>
  )
}
