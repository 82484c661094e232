import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import type { Choice, ListState } from './list-state'
import { fieldLabel, optionLabel } from './words'

interface FilterChipsProps {
  meta: ObjectMeta
  choices: ListState['choices']
  onChange: (choices: ListState['choices']) => void
}

/** What the list is narrowed by; a press takes it off. */
export function FilterChips({ meta, choices, onChange }: FilterChipsProps) {
  const t = useT()
  const entries = Object.entries(choices)
  if (!entries.length) return null
  const text = (name: string, choice: Choice): string => {
    if (choice.kind === 'options')
      return choice.options.map(one => optionLabel(meta.name, name, one)).join('/')
    if (choice.kind === 'reference') return choice.name
    if (choice.kind === 'flag') return `${fieldLabel(meta.name, name)} ${t(`option.boolean.${choice.on}`)}`
    return `${fieldLabel(meta.name, name)} ${choice.from}–${choice.to}`
  }
  return (
    <Box className="filter-chips">
      {entries.map(([name, choice]) => (
        <Press
          key={name}
          className="filter-chip"
          label={t('ui.filter.remove', { name: text(name, choice) })}
          onPress={() => onChange(Object.fromEntries(entries.filter(([other]) => other !== name)))}
        >
          {text(name, choice)}
          <Icon name="close" size={14} />
        </Press>
      ))}
    </Box>
  )
}
