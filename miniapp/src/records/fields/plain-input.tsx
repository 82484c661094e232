import type { FieldKind } from '@gonghai/shared/objects/declare'
import type { Keyboard } from '../../kit/props'
import { TextInput } from '../../kit/text-input'
import { TimeInput } from '../../kit/time-input'
import { fromField, toField } from '../../lib/time'
import type { FieldProps } from './input-props'

const keyboards: Partial<Record<FieldKind, Keyboard>> = {
  phone: 'tel',
  email: 'email',
  url: 'url',
  integer: 'integer',
  decimal: 'decimal',
  money: 'decimal',
  percent: 'decimal',
}

/** One or several lines of text, or a number. */
export function PlainInput({ id, field, label, value, issue, onChange, onBlur }: FieldProps) {
  return (
    <TextInput
      id={id}
      label={label}
      keyboard={keyboards[field.kind]}
      lines={field.kind === 'longText' || (field.max ?? 0) >= 200 ? 3 : undefined}
      value={value === null || value === undefined ? '' : String(value)}
      invalid={!!issue}
      onChange={onChange}
      onBlur={onBlur}
    />
  )
}

/** A date, or a moment in the reader's time zone. */
export function MomentInput({ id, field, label, value, issue, onChange, onBlur }: FieldProps) {
  const date = field.kind === 'date'
  const shown = typeof value === 'string' ? value : ''
  return (
    <TimeInput
      id={id}
      mode={date ? 'date' : 'dateTime'}
      label={label}
      value={date ? shown : toField(shown)}
      invalid={!!issue}
      onChange={words => onChange(date ? words : fromField(words))}
      onBlur={onBlur}
    />
  )
}
