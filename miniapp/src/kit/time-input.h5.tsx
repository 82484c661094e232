import type { TimeInputProps } from './props'

/** A date, or a date with a time, by the host's own wheel or calendar. */
export function TimeInput({ id, mode, value, onChange, onBlur, label, invalid, disabled }: TimeInputProps) {
  return (
    <input
      id={id}
      type={mode === 'date' ? 'date' : 'datetime-local'}
      className={`input input-time ${value ? '' : 'input-blank'}`}
      value={value}
      max={mode === 'date' ? '9999-12-31' : '9999-12-31T23:59'}
      aria-label={label}
      aria-invalid={invalid || undefined}
      disabled={disabled}
      onBlur={onBlur}
      onChange={event => onChange(event.target.value)}
    />
  )
}
