import type { PasswordInputProps } from './password-input'

/** A field whose characters are hidden. */
export function PasswordInput({ value, label, fresh, onChange, onConfirm }: PasswordInputProps) {
  return (
    <input
      type="password"
      className="input"
      aria-label={label}
      value={value}
      maxLength={200}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      onChange={event => onChange(event.target.value)}
      onKeyDown={event => event.key === 'Enter' && onConfirm?.()}
    />
  )
}
