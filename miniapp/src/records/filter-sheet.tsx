import type { Field } from '@gonghai/shared/objects/declare'
import { useState } from 'react'
import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { TimeInput } from '../kit/time-input'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Button } from '../ui/button'
import { Sheet } from '../ui/sheet'
import { RecordInput } from './fields/record-input'
import { TagsInput } from './fields/tags-input'
import { type Choice, filterKind, type ListState } from './list-state'
import { fieldLabel, optionLabel } from './words'

type Choices = ListState['choices']

interface FilterSheetProps {
  meta: ObjectMeta
  choices: Choices
  onApply: (choices: Choices) => void
  onClose: () => void
  /** How many conditions the advanced filter has, and how to open it. */
  ruled?: number
  onRules?: () => void
}

/** All fields that this list can be narrowed by. */
export function FilterSheet({ meta, choices, onApply, onClose, ruled = 0, onRules }: FilterSheetProps) {
  const t = useT()
  const [draft, setDraft] = useState(choices)
  const set = (name: string, choice: Choice | undefined) => {
    const { [name]: _old, ...others } = draft
    setDraft(choice ? { ...others, [name]: choice } : others)
  }
  const foot = (
    <>
      <Button onPress={() => setDraft({})}>{t('ui.filter.reset')}</Button>
      <Button
        look="primary"
        onPress={() => {
          onApply(draft)
          onClose()
        }}
      >
        {t('ui.filter.apply')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('ui.filter.title')} onClose={onClose} foot={foot}>
      {onRules && (
        <Press
          className="pick-row"
          onPress={() => {
            onApply(draft)
            onRules()
          }}
        >
          <Box className="pick-main">
            <Box>{t('lists.rules')}</Box>
            <Box className="pick-line">
              {ruled > 0 ? t('lists.ruleCount', { count: ruled }) : t('lists.rulesHint')}
            </Box>
          </Box>
          <Icon name="forward" size={16} />
        </Press>
      )}
      {Object.entries(meta.fields)
        .filter(([, field]) => filterKind(field))
        .map(([name, field]) => (
          <Box className="field" key={name}>
            <Box className="field-label">{fieldLabel(meta.name, name)}</Box>
            <FilterInput
              object={meta.name}
              name={name}
              field={field}
              choice={draft[name]}
              onChange={choice => set(name, choice)}
            />
          </Box>
        ))}
    </Sheet>
  )
}

interface FilterInputProps {
  object: string
  name: string
  field: Field
  choice: Choice | undefined
  onChange: (choice: Choice | undefined) => void
}

function FilterInput(props: FilterInputProps) {
  const kind = filterKind(props.field)
  if (kind === 'days') return <Days {...props} />
  if (kind === 'reference') return <ReferenceFilter {...props} />
  if (kind === 'tags') return <TagsFilter {...props} />
  return <Options {...props} />
}

function Options({ object, name, field, choice, onChange }: FilterInputProps) {
  const t = useT()
  const flag = field.kind === 'boolean'
  const options = flag ? ['true', 'false'] : (field.options ?? [])
  const chosen =
    choice?.kind === 'options' ? choice.options : choice?.kind === 'flag' ? [String(choice.on)] : []
  const toggle = (option: string) => {
    const off = chosen.includes(option)
    if (flag) return onChange(off ? undefined : { kind: 'flag', on: option === 'true' })
    const next = off ? chosen.filter(one => one !== option) : [...chosen, option]
    onChange(next.length ? { kind: 'options', options: next } : undefined)
  }
  return (
    <Box className="options">
      {options.map(option => (
        <Press
          key={option}
          role="checkbox"
          className={`option ${chosen.includes(option) ? 'option-on' : ''}`}
          pressed={chosen.includes(option)}
          onPress={() => toggle(option)}
        >
          {flag ? t(`option.boolean.${option}`) : optionLabel(object, name, option)}
        </Press>
      ))}
    </Box>
  )
}

function Days({ name, choice, onChange }: FilterInputProps) {
  const t = useT()
  const days = choice?.kind === 'days' ? choice : { from: '', to: '' }
  const set = (from: string, to: string) => onChange(from || to ? { kind: 'days', from, to } : undefined)
  return (
    <Box className="days">
      <TimeInput
        id={`${name}-from`}
        mode="date"
        label={t('ui.filter.from')}
        value={days.from}
        onChange={day => set(day, days.to)}
      />
      <Box className="days-dash">–</Box>
      <TimeInput
        id={`${name}-to`}
        mode="date"
        label={t('ui.filter.to')}
        value={days.to}
        onChange={day => set(days.from, day)}
      />
    </Box>
  )
}

function ReferenceFilter({ object, name, field, choice, onChange }: FilterInputProps) {
  const chosen = choice?.kind === 'reference' ? choice : undefined
  const { required: _required, ...optional } = field
  return (
    <RecordInput
      id={`filter-${name}`}
      object={object}
      name={name}
      field={optional}
      label={fieldLabel(object, name)}
      value={chosen?.id}
      references={chosen && [{ id: chosen.id, name: chosen.name }]}
      onChange={(id, references) =>
        onChange(
          typeof id === 'string' ? { kind: 'reference', id, name: references?.[0]?.name ?? id } : undefined,
        )
      }
    />
  )
}

function TagsFilter({ object, name, field, choice, onChange }: FilterInputProps) {
  const tags = choice?.kind === 'tags' ? choice.tags : []
  return (
    <TagsInput
      id={`filter-${name}`}
      object={object}
      name={name}
      field={field}
      label={fieldLabel(object, name)}
      value={tags.map(tag => tag.id)}
      references={tags}
      onChange={(_ids, chosen) => onChange(chosen?.length ? { kind: 'tags', tags: chosen } : undefined)}
    />
  )
}
