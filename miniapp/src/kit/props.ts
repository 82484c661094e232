import type { CSSProperties, ReactNode } from 'react'

/** A plain box. */
export interface BoxProps {
  className?: string
  style?: CSSProperties
  id?: string
  role?: string
  label?: string
  onPress?: () => void
  children?: ReactNode
}

/** Anything one can press; `label` where there is no text inside. */
export interface PressProps {
  className?: string
  label?: string
  disabled?: boolean
  pressed?: boolean
  current?: boolean
  role?: 'button' | 'tab' | 'radio' | 'checkbox' | 'switch'
  /** A double click is one press. */
  once?: boolean
  onPress?: () => void
  children?: ReactNode
}

/** Which keyboard a text field asks for. */
export type Keyboard = 'text' | 'tel' | 'integer' | 'decimal' | 'email' | 'url' | 'search'

export interface TextInputProps {
  id?: string
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  onConfirm?: () => void
  placeholder?: string
  label?: string
  keyboard?: Keyboard
  /** Several lines; grows with its content. */
  lines?: number
  max?: number
  invalid?: boolean
  focus?: boolean
  disabled?: boolean
  className?: string
}

export interface TimeInputProps {
  id?: string
  mode: 'date' | 'dateTime'
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm`, or empty. */
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  label?: string
  invalid?: boolean
  disabled?: boolean
}

export interface SwipeProps {
  className?: string
  onSwipe: (way: 'left' | 'right') => void
  children?: ReactNode
}

export interface ScrollProps {
  className?: string
  /** Called when the end comes near; may be called more than once. */
  onEnd?: () => void
  /** Pulling down calls it; the sign stays until the promise is done. */
  onRefresh?: () => Promise<unknown>
  label?: string
  children?: ReactNode
}
