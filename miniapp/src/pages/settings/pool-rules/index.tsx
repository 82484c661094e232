import { RulesPage } from '../../../areas/rules/rules-page'
import { SettingFrame } from '../../../areas/settings/setting-frame'
import { useParameters } from '../../../lib/parameters'

export default function PoolRulesRoute() {
  const { id } = useParameters()
  return (
    <SettingFrame>
      <RulesPage key={id} id={id ?? ''} />
    </SettingFrame>
  )
}
