import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import type { Choice, ListState } from './list-state'
import { countRules, type Group, groupText, noRules } from './rules/rules'
import { fieldLabel, optionLabel } from './words'

interface FilterChipsProps {
  meta: ObjectMeta
  choices: ListState['choices']
  onChange: (choices: ListState['choices']) => void
  rules?: Group
  onRules?: (rules: Group) => void
  /** Keeps what the list is narrowed by as a view. */
  onSave?: (() => void) | undefined
}

/** What the list is narrowed by; a press takes it off. */
export function FilterChips({ meta, choices, onChange, rules = noRules, onRules, onSave }: FilterChipsProps) {
  const t = useT()
  const entries = Object.entries(choices)
  const ruled = rules.parts.length > 0
  if (!entries.length && !ruled) return null
  const asked =
    countRules(rules) > 2 ? t('lists.ruleCount', { count: countRules(rules) }) : groupText(meta, rules)
  const text = (name: string, choice: Choice): string => {
    if (choice.kind === 'options')
      return choice.options.map(one => optionLabel(meta.name, name, one)).join('/')
    if (choice.kind === 'reference') return choice.name
    if (choice.kind === 'tags') return choice.tags.map(tag => tag.name).join('/')
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
      {ruled && (
        <Press
          className="filter-chip"
          label={t('ui.filter.remove', { name: asked })}
          onPress={() => onRules?.(noRules)}
        >
          {asked}
          <Icon name="close" size={14} />
        </Press>
      )}
      {onSave && (
        <Press className="filter-chip" onPress={onSave}>
          <Icon name="star" size={14} />
          {t('lists.saveView')}
        </Press>
      )}
    </Box>
  )
}
