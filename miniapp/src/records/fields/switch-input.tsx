import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import type { FieldProps } from './input-props'

/** Yes or no. */
export function SwitchInput({ label, value, onChange }: FieldProps) {
  const t = useT()
  const on = value === true
  return (
    <Press
      role="switch"
      className={`switch ${on ? 'switch-on' : ''}`}
      label={label}
      pressed={on}
      onPress={() => onChange(!on)}
    >
      <Box className="switch-track">
        <Box className="switch-knob" />
      </Box>
      <Box className="switch-words">{t(`option.boolean.${on}`)}</Box>
    </Press>
  )
}
