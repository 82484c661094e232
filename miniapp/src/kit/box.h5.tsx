import type { MouseEvent } from 'react'
import type { BoxProps } from './props'

/** What opens by a double click's first click is not closed by its second. */
const first = (onPress: BoxProps['onPress']) =>
  onPress && ((event: MouseEvent) => (event.detail > 1 ? undefined : onPress()))

/** A box: <div> here, <View> in mini programs. */
export function Box({ onPress, label, ...props }: BoxProps) {
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the caller gives the role that the label belongs to
  // biome-ignore lint/a11y/noStaticElementInteractions: what people press is `Press`; this is for shades behind sheets
  // biome-ignore lint/a11y/useKeyWithClickEvents: the sheet has a close button for keyboards
  return <div {...props} aria-label={label} onClick={first(onPress)} />
}

/** Words in a line. */
export function Words({ onPress, label, ...props }: BoxProps) {
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the caller gives the role that the label belongs to
  // biome-ignore lint/a11y/noStaticElementInteractions: what people press is `Press`; this is for shades behind sheets
  // biome-ignore lint/a11y/useKeyWithClickEvents: the sheet has a close button for keyboards
  return <span {...props} aria-label={label} onClick={first(onPress)} />
}
