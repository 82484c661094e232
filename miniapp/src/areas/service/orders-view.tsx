import type { RecordView } from '@gonghai/shared/client/api'
import { Box } from '../../kit/box'
import { useStart } from '../../records/use-actions'
import { actionLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { StateList } from './state-list'

const tabs = {
  open: ['assigned', 'accepted', 'onTheWay', 'working'],
  closed: ['done', 'refused', 'handedOver', 'cancelled'],
} as const

/** One after the other; the first that is allowed is the next step. */
const steps = ['work.accept', 'work.setOut', 'work.begin', 'work.complete']

/** An engineer's own work, each order with its one next step. */
export function OrdersView() {
  const start = useStart()
  const next = (record: RecordView) => {
    const name = steps.find(step => record.allowed.includes(step))
    if (!name) return undefined
    return (
      <Button small look="primary" onPress={() => start({ name }, record)}>
        {actionLabel(name)}
      </Button>
    )
  }
  return (
    <Box className="list">
      <StateList object="workOrder" tabs={tabs} scope="mine" extra={next} />
    </Box>
  )
}
