import { OverviewPage } from '../../areas/customers/overview-page'
import { SidePage } from '../../areas/frame/side-page'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function Route() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab="customers">
        <OverviewPage id={params.id ?? ''} />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
