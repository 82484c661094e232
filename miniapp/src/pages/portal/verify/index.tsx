import { PortalGate } from '../../../areas/portal/gate'
import { VerifyPage } from '../../../areas/portal/verify-page'

export default function PortalVerifyRoute() {
  return (
    <PortalGate>
      <VerifyPage />
    </PortalGate>
  )
}
