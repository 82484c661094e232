import { Input, Textarea } from '@tarojs/components'
import type { Keyboard, TextInputProps } from './props'

const types: Record<Keyboard, 'text' | 'number' | 'digit'> = {
  text: 'text',
  tel: 'number',
  integer: 'number',
  decimal: 'digit',
  email: 'text',
  url: 'text',
  search: 'text',
}

/** A text field with the right keyboard; with `lines`, one that grows. */
export function TextInput(props: TextInputProps) {
  const shared = {
    id: props.id,
    value: props.value,
    placeholder: props.placeholder,
    maxlength: props.max ?? 2000,
    disabled: props.disabled,
    focus: props.focus,
    ariaLabel: props.label,
    className: `input ${props.className ?? ''}`,
    onBlur: props.onBlur,
    onConfirm: props.onConfirm,
    onInput: (event: { detail: { value: string } }) => props.onChange(event.detail.value),
  }
  if (props.lines) return <Textarea autoHeight {...shared} />
  return (
    <Input
      type={types[props.keyboard ?? 'text']}
      confirmType={props.keyboard === 'search' ? 'search' : 'done'}
      {...shared}
    />
  )
}
