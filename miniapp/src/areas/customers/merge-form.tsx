import type { MergeField, MergePreviewAnswer } from '@gonghai/shared/client/customer-api'
import { useRef, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { randomKey } from '../../lib/random-key'
import { Refused } from '../../lib/refused'
import { runAction } from '../../records/run-action'
import { countText } from '../../records/use-rows'
import { fieldLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'

type Side = MergeField['suggested']

interface MergeFormProps {
  preview: MergePreviewAnswer
  /** Fetches both anew: somebody has changed one of them. */
  again: () => void
  /** They are one. */
  done: () => void
}

/** Field by field which side stays; below, what moves; at the end the words that there is no way back. */
export function MergeForm({ preview, again, done }: MergeFormProps) {
  const t = useT()
  const { winner, loser, fields, same, moves, blocked } = preview
  const [sides, setSides] = useState<Record<string, Side>>(() =>
    Object.fromEntries(fields.map(field => [field.name, field.suggested])),
  )
  const [keep, setKeep] = useState<'none' | 'read' | 'edit'>('read')
  const [asking, setAsking] = useState(false)
  const owner = loser.references.owner
  const former =
    owner && !Array.isArray(owner) && winner.values.owner && owner.id !== winner.values.owner
      ? owner
      : undefined
  return (
    <>
      <Box className="card customer-card merge">
        <Box className="merge-row merge-head">
          <Box className="merge-label" />
          <Head word={t('customers.merge.stays')} title={winner.title} number={winner.number} />
          <Head word={t('customers.merge.goes')} title={loser.title} number={loser.number} />
        </Box>
        {fields.map(field => (
          <FieldChoice
            key={field.name}
            field={field}
            side={sides[field.name] ?? field.suggested}
            onChoose={side => setSides({ ...sides, [field.name]: side })}
          />
        ))}
        {same > 0 && <Box className="customer-small">{t('customers.merge.same', { number: same })}</Box>}
      </Box>
      <Box className="card customer-card">
        <Box className="customer-words">{t('customers.merge.moves', { name: winner.title })}</Box>
        {moves.length === 0 && <Box className="customer-small">{t('customers.merge.nothing')}</Box>}
        <Box className="merge-moves">
          {moves.map(move => (
            <Box key={move.kind} className="merge-move">
              <Words className="customer-strong">{countText(move.count)}</Words>
              <Words className="customer-small">{t(`customers.merge.kind.${move.kind}`)}</Words>
            </Box>
          ))}
        </Box>
      </Box>
      {former && (
        <Box className="card customer-card">
          <Box className="customer-words">{t('customers.merge.keepOwner', { name: former.name })}</Box>
          {(['none', 'read', 'edit'] as const).map(one => (
            <Press
              key={one}
              role="radio"
              className={`customer-choice ${keep === one ? 'customer-choice-on' : ''}`}
              pressed={keep === one}
              onPress={() => setKeep(one)}
            >
              {t(`customers.merge.keep.${one}`)}
            </Press>
          ))}
        </Box>
      )}
      {blocked && (
        <Box className="form-failure" role="alert">
          {blocked}
        </Box>
      )}
      <Box className="customer-foot">
        <Button look="danger" wide disabled={!!blocked} onPress={() => setAsking(true)}>
          {t('customers.merge.go')}
        </Button>
      </Box>
      {asking && (
        <Confirm
          preview={preview}
          take={fields.filter(field => sides[field.name] === 'loser').map(field => field.name)}
          keep={keep}
          again={again}
          done={done}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Head({ word, title, number }: { word: string; title: string; number?: string }) {
  return (
    <Box className="merge-side">
      <Box className="customer-small">{word}</Box>
      <Box className="customer-strong">{title}</Box>
      <Box className="customer-small">{number}</Box>
    </Box>
  )
}

interface FieldChoiceProps {
  field: MergeField
  side: Side
  onChoose: (side: Side) => void
}

function FieldChoice({ field, side, onChoose }: FieldChoiceProps) {
  const t = useT()
  const label = fieldLabel('customer', field.name)
  return (
    <Box className="merge-row" role="radiogroup" label={label}>
      <Box className="merge-label">{label}</Box>
      {(['winner', 'loser'] as const).map(one => (
        <Press
          key={one}
          role="radio"
          className={`merge-side merge-value ${side === one ? 'merge-on' : ''}`}
          pressed={side === one}
          onPress={() => onChoose(one)}
        >
          <Words className="merge-text">
            {(one === 'winner' ? field.winnerText : field.loserText) || t('ui.blank')}
          </Words>
          {side === one && <Icon name="check" size={16} />}
        </Press>
      ))}
    </Box>
  )
}

interface ConfirmProps {
  preview: MergePreviewAnswer
  take: string[]
  keep: 'none' | 'read' | 'edit'
  again: () => void
  done: () => void
  onClose: () => void
}

function Confirm({ preview: { winner, loser }, take, keep, again, done, onClose }: ConfirmProps) {
  const t = useT()
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const key = useRef(randomKey(24))
  const [failure, setFailure] = useState('')
  const submit = async () => {
    if (busy) return
    setBusy(true)
    try {
      const versions = { winnerVersion: winner.version, loserVersion: loser.version }
      const input = { winner: winner.id, loser: loser.id, ...versions, take, keepOwner: keep }
      await runAction('customer.merge', input, key.current)
      done()
    } catch (error) {
      if (error instanceof Refused) key.current = randomKey(24)
      setFailure(say(error))
      if (error instanceof Refused && error.body.code === 'staleVersion') again()
      setBusy(false)
    }
  }
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="danger" busy={busy} onPress={() => void submit()}>
        {t('customers.merge.confirm')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('customers.merge.title')} onClose={onClose} foot={foot}>
      <Box className="sheet-text">
        {t('customers.merge.warning', { loser: loser.title, winner: winner.title })}
      </Box>
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}
