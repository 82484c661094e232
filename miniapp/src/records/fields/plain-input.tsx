import type { FieldKind } from '@gonghai/shared/objects/declare'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import type { Keyboard } from '../../kit/props'
import { TextInput } from '../../kit/text-input'
import { TimeInput } from '../../kit/time-input'
import { useT } from '../../lib/i18n'
import { fromField, toField } from '../../lib/time'
import type { FieldProps } from './input-props'
import { momentOffers } from './moment-offers'

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
      lines={field.kind === 'longText' || (field.kind === 'text' && (field.max ?? 0) >= 200) ? 3 : undefined}
      value={value === null || value === undefined ? '' : String(value)}
      invalid={!!issue}
      onChange={onChange}
      onBlur={onBlur}
    />
  )
}

/** A date, or a moment in the reader's time zone. */
export function MomentInput({ id, object, field, label, value, issue, onChange, onBlur }: FieldProps) {
  useT()
  const date = field.kind === 'date'
  const shown = typeof value === 'string' ? value : ''
  const input = (
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
  if (date) return input
  return (
    <>
      {input}
      <Box className="quick">
        {momentOffers(object).map(offer => (
          <Press key={offer.text} className="quick-day" onPress={() => onChange(offer.at)}>
            {offer.text}
          </Press>
        ))}
      </Box>
    </>
  )
}
