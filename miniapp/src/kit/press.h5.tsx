import type { MouseEvent } from 'react'
import type { PressProps } from './props'

/** What the first click of a double click met. */
let met: EventTarget | undefined

/** Is this the second click of a double click, upon something that came to stand there by the first? */
function isStray({ detail, currentTarget }: MouseEvent): boolean {
  if (detail > 1) return currentTarget !== met
  met = currentTarget
  return false
}

/** Something to press; a press inside another reaches only the inner one. */
export function Press({
  className = '',
  label,
  pressed,
  current,
  role,
  once,
  onPress,
  disabled,
  children,
}: PressProps) {
  const press = (event: MouseEvent) => {
    event.stopPropagation()
    if (isStray(event) || (once && event.detail > 1)) return
    onPress?.()
  }
  const choice = role === 'radio' || role === 'checkbox' || role === 'switch'
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: checked goes with the choosing roles only
    <button
      type="button"
      role={role}
      className={`press ${className}`}
      aria-label={label}
      aria-pressed={choice ? undefined : pressed}
      aria-checked={choice ? pressed === true : undefined}
      aria-selected={role === 'tab' ? current === true : undefined}
      aria-current={current && role !== 'tab' ? 'page' : undefined}
      disabled={disabled}
      onClick={press}
    >
      {children}
    </button>
  )
}
