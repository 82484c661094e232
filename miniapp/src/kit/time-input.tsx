import { Picker, View } from '@tarojs/components'
import type { TimeInputProps } from './props'

/** A date, or a date with a time, by the mini program's own wheels. */
export function TimeInput({ mode, value, onChange, disabled }: TimeInputProps) {
  const [date = '', time = ''] = value.split('T')
  if (mode === 'date') {
    return (
      <Picker mode="date" value={date} disabled={disabled} onChange={event => onChange(event.detail.value)}>
        <View className="input">{date}</View>
      </Picker>
    )
  }
  return (
    <View className="input-pair">
      <Picker
        mode="date"
        value={date}
        disabled={disabled}
        onChange={event => onChange(`${event.detail.value}T${time || '09:00'}`)}
      >
        <View className="input">{date}</View>
      </Picker>
      <Picker
        mode="time"
        value={time}
        disabled={disabled || !date}
        onChange={event => onChange(`${date}T${event.detail.value}`)}
      >
        <View className="input">{time}</View>
      </Picker>
    </View>
  )
}
