import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import './bulk.scss'

/** A box that is ticked or not; what is pressed stands around it. */
export function CheckBox({ on }: { on: boolean }) {
  return (
    <Box className={`check-box ${on ? 'check-box-on' : ''}`}>{on && <Icon name="check" size={14} />}</Box>
  )
}
