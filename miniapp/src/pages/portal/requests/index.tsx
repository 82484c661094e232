import { PortalGate } from '../../../areas/portal/gate'
import { RequestsPage } from '../../../areas/portal/requests-page'

export default function PortalRequestsRoute() {
  return (
    <PortalGate>
      <RequestsPage />
    </PortalGate>
  )
}
