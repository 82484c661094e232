import { Input } from '@tarojs/components'

export interface PasswordInputProps {
  value: string
  label: string
  /** A new one: password managers offer to make it. */
  fresh?: boolean
  onChange: (value: string) => void
  onConfirm?: () => void
}

/** A field whose characters are hidden. */
export function PasswordInput({ value, label, onChange, onConfirm }: PasswordInputProps) {
  return (
    <Input
      password
      value={value}
      maxlength={200}
      ariaLabel={label}
      className="input"
      onInput={event => onChange(event.detail.value)}
      onConfirm={onConfirm}
    />
  )
}
