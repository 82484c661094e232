import { PortalGate } from '../../../areas/portal/gate'
import { PortalHome } from '../../../areas/portal/home-page'

export default function PortalHomeRoute() {
  return (
    <PortalGate>
      <PortalHome />
    </PortalGate>
  )
}
