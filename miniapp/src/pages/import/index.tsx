import { ImportPage } from '../../areas/exchange/import-page'
import { SettingFrame } from '../../areas/settings/setting-frame'
import { useParameters } from '../../lib/parameters'

export default function ImportRoute() {
  const { object, id } = useParameters()
  return (
    <SettingFrame>
      <ImportPage object={object} id={id} />
    </SettingFrame>
  )
}
