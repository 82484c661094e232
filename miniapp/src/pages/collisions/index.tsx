import { CollisionsPage } from '../../areas/duplicates/collisions-page'
import { SidePage } from '../../areas/frame/side-page'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function CollisionsRoute() {
  const { object, id, request } = useParameters()
  return (
    <Gate>
      <SidePage tab="customers">
        <CollisionsPage object={object} id={id} request={request} />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
