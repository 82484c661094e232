import { AssetsPage } from '../../../areas/portal/assets-page'
import { PortalGate } from '../../../areas/portal/gate'

export default function PortalAssetsRoute() {
  return (
    <PortalGate>
      <AssetsPage />
    </PortalGate>
  )
}
