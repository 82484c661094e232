import type { Value } from '@gonghai/shared/client/api'
import { periods } from '@gonghai/shared/rules/relative-dates'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import type { ObjectMeta } from '../../lib/meta'
import { Button, IconButton } from '../../ui/button'
import { Sheet } from '../../ui/sheet'
import { fieldInputs } from '../fields/index'
import { PickButton, PickSheet } from '../fields/pick-sheet'
import { fieldLabel } from '../words'
import {
  askable,
  countsDays,
  deepest,
  type Group,
  isGroup,
  noRules,
  operatorsOf,
  opLabel,
  type Rule,
  valueField,
} from './rules'
import './rules.scss'

interface RulesSheetProps {
  meta: ObjectMeta
  rules: Group
  onApply: (rules: Group) => void
  onClose: () => void
}

/** Any conditions, joined by "all" or "any", groups within groups. */
export function RulesSheet({ meta, rules, onApply, onClose }: RulesSheetProps) {
  const t = useT()
  const [draft, setDraft] = useState<Group>(
    rules.parts.length ? rules : { join: 'and', parts: [freshRule(meta)] },
  )
  const foot = (
    <>
      <Button onPress={() => setDraft(noRules)}>{t('ui.filter.reset')}</Button>
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
    <Sheet title={t('lists.rules')} onClose={onClose} foot={foot}>
      <GroupEditor meta={meta} group={draft} depth={1} path="rule" onChange={setDraft} />
    </Sheet>
  )
}

function freshRule(meta: ObjectMeta): Rule {
  const known = askable(meta)
  const [name, field] = known.find(([key]) => key === meta.state) ?? known[0]!
  return { field: name, op: operatorsOf(field)[0]! }
}

interface GroupEditorProps {
  meta: ObjectMeta
  group: Group
  depth: number
  path: string
  onChange: (group: Group) => void
  onRemove?: () => void
}

function GroupEditor({ meta, group, depth, path, onChange, onRemove }: GroupEditorProps) {
  const t = useT()
  const put = (at: number, part: Rule | Group) =>
    onChange({ ...group, parts: group.parts.map((one, index) => (index === at ? part : one)) })
  const remove = (at: number) => onChange({ ...group, parts: group.parts.filter((_, index) => index !== at) })
  const add = (part: Rule | Group) => onChange({ ...group, parts: [...group.parts, part] })
  return (
    <Box className={`rule-set ${depth > 1 ? 'rule-set-inner' : ''}`} role="group" label={t('lists.rules')}>
      <Box className="rules-join">
        <Words>{t('lists.meet')}</Words>
        {(['and', 'or'] as const).map(join => (
          <Press
            key={join}
            role="radio"
            className={`option ${group.join === join ? 'option-on' : ''}`}
            pressed={group.join === join}
            onPress={() => onChange({ ...group, join })}
          >
            {t(`lists.join.${join}`)}
          </Press>
        ))}
        {onRemove && <IconButton icon="close" label={t('lists.removeGroup')} onPress={onRemove} />}
      </Box>
      {group.parts.map((part, at) =>
        isGroup(part) ? (
          <GroupEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is its name
            key={at}
            meta={meta}
            group={part}
            depth={depth + 1}
            path={`${path}-${at}`}
            onChange={next => put(at, next)}
            onRemove={() => remove(at)}
          />
        ) : (
          <RuleEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is its name
            key={`${at}${part.field}`}
            meta={meta}
            rule={part}
            id={`${path}-${at}`}
            onChange={next => put(at, next)}
            onRemove={() => remove(at)}
          />
        ),
      )}
      <Box className="rules-add">
        <Button small look="text" onPress={() => add(freshRule(meta))}>
          {t('lists.addRule')}
        </Button>
        {depth < deepest && (
          <Button
            small
            look="text"
            onPress={() => add({ join: group.join === 'and' ? 'or' : 'and', parts: [freshRule(meta)] })}
          >
            {t('lists.addGroup')}
          </Button>
        )}
      </Box>
    </Box>
  )
}

interface RuleEditorProps {
  meta: ObjectMeta
  rule: Rule
  id: string
  onChange: (rule: Rule) => void
  onRemove: () => void
}

function RuleEditor({ meta, rule, id, onChange, onRemove }: RuleEditorProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const field = meta.fields[rule.field]
  const fields = askable(meta).map(([name]) => ({ id: name, name: fieldLabel(meta.name, name) }))
  const label = fieldLabel(meta.name, rule.field)
  const choose = (name: string) => {
    const chosen = meta.fields[name]
    if (chosen) onChange({ field: name, op: operatorsOf(chosen)[0]! })
    setChoosing(false)
  }
  const ask = (op: Rule['op']) => {
    const before = field && valueField(field, rule.op)
    const after = field && valueField(field, op)
    const kept = before?.kind === after?.kind
    onChange({ field: rule.field, op, ...(kept ? { value: rule.value, names: rule.names } : {}) })
  }
  return (
    <Box className="rule">
      <Box className="rule-head">
        <PickButton label={t('lists.field')} text={label} onPress={() => setChoosing(true)} />
        <IconButton icon="close" label={t('lists.removeRule', { field: label })} onPress={onRemove} />
      </Box>
      {field && (
        <Box className="options rule-ops" role="radiogroup" label={t('lists.how')}>
          {operatorsOf(field).map(op => (
            <Press
              key={op}
              role="radio"
              className={`option ${rule.op === op ? 'option-on' : ''}`}
              pressed={rule.op === op}
              onPress={() => ask(op)}
            >
              {opLabel(field, op)}
            </Press>
          ))}
        </Box>
      )}
      {field && <RuleValue meta={meta} rule={rule} id={id} onChange={onChange} />}
      {choosing && (
        <PickSheet
          title={t('lists.field')}
          rows={words => fields.filter(one => one.name.toLowerCase().includes(words.toLowerCase()))}
          chosen={[rule.field]}
          onToggle={row => choose(row.id)}
          onClose={() => setChoosing(false)}
        />
      )}
    </Box>
  )
}

function RuleValue({ meta, rule, id, onChange }: Omit<RuleEditorProps, 'onRemove'>) {
  const t = useT()
  const field = meta.fields[rule.field]
  const as = field && valueField(field, rule.op)
  if (!as) return null
  if (as.kind === 'boolean') {
    return (
      <Box className="options">
        {[true, false].map(flag => (
          <Press
            key={String(flag)}
            role="radio"
            className={`option ${rule.value === flag ? 'option-on' : ''}`}
            pressed={rule.value === flag}
            onPress={() => onChange({ ...rule, value: flag })}
          >
            {t(`option.boolean.${String(flag)}`)}
          </Press>
        ))}
      </Box>
    )
  }
  if (rule.op === 'period') return <Periods rule={rule} onChange={onChange} />
  const Input = fieldInputs[as.kind]
  const change = (value: Value, names?: Rule['names']) =>
    onChange({ ...rule, value, ...(names ? { names } : {}) })
  return (
    <Input
      id={id}
      object={meta.name}
      name={rule.field}
      field={as}
      label={countsDays(rule.op) ? t('lists.dayCount') : fieldLabel(meta.name, rule.field)}
      value={rule.value}
      references={rule.names}
      onChange={change}
    />
  )
}

/** Today, this month, last quarter … */
function Periods({ rule, onChange }: Pick<RuleEditorProps, 'rule' | 'onChange'>) {
  const t = useT()
  return (
    <Box className="options" role="radiogroup" label={t('lists.op.period')}>
      {periods.map(period => (
        <Press
          key={period}
          role="radio"
          className={`option ${rule.value === period ? 'option-on' : ''}`}
          pressed={rule.value === period}
          onPress={() => onChange({ ...rule, value: period })}
        >
          {t(`lists.period.${period}`)}
        </Press>
      ))}
    </Box>
  )
}
