import { SidePage } from '../../areas/frame/side-page'
import { OperationsPage } from '../../areas/operations/operations-page'
import { Gate } from '../../ui/gate'

export default function OperationsRoute() {
  return (
    <Gate>
      <SidePage tab="me">
        <OperationsPage />
      </SidePage>
    </Gate>
  )
}
