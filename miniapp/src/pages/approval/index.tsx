import { ApprovalPage } from '../../areas/approval/approval-page'
import { SidePage } from '../../areas/frame/side-page'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function ApprovalRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab="today">
        <ApprovalPage key={params.id} id={params.id ?? ''} />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
