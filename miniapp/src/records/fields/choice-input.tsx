import type { Value } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { optionLabel } from '../words'
import type { FieldProps } from './input-props'
import { PickButton, PickSheet } from './pick-sheet'

/** Up to this many options stand open as chips; more are chosen in a sheet with a search box. */
const open = 7

const listOf = (value: Value | undefined): string[] =>
  Array.isArray(value) ? (value as string[]) : value ? [String(value)] : []

/** One or several of the declared options. */
export function ChoiceInput({ object, name, field, label, value, issue, onChange }: FieldProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const several = field.kind === 'choices'
  const chosen = listOf(value)
  const options = field.options ?? []
  const toggle = (option: string) => {
    const next = chosen.includes(option)
      ? chosen.filter(one => one !== option)
      : [...(several ? chosen : []), option]
    if (!several && field.required && next.length === 0) return
    onChange(several ? next : (next[0] ?? null))
  }
  if (options.length <= open) {
    return (
      <Box className="options" role={several ? 'group' : 'radiogroup'} label={label}>
        {options.map(option => (
          <Press
            key={option}
            role={several ? 'checkbox' : 'radio'}
            className={`option ${chosen.includes(option) ? 'option-on' : ''}`}
            pressed={chosen.includes(option)}
            onPress={() => toggle(option)}
          >
            {optionLabel(object, name, option)}
          </Press>
        ))}
      </Box>
    )
  }
  const rows = options.map(option => ({ id: option, name: optionLabel(object, name, option) }))
  const close = () => setChoosing(false)
  return (
    <>
      <PickButton
        label={label}
        invalid={!!issue}
        text={chosen.map(option => optionLabel(object, name, option)).join(t('ui.listComma'))}
        onPress={() => setChoosing(true)}
        onClear={field.required ? undefined : () => onChange(several ? [] : null)}
      />
      {choosing && (
        <PickSheet
          title={label}
          rows={words => rows.filter(row => row.name.toLowerCase().includes(words.toLowerCase()))}
          chosen={chosen}
          several={several}
          onToggle={row => {
            toggle(row.id)
            if (!several) close()
          }}
          onClose={close}
        />
      )}
    </>
  )
}
