import type { CustomFieldsAnswer } from '@gonghai/shared/client/tables-api'
import { type CustomKind, maxSortable, sortableKinds } from '@gonghai/shared/objects/custom'
import { type ReactNode, useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { Refused } from '../../lib/refused'
import { SwitchInput } from '../../records/fields/switch-input'
import { type Issues, issuesOf } from '../../records/fields/validate'
import { runAction } from '../../records/run-action'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { SettingHistory } from '../settings/setting-history'
import { draftOf, type FieldDraft, freshDraft, inputOf, type Known } from './field-draft'
import { FieldPreview } from './field-preview'
import { fieldsChanged } from './fields-page'
import { FormulaEditor } from './formula-editor'
import { OptionsEditor } from './options-editor'

interface FieldSheetProps {
  object: string
  field: Known | undefined
  kind: CustomKind
  all: Known[]
  usable: CustomFieldsAnswer['usable']
  onClose: () => void
}

const bounded = new Set<CustomKind>(['integer', 'decimal', 'money', 'percent'])
const initials = new Set<CustomKind>(['text', 'integer', 'decimal', 'money', 'percent', 'date', 'boolean'])

/** One field: what it is called and may hold, how its form will look, and what becomes of it. */
export function FieldSheet({ object, field, kind, all, usable, onClose }: FieldSheetProps) {
  const t = useT()
  const say = useFailureText()
  const isPooled = useObject(object)?.can.pooled === true
  const [draft, setDraft] = useState<FieldDraft>(() => (field ? draftOf(field) : freshDraft(kind)))
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const [more, setMore] = useState(false)
  const set = (change: Partial<FieldDraft>) => setDraft(before => ({ ...before, ...change }))

  const run = async (action: string, input: Parameters<typeof runAction>[1]) => {
    if (busy) return
    setBusy(true)
    setFailure('')
    setIssues({})
    try {
      await runAction(action, input)
      await fieldsChanged()
      onClose()
    } catch (error) {
      if (error instanceof Refused) setIssues(issuesOf(error.body))
      setFailure(say(error))
      setBusy(false)
    }
  }
  const save = () =>
    field
      ? run('customField.update', { field: field.id, version: field.version, ...inputOf(draft) })
      : run('customField.create', { object, ...inputOf(draft) })

  const line = (name: keyof FieldDraft, options: { hint?: string; number?: boolean } = {}) => (
    <Labelled label={t(`fields.${name}`)} issue={issues[name]} hint={options.hint}>
      <TextInput
        label={t(`fields.${name}`)}
        value={String(draft[name])}
        keyboard={options.number ? 'decimal' : 'text'}
        invalid={!!issues[name]}
        onChange={value => set({ [name]: value })}
      />
    </Labelled>
  )
  const flag = (name: 'required' | 'sortable' | 'pooled', hint: string) => (
    <Labelled label={t(`fields.${name}`)} issue={issues[name]} hint={hint}>
      <SwitchInput
        id={`field-${name}`}
        object="customField"
        name={name}
        field={{ kind: 'boolean' }}
        label={t(`fields.${name}`)}
        value={draft[name]}
        onChange={value => set({ [name]: value === true })}
      />
    </Labelled>
  )
  const sorted = all.filter(one => one.active && one.sortable && one.id !== field?.id).length
  const isFormula = draft.kind === 'formula'
  const sorts = sortableKinds.has(isFormula ? draft.result || 'decimal' : draft.kind)
  const foot = (
    <>
      {field && (
        <Button
          look={field.active ? 'danger' : 'plain'}
          busy={busy}
          onPress={() =>
            void run(field.active ? 'customField.retire' : 'customField.restore', { field: field.id })
          }
        >
          {t(field.active ? 'fields.retire' : 'fields.restore')}
        </Button>
      )}
      <Button look="primary" busy={busy} disabled={!draft.label.trim()} onPress={() => void save()}>
        {t('ui.save')}
      </Button>
    </>
  )
  return (
    <Sheet
      title={`${field ? draft.label || field.key : t('fields.add')} · ${t(`fields.kind.${draft.kind}`)}`}
      onClose={onClose}
      foot={foot}
    >
      {field && !field.active && <Box className="view-note">{t('fields.retiredNote')}</Box>}
      {line('label', { hint: t('fields.labelHint') })}
      {field && field.turnsInto.length > 0 && (
        <Labelled label={t('fields.turn')} issue={issues.kind} hint={t('fields.turnHint')}>
          <Box className="options">
            {[field.kind, ...field.turnsInto].map(one => (
              <Press
                key={one}
                role="radio"
                className={`option ${draft.kind === one ? 'option-on' : ''}`}
                pressed={draft.kind === one}
                onPress={() => set({ kind: one })}
              >
                {t(`fields.kind.${one}`)}
              </Press>
            ))}
          </Box>
        </Labelled>
      )}
      {(draft.kind === 'choice' || draft.kind === 'choices') && (
        <Labelled label={t('fields.options')} issue={issues.options} hint={t('fields.optionsHint')}>
          <OptionsEditor options={draft.options} issues={issues} onChange={options => set({ options })} />
        </Labelled>
      )}
      {isFormula && (
        <Labelled label={t('fields.formula')} issue={issues.formula}>
          <FormulaEditor object={object} field={field} draft={draft} usable={usable} onChange={set} />
        </Labelled>
      )}
      {!isFormula && flag('required', t('fields.requiredHint'))}
      {isPooled && flag('pooled', t('fields.pooledHint'))}
      {sorts && flag('sortable', t('fields.sortableHint', { used: sorted, max: maxSortable }))}
      <Press className="form-more" onPress={() => setMore(!more)}>
        {t(more ? 'ui.form.less' : 'ui.form.more')}
      </Press>
      {more && (
        <>
          {line('hint', { hint: t('fields.hintHint') })}
          {line('section', { hint: t('fields.sectionHint') })}
          {bounded.has(draft.kind) && line('min', { number: true })}
          {bounded.has(draft.kind) && line('max', { number: true })}
          {(draft.kind === 'decimal' || (isFormula && draft.result !== 'text')) &&
            line('scale', { number: true })}
          {['text', 'longText', 'files'].includes(draft.kind) &&
            line('length', {
              number: true,
              hint: t(`fields.lengthHint.${draft.kind === 'files' ? 'files' : 'text'}`),
            })}
          {initials.has(draft.kind) && line('initial', { hint: t('fields.initialHint') })}
          {line('labelTw')}
          {line('labelEn')}
        </>
      )}
      <FieldPreview draft={draft} />
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      {field && <SettingHistory subject="customField" id={field.id} />}
    </Sheet>
  )
}

interface LabelledProps {
  label: string
  issue?: string | undefined
  hint?: string | undefined
  children: ReactNode
}

/** A label, what it means, the input, and what is wrong. */
export function Labelled({ label, issue, hint, children }: LabelledProps) {
  return (
    <Box className={`field ${issue ? 'field-wrong' : ''}`}>
      <Box className="field-label">{label}</Box>
      {hint && <Box className="field-hint">{hint}</Box>}
      {children}
      {issue && (
        <Box className="field-issue" role="alert">
          {issue}
        </Box>
      )}
    </Box>
  )
}
