import type { Reference, Value } from '@gonghai/shared/client/api'
import type { GraphNode, RelationKind } from '@gonghai/shared/client/relation-api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Press } from '../../kit/press'
import { TextInput } from '../../kit/text-input'
import { TimeInput } from '../../kit/time-input'
import { useT } from '../../lib/i18n'
import { relationApi } from '../../lib/relation-api'
import { RecordInput } from '../../records/fields/record-input'
import { runAction } from '../../records/run-action'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import './relations.scss'

/** A kind as it is chosen: from this side, or from the other. */
interface Choice {
  key: string
  text: string
  kind: string
  reverse: boolean
}

/**
 * Contacts say what they do ("reports to"); companies are what the word says ("parent company"), so there the other one's
 * word is chosen.
 */
function choicesOf(kinds: readonly RelationKind[], object: string): Choice[] {
  const nouns = object === 'customer'
  return kinds
    .filter(kind => kind.object === object && kind.active)
    .flatMap(({ id, name, inverse, mutual }) => [
      { key: id, text: name, kind: id, reverse: nouns && !mutual },
      ...(mutual ? [] : [{ key: `${id}-`, text: inverse, kind: id, reverse: !nouns }]),
    ])
}

function useKinds() {
  return useQuery({ queryKey: ['relation-kinds'], queryFn: () => relationApi.kinds() }).data?.kinds ?? []
}

/** Saves by an action; says why not. */
function useSave(onClose: () => void) {
  const say = useFailureText()
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const save = async (action: string, input: Record<string, Value>) => {
    setBusy(true)
    setFailure('')
    try {
      await runAction(action, input)
      onClose()
    } catch (error) {
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  return { save, busy, failure }
}

interface ChoicesProps {
  label: string
  choices: readonly Choice[]
  chosen: string | undefined
  onChoose: (choice: Choice) => void
}

function Choices({ label, choices, chosen, onChoose }: ChoicesProps) {
  return (
    <Box className="field">
      <Box className="field-label">{label}</Box>
      <Box className="options">
        {choices.map(choice => (
          <Press
            key={choice.key}
            role="radio"
            className={`option ${chosen === choice.key ? 'option-on' : ''}`}
            pressed={chosen === choice.key}
            onPress={() => onChoose(choice)}
          >
            {choice.text}
          </Press>
        ))}
      </Box>
    </Box>
  )
}

function Line({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (text: string) => void
}) {
  return (
    <Box className="field">
      <Box className="field-label">{label}</Box>
      <TextInput label={label} max={200} value={value} onChange={onChange} />
    </Box>
  )
}

/** Relates a contact to another one, or a customer to another one. */
export function RelateSheet({ of, onClose }: { of: GraphNode; onClose: () => void }) {
  const t = useT()
  const [object = '', id = ''] = of.id.split(':')
  const [chosen, setChosen] = useState<Choice>()
  const [other, setOther] = useState<Reference>()
  const [remark, setRemark] = useState('')
  const { save, busy, failure } = useSave(onClose)
  const fields: Fields = {
    other: { kind: 'reference', target: object === 'customer' ? 'customer' : 'contact' },
  }
  const submit = () =>
    save(`${object}.relate`, {
      [object]: id,
      kind: chosen?.kind ?? '',
      other: other?.id ?? '',
      reverse: chosen?.reverse ?? false,
      ...(remark.trim() && { remark: remark.trim() }),
    })
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="primary" busy={busy} disabled={!chosen || !other} onPress={() => void submit()}>
        {t('ui.save')}
      </Button>
    </>
  )
  return (
    <Sheet title={`${t('relation.graph.add')} · ${of.name}`} onClose={onClose} foot={foot}>
      <Choices
        label={t('relation.graph.kind')}
        choices={choicesOf(useKinds(), object)}
        chosen={chosen?.key}
        onChoose={setChosen}
      />
      <Box className="field">
        <Box className="field-label">{t('relation.graph.other')}</Box>
        <RecordInput
          id="relate-other"
          object="relation"
          name="other"
          field={fields.other!}
          label={t('relation.graph.other')}
          value={other?.id}
          references={other && [other]}
          onChange={(value, references) =>
            setOther(typeof value === 'string' ? (references?.[0] ?? { id: value, name: '' }) : undefined)
          }
        />
      </Box>
      <Line label={t('relation.graph.remark')} value={remark} onChange={setRemark} />
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}

/** Writes down somebody around a contact, or changes what is known. */
export function PersonSheet({
  of,
  person,
  onClose,
}: {
  of: GraphNode
  person?: GraphNode
  onClose: () => void
}) {
  const t = useT()
  const known = person?.person
  const [kind, setKind] = useState(known?.kindId)
  const [facts, setFacts] = useState({
    name: person?.name ?? '',
    hobbies: known?.hobbies ?? '',
    birthday: known?.birthday ?? '',
    dates: known?.dates ?? '',
    remark: known?.remark ?? '',
  })
  const { save, busy, failure } = useSave(onClose)
  const set = (change: Partial<typeof facts>) => setFacts({ ...facts, ...change })
  const submit = () =>
    save('contact.knows', {
      contact: of.id.split(':')[1] ?? '',
      kind: kind ?? '',
      ...Object.fromEntries(Object.entries(facts).filter(([, text]) => text.trim())),
      ...(person && { person: person.id.split(':')[1] ?? '' }),
    })
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="primary" busy={busy} disabled={!kind || !facts.name.trim()} onPress={() => void submit()}>
        {t('ui.save')}
      </Button>
    </>
  )
  const choices = choicesOf(useKinds(), 'person').filter(choice => !choice.reverse)
  return (
    <Sheet title={`${t('relation.graph.addPerson')} · ${of.name}`} onClose={onClose} foot={foot}>
      <Line label={t('relation.graph.name')} value={facts.name} onChange={name => set({ name })} />
      <Choices
        label={t('relation.graph.kind')}
        choices={choices}
        chosen={kind}
        onChoose={choice => setKind(choice.kind)}
      />
      <Line
        label={t('relation.graph.hobbies')}
        value={facts.hobbies}
        onChange={hobbies => set({ hobbies })}
      />
      <Box className="field">
        <Box className="field-label">{t('relation.graph.birthday')}</Box>
        <TimeInput
          mode="date"
          label={t('relation.graph.birthday')}
          value={facts.birthday}
          onChange={birthday => set({ birthday })}
        />
      </Box>
      <Line label={t('relation.graph.dates')} value={facts.dates} onChange={dates => set({ dates })} />
      <Line label={t('relation.graph.remark')} value={facts.remark} onChange={remark => set({ remark })} />
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}
