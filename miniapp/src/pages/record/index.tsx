import { SidePage } from '../../areas/frame/side-page'
import { tabOf } from '../../areas/frame/tabs'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { RecordPage } from '../../records/record-view'
import { Gate } from '../../ui/gate'

export default function RecordRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab={tabOf(params.object)}>
        <RecordPage
          key={`${params.object}:${params.id}`}
          object={params.object ?? ''}
          id={params.id ?? ''}
          focus={params.focus}
        />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
