import { PortalGate } from '../../../areas/portal/gate'
import { RequestPage } from '../../../areas/portal/request-page'
import { useParameters } from '../../../lib/parameters'

export default function PortalRequestRoute() {
  const params = useParameters()
  return (
    <PortalGate>
      <RequestPage key={params.id} id={params.id ?? ''} />
    </PortalGate>
  )
}
