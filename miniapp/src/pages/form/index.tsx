import { SidePage } from '../../areas/frame/side-page'
import { tabOf } from '../../areas/frame/tabs'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { FormPage } from '../../records/form-page'
import { Gate } from '../../ui/gate'

export default function FormRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab={tabOf(params.object)}>
        <FormPage
          key={`${params.object}:${params.id ?? ''}`}
          object={params.object ?? ''}
          id={params.id}
          prefill={params.prefill}
        />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
