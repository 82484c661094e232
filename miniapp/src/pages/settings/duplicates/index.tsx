import { RulesPage } from '../../../areas/duplicates/rules-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function DuplicateRulesRoute() {
  const { id, object } = useParameters()
  return (
    <SettingFrame>
      <RulesPage id={id} object={object} />
    </SettingFrame>
  )
}
