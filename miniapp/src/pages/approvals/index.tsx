import { ApprovalsPage } from '../../areas/approval/approvals-page'
import { SidePage } from '../../areas/frame/side-page'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function ApprovalsRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab="today">
        <ApprovalsPage tab={params.tab} />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
