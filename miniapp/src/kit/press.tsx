import { type ITouchEvent, View } from '@tarojs/components'
import type { PressProps } from './props'

/** Something to press; a press inside another reaches only the inner one. */
export function Press({ className = '', label, role = 'button', onPress, disabled, children }: PressProps) {
  const press = (event: ITouchEvent) => {
    event.stopPropagation()
    if (!disabled) onPress?.()
  }
  return (
    <View
      className={`press ${disabled ? 'press-off ' : ''}${className}`}
      ariaLabel={label}
      ariaRole={role}
      onClick={press}
    >
      {children}
    </View>
  )
}
