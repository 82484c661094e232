import { Text, View } from '@tarojs/components'
import type { BoxProps } from './props'

/** A box: <View> here, <div> in a browser. */
export function Box({ onPress, label, role, ...props }: BoxProps) {
  return <View {...props} ariaLabel={label} ariaRole={role} onClick={onPress} />
}

/** Words in a line. */
export function Words({ onPress, label: _label, role: _role, ...props }: BoxProps) {
  return <Text {...props} onClick={onPress} />
}
