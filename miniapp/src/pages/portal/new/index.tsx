import { PortalGate } from '../../../areas/portal/gate'
import { NewPage } from '../../../areas/portal/new-page'
import { useParameters } from '../../../lib/parameters'

export default function PortalNewRoute() {
  const params = useParameters()
  return (
    <PortalGate>
      <NewPage key={params.code ?? params.asset} code={params.code} asset={params.asset} />
    </PortalGate>
  )
}
