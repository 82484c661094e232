import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Keyboard, TextInputProps } from './props'

const forms: Record<
  Keyboard,
  { type: string; inputMode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search' }
> = {
  text: { type: 'text' },
  tel: { type: 'tel', inputMode: 'tel' },
  integer: { type: 'text', inputMode: 'numeric' },
  decimal: { type: 'text', inputMode: 'decimal' },
  email: { type: 'email', inputMode: 'email' },
  url: { type: 'url', inputMode: 'url' },
  search: { type: 'search', inputMode: 'search' },
}

/** A text field with the right keyboard; with `lines`, one that grows. */
export function TextInput(props: TextInputProps) {
  const { id, value, onChange, onBlur, onConfirm, placeholder, label, keyboard = 'text', lines, max } = props
  const area = useRef<HTMLTextAreaElement>(null)
  const line = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (props.focus) (area.current ?? line.current)?.focus()
  }, [props.focus])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words
  useEffect(() => {
    if (!area.current) return
    area.current.style.height = 'auto'
    area.current.style.height = `${Math.min(area.current.scrollHeight, 240)}px`
  }, [value])
  const shared = {
    id,
    value,
    placeholder,
    maxLength: max,
    disabled: props.disabled,
    'aria-label': label,
    'aria-invalid': props.invalid || undefined,
    className: `input ${props.className ?? ''}`,
    onBlur,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  if (lines) return <textarea ref={area} rows={lines} {...shared} />
  const confirm = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) onConfirm?.()
  }
  return <input ref={line} {...forms[keyboard]} {...shared} autoComplete="off" onKeyDown={confirm} />
}
