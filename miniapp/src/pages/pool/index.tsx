import { SidePage } from '../../areas/frame/side-page'
import { PoolPage } from '../../areas/pool/pool-page'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function PoolRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab="pools">
        <PoolPage key={params.id} id={params.id ?? ''} />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
