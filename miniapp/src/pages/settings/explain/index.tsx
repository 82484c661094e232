import { ExplainPage } from '../../../areas/access/explain-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function SettingRoute() {
  const params = useParameters()
  return (
    <SettingFrame>
      <ExplainPage record={params.object && params.id ? `${params.object}:${params.id}` : undefined} />
    </SettingFrame>
  )
}
