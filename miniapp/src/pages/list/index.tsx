import { ListPage } from '../../areas/customers/list-page'
import { SidePage } from '../../areas/frame/side-page'
import { tabOf } from '../../areas/frame/tabs'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function ListRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab={tabOf(params.object)}>
        <ListPage
          key={params.object}
          object={params.object ?? ''}
          field={params.field}
          value={params.value}
          title={params.title}
        />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
