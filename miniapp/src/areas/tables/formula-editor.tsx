import type { Value } from '@gonghai/shared/client/api'
import type { CustomFieldsAnswer } from '@gonghai/shared/client/tables-api'
import { type ResultKind, resultKinds } from '@gonghai/shared/objects/custom'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { tablesApi } from '../../lib/tables-api'
import { fieldInputs } from '../../records/fields/index'
import { textOf } from '../../records/value-text'
import { useFailureText } from '../../ui/empty'
import type { FieldDraft, Known } from './field-draft'

interface FormulaEditorProps {
  object: string
  field: Known | undefined
  draft: FieldDraft
  usable: CustomFieldsAnswer['usable']
  onChange: (change: Partial<FieldDraft>) => void
}

const functions = [
  'if',
  'round',
  'min',
  'max',
  'days',
  'addDays',
  'concat',
  'coalesce',
  'empty',
  'year',
  'month',
]

/** A formula, what can stand in it, and what it gives for values that one tries out. */
export function FormulaEditor({ object, field, draft, usable, onChange }: FormulaEditorProps) {
  const t = useT()
  const say = useFailureText()
  const [values, setValues] = useState<Record<string, Value>>({})
  const asked = useLater(
    JSON.stringify({ formula: draft.formula, values, result: draft.result, scale: draft.scale }),
    300,
  )
  const trial = useQuery({
    queryKey: ['formula', object, asked],
    enabled: draft.formula.trim() !== '',
    queryFn: () => {
      const { formula, values: given, result, scale } = JSON.parse(asked) as FieldDraft & { values: object }
      return tablesApi.tryFormula(object, {
        formula,
        values: given,
        key: field?.key ?? null,
        result: result || null,
        scale: Number(scale || 2),
      })
    },
    placeholderData: before => before,
  })
  const add = (words: string) => onChange({ formula: `${draft.formula}${words}` })
  const answer = draft.formula.trim() === '' ? undefined : trial.data
  return (
    <Box className="formula">
      <TextInput
        label={t('fields.formula')}
        value={draft.formula}
        lines={3}
        max={1000}
        placeholder={t('fields.formulaHint')}
        invalid={answer?.ok === false}
        onChange={formula => onChange({ formula })}
      />
      {trial.isError && <Box className="field-issue">{say(trial.error)}</Box>}
      {answer?.ok === false && (
        <Box className="field-issue" role="alert">
          {t('fields.wrongAt', { position: answer.at + 1, reason: answer.message })}
          <Marked text={draft.formula} at={answer.at} />
        </Box>
      )}
      <Box className="formula-words" role="group" label={t('fields.insertField')}>
        {usable
          .filter(one => one.key !== field?.key)
          .map(one => (
            <Press key={one.key} className="quick-day" onPress={() => add(`{${one.label}}`)}>
              {one.label}
            </Press>
          ))}
      </Box>
      <Box className="formula-words" role="group" label={t('fields.insertFunction')}>
        {functions.map(name => (
          <Press
            key={name}
            className="quick-day"
            label={t(`fields.function.${name}`)}
            onPress={() => add(`${name}(`)}
          >
            {t(`fields.function.${name}`)}
          </Press>
        ))}
      </Box>
      {answer?.ok && (
        <Box className="formula-trial">
          <Box className="form-section">{t('fields.try')}</Box>
          {answer.reads.map(({ key, label, field: read }) => {
            const { required: _required, ...free } = read
            const Input = fieldInputs[read.kind]
            return (
              <Box key={key} className="field">
                <Box className="field-label">{label}</Box>
                <Input
                  id={`try-${key}`}
                  object={object}
                  name={key}
                  field={free}
                  label={label}
                  value={values[key]}
                  onChange={value => setValues({ ...values, [key]: value })}
                />
              </Box>
            )
          })}
          <Box className="formula-result" role="status">
            <Words>{t('fields.gives')}</Words>
            <Words className="formula-value">
              {answer.value === null
                ? t('fields.givesNothing')
                : textOf({ kind: answer.result }, object, '', answer.value)}
            </Words>
          </Box>
          <Box className="field-label">{t('fields.result')}</Box>
          <Box className="options">
            {resultKinds.map(kind => (
              <Press
                key={kind}
                role="radio"
                className={`option ${answer.result === kind ? 'option-on' : ''}`}
                pressed={answer.result === kind}
                onPress={() => onChange({ result: kind as ResultKind })}
              >
                {t(`fields.kind.${kind}`)}
              </Press>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  )
}

/** The formula with the place that can't be marked. */
function Marked({ text, at }: { text: string; at: number }) {
  return (
    <Box className="formula-marked">
      <Words>{text.slice(0, at)}</Words>
      <Words className="formula-mark">{text.slice(at, at + 1) || ' '}</Words>
      <Words>{text.slice(at + 1)}</Words>
    </Box>
  )
}
