import { DirectoryRunPage } from '../../../areas/organisation/run-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function DirectoryRunRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <DirectoryRunPage id={params.id ?? ''} />
    </SettingFrame>
  )
}
