import type { SignCandidate, SignCandidatesAnswer } from '@gonghai/shared/client/customer-api'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { useNavigation } from '../../lib/navigate'
import { randomKey } from '../../lib/random-key'
import { Refused } from '../../lib/refused'
import { runAction } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { WithWords } from '../settings/setting-frame'
import { customerCalls } from './calls'
import '../../records/form.scss'
import './customer-pages.scss'

/** Chosen instead of a candidate: another partner is made. */
const another = 'new'

/** Signs a customer: says before it is done whether a partner is made, linked, or has to be chosen. */
export function SignPage({ id }: { id: string }) {
  const t = useT()
  const found = useQuery({ queryKey: ['record', 'customer', id], queryFn: () => api.detail('customer', id) })
  const record = found.data?.record
  return (
    <Page title={t('action.customer.sign.label')}>
      <Scroll className="customer-page">
        {found.isPending && <Skeleton rows={4} />}
        {found.isError && !record && <Failure error={found.error} retry={() => void found.refetch()} />}
        {record && (
          <WithWords>
            <SignForm
              id={record.id}
              title={record.title}
              name={record.title}
              taxNumber={String(record.values.taxNumber ?? '')}
            />
          </WithWords>
        )}
      </Scroll>
    </Page>
  )
}

interface SignFormProps {
  id: string
  title: string
  name: string
  taxNumber: string
}

function SignForm({ id, title, ...start }: SignFormProps) {
  const t = useT()
  const say = useFailureText()
  const { back } = useNavigation()
  const [name, setName] = useState(start.name)
  const [taxNumber, setTaxNumber] = useState(start.taxNumber)
  const [chosen, setChosen] = useState<string>()
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const key = useRef(randomKey(24))
  const words = useLater(`${name}\n${taxNumber}`, 300)
  const [settledName = '', settledTax = ''] = words.split('\n')
  const found = useQuery({
    queryKey: ['sign', id, words],
    queryFn: () => customerCalls.signCandidates(id, settledName.trim(), settledTax.trim()),
    placeholderData: before => before,
  })
  const answer = found.data
  const choosing = answer?.outcome === 'choose'
  const picked = choosing ? chosen : undefined
  const ready = answer && !found.isFetching && words === `${name}\n${taxNumber}` && (!choosing || picked)
  const submit = async () => {
    if (busy) return
    setBusy(true)
    setFailure('')
    try {
      await runAction(
        'customer.sign',
        {
          record: `customer:${id}`,
          partnerName: name.trim(),
          ...(taxNumber.trim() ? { taxNumber: taxNumber.trim() } : {}),
          ...(picked === another ? { newPartner: true } : picked ? { partner: picked } : {}),
        },
        key.current,
      )
      back()
    } catch (error) {
      if (error instanceof Refused) key.current = randomKey(24)
      setFailure(say(error))
      void found.refetch()
    } finally {
      setBusy(false)
    }
  }
  const change = (set: (value: string) => void) => (value: string) => {
    set(value)
    setChosen(undefined)
  }
  return (
    <>
      <Box className="card customer-card">
        <Box className="customer-title">{title}</Box>
        <Box className="customer-words">{t('customers.sign.intro')}</Box>
        <Field label={t('customers.sign.name')} value={name} max={100} onChange={change(setName)} />
        <Field
          label={t('customers.sign.taxNumber')}
          value={taxNumber}
          max={20}
          onChange={change(setTaxNumber)}
        />
      </Box>
      {found.isError && !answer && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Skeleton rows={2} />}
      {answer && <Outcome answer={answer} chosen={picked} onChoose={setChosen} />}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      <Box className="customer-foot">
        <Button look="primary" wide busy={busy} disabled={!ready || name.trim() === ''} onPress={submit}>
          {t('customers.sign.go')}
        </Button>
      </Box>
    </>
  )
}

interface FieldProps {
  label: string
  value: string
  max: number
  onChange: (value: string) => void
}

function Field({ label, value, max, onChange }: FieldProps) {
  return (
    <Box className="customer-field">
      <Box className="field-label">{label}</Box>
      <TextInput label={label} value={value} max={max} onChange={onChange} />
    </Box>
  )
}

interface OutcomeProps {
  answer: SignCandidatesAnswer
  chosen: string | undefined
  onChoose: (id: string) => void
}

/** What signing will do, in words; and the choice where there is one. */
function Outcome({ answer, chosen, onChoose }: OutcomeProps) {
  const t = useT()
  const [first] = answer.candidates
  if (answer.outcome === 'make' || !first) {
    return (
      <Box className="card customer-card customer-line">
        <Icon name="plus" size={18} />
        <Words>{t('customers.sign.none', { name: answer.name })}</Words>
      </Box>
    )
  }
  if (answer.outcome === 'link') {
    const linked = answer.candidates.find(one => one.byTaxNumber) ?? first
    return (
      <Box className="card customer-card">
        <Box className="customer-words">
          {t('customers.sign.one', { name: linked.name, number: linked.number })}
        </Box>
        <Candidate candidate={linked} />
      </Box>
    )
  }
  return (
    <Box className="card customer-card" role="radiogroup" label={t('customers.sign.title')}>
      <Box className="customer-words">
        {t('customers.sign.several', { number: answer.candidates.length })}
      </Box>
      {answer.candidates.map(candidate => (
        <Press
          key={candidate.id}
          role="radio"
          className={`customer-choice ${chosen === candidate.id ? 'customer-choice-on' : ''}`}
          pressed={chosen === candidate.id}
          onPress={() => onChoose(candidate.id)}
        >
          <Candidate candidate={candidate} />
        </Press>
      ))}
      <Press
        role="radio"
        className={`customer-choice ${chosen === another ? 'customer-choice-on' : ''}`}
        pressed={chosen === another}
        onPress={() => onChoose(another)}
      >
        <Box>{t('customers.sign.another')}</Box>
        <Box className="customer-small">{t('customers.sign.anotherNeedsTax')}</Box>
      </Press>
    </Box>
  )
}

function Candidate({ candidate }: { candidate: SignCandidate }) {
  const t = useT()
  const why = [
    candidate.byTaxNumber && t('customers.sign.byTaxNumber'),
    candidate.byName && !candidate.otherTaxNumber && t('customers.sign.byName'),
    candidate.otherTaxNumber && t('customers.sign.otherTaxNumber'),
    candidate.customers > 0 && t('customers.sign.linked', { number: candidate.customers }),
    candidate.state === 'invalid' && t('customers.sign.invalid'),
  ]
  return (
    <>
      <Box className="customer-strong">{candidate.name}</Box>
      <Box className="customer-small">
        {[candidate.number, candidate.taxNumber].filter(Boolean).join(t('ui.dot'))}
      </Box>
      <Box className="customer-small">{why.filter(Boolean).join(t('ui.dot'))}</Box>
    </>
  )
}
