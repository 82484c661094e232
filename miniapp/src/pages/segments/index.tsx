import { SegmentsPage } from '../../areas/segments/segments-page'
import { SettingFrame } from '../../areas/settings/setting-frame'
import { useParameters } from '../../lib/parameters'

export default function SegmentsRoute() {
  const { id } = useParameters()
  return (
    <SettingFrame>
      <SegmentsPage key={id ?? ''} id={id} />
    </SettingFrame>
  )
}
