import { SidePage } from '../../areas/frame/side-page'
import { ReviewsPage } from '../../areas/pool/reviews-page'
import { useParameters } from '../../lib/parameters'
import { ActionSheet } from '../../records/action-sheet'
import { Gate } from '../../ui/gate'

export default function PoolReviewsRoute() {
  const params = useParameters()
  return (
    <Gate>
      <SidePage tab="pools">
        <ReviewsPage tab={params.tab} />
      </SidePage>
      <ActionSheet />
    </Gate>
  )
}
