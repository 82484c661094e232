import { PortalGate } from '../../../areas/portal/gate'
import { RatePage } from '../../../areas/portal/rate-page'
import { useParameters } from '../../../lib/parameters'

export default function PortalRateRoute() {
  const params = useParameters()
  return (
    <PortalGate>
      <RatePage key={params.id} id={params.id ?? ''} />
    </PortalGate>
  )
}
