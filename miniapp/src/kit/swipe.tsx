import { type ITouchEvent, View } from '@tarojs/components'
import { useRef } from 'react'
import type { SwipeProps } from './props'
import { swipeOf } from './swipe-way'

/** A box that hears a finger going sideways. */
export function Swipe({ className, onSwipe, children }: SwipeProps) {
  const from = useRef({ x: 0, y: 0 })
  return (
    <View
      className={className}
      onTouchStart={event => {
        const touch = (event as ITouchEvent).touches[0]
        if (touch) from.current = { x: touch.clientX, y: touch.clientY }
      }}
      onTouchEnd={event => {
        const touch = (event as ITouchEvent).changedTouches[0]
        const way = touch && swipeOf(from.current, { x: touch.clientX, y: touch.clientY })
        if (way) onSwipe(way)
      }}
    >
      {children}
    </View>
  )
}
