import type { Reference, Value } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { useRef, useState } from 'react'
import { Box } from '../kit/box'
import { useCell } from '../lib/cell'
import { hasText, useT } from '../lib/i18n'
import { type ObjectMeta, useMeta, useObject } from '../lib/meta'
import { randomKey } from '../lib/random-key'
import { Refused } from '../lib/refused'
import { useShown } from '../lib/shown'
import { Button } from '../ui/button'
import { useFailureText } from '../ui/empty'
import { Sheet } from '../ui/sheet'
import { ActionExtra } from './action-extra'
import { type Asking, asking } from './asking'
import { FieldRow } from './fields/field-row'
import { toInput } from './fields/to-input'
import { type Issues, issuesOf, validate } from './fields/validate'
import { runAction } from './run-action'
import { actionLabel } from './words'

const dangerous = /\.(remove|discard|reject|release|withdraw|rejectClaim|rejectReview)$/

/** Where an action asks what it still needs, with its consequences in words. One per page. */
export function ActionSheet() {
  const present = useCell(asking)
  if (!useShown() || !present) return null
  return <Question key={`${present.action}:${present.title}`} question={present} />
}

/** What is chosen before anybody chooses, by the declaration. */
const initially = (asked: Fields): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(asked).flatMap(([name, { initial }]) => (initial === undefined ? [] : [[name, initial]])),
  )

/** Whether doubts are to stop it is asked when there are some. */
const withoutDoubts = ({ ignoreWarnings: _ignoreWarnings, ...asked }: Fields): Fields => asked

/** Of an object's own fields only those that the reader's role offers. */
const offered = (asked: Fields, filled: ObjectMeta | undefined): Fields =>
  Object.fromEntries(
    Object.entries(asked).filter(([name, field]) => !field.custom || filled?.fields[name] !== undefined),
  )

function Question({
  question: { action, title, known, about, asked: all, records, run, done },
}: {
  question: Asking
}) {
  const t = useT()
  const say = useFailureText()
  const fills = useMeta().data?.actions[action]?.fills
  const filled = useObject(fills ?? '')
  const asked = fills ? offered(withoutDoubts(all), filled) : withoutDoubts(all)
  const [names, setNames] = useState<Record<string, Reference[]>>({})
  const [values, setValues] = useState<Record<string, Value>>(() => initially(asked))
  /** The doubts have been read: pressing again means it. */
  const [insists, setInsists] = useState(false)
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const key = useRef(randomKey(24))
  const close = () => asking.set(undefined)

  const submit = async () => {
    const found = validate(asked, values)
    setIssues(found)
    if (Object.keys(found).length || busy) return
    setBusy(true)
    setFailure('')
    try {
      const input = {
        ...known,
        ...toInput(asked, values, false),
        ...(insists && all.ignoreWarnings ? { ignoreWarnings: true } : {}),
      }
      await (run ?? ((given, once) => runAction(action, given, once)))(input, key.current)
      close()
      done?.()
    } catch (error) {
      // Another try is another call: a refusal is not kept, and the words may have changed since.
      if (error instanceof Refused) key.current = randomKey(24)
      setInsists(error instanceof Refused && error.body.code === 'possibleDuplicate')
      setIssues(error instanceof Refused ? issuesOf(error.body) : {})
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  const consequence = `ui.consequence.${action}`
  const look = dangerous.test(action) ? 'danger' : 'primary'
  const foot = (
    <>
      <Button onPress={close}>{t('ui.cancel')}</Button>
      <Button look={look} busy={busy} onPress={submit}>
        {insists ? t('ui.anyway') : actionLabel(action)}
      </Button>
    </>
  )
  return (
    <Sheet title={`${actionLabel(action)} · ${title}`} onClose={close} foot={foot}>
      {hasText(consequence) && <Box className="sheet-text">{t(consequence)}</Box>}
      <ActionExtra
        action={action}
        records={records ?? (known.record ? [String(known.record)] : [])}
        values={values}
        onChange={setValues}
      />
      {Object.entries(asked).map(([name, field]) => (
        <FieldRow
          key={name}
          object={field.custom && fills ? fills : `ask.${action}`}
          about={about ?? String(records?.[0] ?? known.record ?? '').split(':')[0]}
          name={name}
          field={field}
          values={values}
          references={names}
          issue={issues[name]}
          onChange={(value, named) => {
            setValues({ ...values, [name]: value })
            if (named) setNames({ ...names, [name]: named })
          }}
        />
      ))}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}
