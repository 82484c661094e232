import type { Reference, Value } from '@gonghai/shared/client/api'
import { type ReactNode, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import type { Keyboard } from '../../kit/props'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { Refused } from '../../lib/refused'
import { ChoiceButton } from '../../records/fields/choice-button'
import { PeopleSheet } from '../../records/fields/people-input'
import { PickButton, type PickRow } from '../../records/fields/pick-sheet'
import { type Issues, issuesOf } from '../../records/fields/validate'
import { runAction } from '../../records/run-action'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import '../../records/fields/fields.scss'

/** One question of a sheet. */
export type Asked = { name: string; label: string; hint?: string; required?: true } & (
  | { as: 'text'; keyboard?: Keyboard; max?: number }
  | { as: 'choice'; rows: readonly PickRow[]; empty?: string }
  | { as: 'options'; rows: readonly { id: string; text: string; hint?: string }[]; several?: true }
  | { as: 'person' }
)

interface FormSheetProps {
  title: string
  action: string
  /** Words of the button. */
  button: string
  known: Record<string, Value>
  asked: readonly Asked[]
  initial?: Record<string, Value>
  /** Names of what the values point to. */
  references?: readonly Reference[]
  danger?: true
  text?: string
  children?: ReactNode
  /** What stands below the questions. */
  after?: ReactNode
  onClose: () => void
  onDone?: (result: Record<string, unknown>) => void
}

/** A sheet that asks what an action needs, shows what is wrong with which answer, and says what came of it. */
export function FormSheet(props: FormSheetProps) {
  const { title, action, button, known, asked, initial = {}, danger, text, children, onClose, onDone } = props
  const t = useT()
  const say = useFailureText()
  const [values, setValues] = useState<Record<string, Value>>(initial)
  const [names, setNames] = useState<readonly Reference[]>(props.references ?? [])
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const set = (name: string, value: Value, reference?: Reference) => {
    setValues({ ...values, [name]: value })
    if (reference) setNames([...names, reference])
  }
  const submit = async () => {
    const missing = asked.filter(({ name, required }) => required && (values[name] ?? '') === '')
    setIssues(Object.fromEntries(missing.map(({ name }) => [name, t('error.field.required')])))
    if (missing.length || busy) return
    setBusy(true)
    setFailure('')
    try {
      const answer = await runAction(action, { ...values, ...known })
      onClose()
      onDone?.(answer.result)
    } catch (error) {
      setIssues(error instanceof Refused ? issuesOf(error.body) : {})
      setFailure(say(error))
      setBusy(false)
    }
  }
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look={danger ? 'danger' : 'primary'} busy={busy} onPress={() => void submit()}>
        {button}
      </Button>
    </>
  )
  return (
    <Sheet title={title} onClose={onClose} foot={foot}>
      {text && <Box className="sheet-text">{text}</Box>}
      {children}
      {asked.map(one => (
        <Box key={one.name} className={`field ${issues[one.name] ? 'field-wrong' : ''}`}>
          <Box className="field-label">
            {one.label}
            {one.required && <Words className="field-star"> *</Words>}
          </Box>
          <Answer
            asked={one}
            value={values[one.name]}
            names={names}
            issue={issues[one.name]}
            onChange={set}
          />
          {one.hint && <Box className="organisation-hint">{one.hint}</Box>}
          {issues[one.name] && (
            <Box className="field-issue" role="alert">
              {issues[one.name]}
            </Box>
          )}
        </Box>
      ))}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      {props.after}
    </Sheet>
  )
}

interface AnswerProps {
  asked: Asked
  value: Value | undefined
  names: readonly Reference[]
  issue: string | undefined
  onChange: (name: string, value: Value, reference?: Reference) => void
}

function Answer({ asked, value, names, issue, onChange }: AnswerProps) {
  const [choosing, setChoosing] = useState(false)
  const { name, label } = asked
  const text = typeof value === 'string' ? value : ''
  if (asked.as === 'text')
    return (
      <TextInput
        label={label}
        value={text}
        keyboard={asked.keyboard ?? 'text'}
        max={asked.max ?? 60}
        invalid={!!issue}
        onChange={next => onChange(name, next)}
      />
    )
  if (asked.as === 'options')
    return <Options asked={asked} value={value} onChange={next => onChange(name, next)} />
  if (asked.as === 'choice') {
    const empty = asked.empty ? [{ id: '', name: asked.empty }] : []
    return (
      <ChoiceButton
        label={label}
        rows={[...empty, ...asked.rows]}
        chosen={text}
        onChoose={id => onChange(name, id || null)}
      />
    )
  }
  const clear = asked.required ? undefined : () => onChange(name, null)
  return (
    <>
      <PickButton
        label={label}
        text={names.find(one => one.id === text)?.name ?? ''}
        invalid={!!issue}
        onPress={() => setChoosing(true)}
        {...(clear ? { onClear: clear } : {})}
      />
      {choosing && (
        <PeopleSheet
          title={label}
          chosen={text ? [text] : []}
          onToggle={row => {
            onChange(name, row.id, { id: row.id, name: row.name })
            setChoosing(false)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}

type OptionsAsked = Extract<Asked, { as: 'options' }>

function Options({
  asked,
  value,
  onChange,
}: {
  asked: OptionsAsked
  value: Value | undefined
  onChange: (next: Value) => void
}) {
  const chosen = Array.isArray(value) ? (value as string[]) : value === undefined ? [] : [String(value)]
  const toggle = (id: string) => {
    if (!asked.several) onChange(id === 'true' ? true : id === 'false' ? false : id)
    else onChange(chosen.includes(id) ? chosen.filter(one => one !== id) : [...chosen, id])
  }
  return (
    <Box className="options">
      {asked.rows.map(({ id, text, hint }) => (
        <Press
          key={id}
          role={asked.several ? 'checkbox' : 'radio'}
          className={`option ${chosen.includes(id) ? 'option-on' : ''}`}
          pressed={chosen.includes(id)}
          onPress={() => toggle(id)}
        >
          <Box>
            <Box>{text}</Box>
            {hint && <Box className="organisation-hint">{hint}</Box>}
          </Box>
        </Press>
      ))}
    </Box>
  )
}
