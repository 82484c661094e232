import type { ReactNode } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import '../../records/fields/fields.scss'

/** A label, what is under it, and a word of explanation. */
export function Labelled({
  label,
  note,
  issue,
  children,
}: {
  label: string
  note?: string
  issue?: string
  children: ReactNode
}) {
  return (
    <Box className={`field ${issue ? 'field-wrong' : ''}`}>
      <Box className="field-label">{label}</Box>
      {children}
      {note && <Box className="rule-note">{note}</Box>}
      {issue && (
        <Box className="field-issue" role="alert">
          {issue}
        </Box>
      )}
    </Box>
  )
}

interface ChooseProps<T extends string> {
  label: string
  options: readonly T[]
  chosen: readonly T[]
  words: (option: T) => string
  several?: boolean
  onChange: (chosen: T[]) => void
}

/** Chips of which one, or several, are chosen. */
export function Choose<T extends string>({
  label,
  options,
  chosen,
  words,
  several,
  onChange,
}: ChooseProps<T>) {
  const press = (option: T) => {
    if (!several) return onChange([option])
    onChange(chosen.includes(option) ? chosen.filter(one => one !== option) : [...chosen, option])
  }
  return (
    <Box className="options" role={several ? 'group' : 'radiogroup'} label={label}>
      {options.map(option => (
        <Press
          key={option}
          role={several ? 'checkbox' : 'radio'}
          className={`option ${chosen.includes(option) ? 'option-on' : ''}`}
          pressed={chosen.includes(option)}
          onPress={() => press(option)}
        >
          {words(option)}
        </Press>
      ))}
    </Box>
  )
}
