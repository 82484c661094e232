import { SidePage } from '../../areas/frame/side-page'
import { OperationPage } from '../../areas/operations/operation-page'
import { useParameters } from '../../lib/parameters'
import { Gate } from '../../ui/gate'

export default function OperationRoute() {
  const { id = '' } = useParameters()
  return (
    <Gate>
      <SidePage tab="me">
        <OperationPage id={id} />
      </SidePage>
    </Gate>
  )
}
