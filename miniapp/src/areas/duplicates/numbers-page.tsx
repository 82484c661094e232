import type { NumberRulesAnswer } from '@gonghai/shared/client/numbers-api'
import { type NumberPattern, numberDates, resetsFor } from '@gonghai/shared/rules/numbers'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { Refused } from '../../lib/refused'
import { SwitchInput } from '../../records/fields/switch-input'
import { type Issues, issuesOf } from '../../records/fields/validate'
import { runAction } from '../../records/run-action'
import { objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { SettingHistory } from '../settings/setting-history'
import { duplicateCalls } from './calls'
import { Choose, Labelled } from './choose'
import './duplicates.scss'

type Rule = NumberRulesAnswer['rules'][number]

/** What the numbers of each kind of record look like, with the one that comes next (SET-4). */
export function NumbersPage() {
  const t = useT()
  const found = useQuery({ queryKey: ['numbers'], queryFn: duplicateCalls.numbers })
  const [open, setOpen] = useState<string>()
  const rule = found.data?.rules.find(one => one.key === open)
  return (
    <Page title={t('duplicate.numbers.title')}>
      <Scroll className="list-scroll">
        <Box className="settings">
          <Box className="collisions-intro">{t('duplicate.numbers.intro')}</Box>
          {found.isPending && <Skeleton />}
          {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
          {found.data && (
            <Box className="card settings-list">
              {found.data.rules.map(one => (
                <RuleRow key={one.key} rule={one} onOpen={() => setOpen(one.key)} />
              ))}
            </Box>
          )}
        </Box>
      </Scroll>
      {rule && (
        <NumberSheet key={`${rule.key}:${rule.version}`} rule={rule} onClose={() => setOpen(undefined)} />
      )}
    </Page>
  )
}

function useName(): (rule: Rule) => string {
  const t = useT()
  return rule => (rule.kind ? t(`duplicate.numbers.kind.${rule.kind}`) : objectLabel(rule.object))
}

function RuleRow({ rule, onOpen }: { rule: Rule; onOpen: () => void }) {
  const t = useT()
  const nameOf = useName()
  return (
    <Press className="settings-row" onPress={onOpen}>
      <Box className="hit-name">
        <Box className="row-title">{nameOf(rule)}</Box>
        <Box className="row-facts">{rule.next}</Box>
      </Box>
      <Chip tone={rule.id ? 'accent' : 'plain'}>
        {t(rule.id ? 'duplicate.numbers.changed' : 'duplicate.numbers.standard')}
      </Chip>
      <Icon name="forward" size={18} />
    </Press>
  )
}

const patternOf = ({ prefix, date, digits, reset, manual }: NumberPattern): NumberPattern => ({
  prefix,
  date,
  digits,
  reset,
  manual,
})

function NumberSheet({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const t = useT()
  const say = useFailureText()
  const nameOf = useName()
  const [draft, setDraft] = useState(patternOf(rule))
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const settled = useLater(JSON.stringify({ key: rule.key, ...draft }), 300)
  const preview = useQuery({
    queryKey: ['numbers', 'next', settled],
    queryFn: () => duplicateCalls.nextNumber(JSON.parse(settled)),
    retry: false,
  })
  const set = (change: Partial<NumberPattern>) => {
    const next = { ...draft, ...change }
    // A coarser date takes the counter along.
    const resets = resetsFor(next.date)
    setDraft(resets.includes(next.reset) ? next : { ...next, reset: resets[0] ?? 'never' })
  }
  const save = async () => {
    if (busy) return
    setBusy(true)
    setFailure('')
    try {
      await runAction('numberRule.change', { key: rule.key, version: rule.version, ...draft })
      onClose()
    } catch (error) {
      setIssues(error instanceof Refused ? issuesOf(error.body) : {})
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  const foot = (
    <>
      <Button onPress={() => setDraft(patternOf(rule.standard))}>{t('duplicate.numbers.restore')}</Button>
      <Button look="primary" busy={busy} onPress={() => void save()}>
        {t('ui.save')}
      </Button>
    </>
  )
  return (
    <Sheet title={nameOf(rule)} onClose={onClose} foot={foot}>
      <Labelled label={t('duplicate.numbers.next')}>
        <Box className="number-next" role="status">
          {preview.data?.next ?? '—'}
        </Box>
      </Labelled>
      <Labelled
        label={t('duplicate.numbers.prefix')}
        note={t('duplicate.numbers.prefixHint')}
        issue={issues.prefix}
      >
        <TextInput
          label={t('duplicate.numbers.prefix')}
          max={6}
          value={draft.prefix}
          onChange={prefix => set({ prefix: prefix.toUpperCase() })}
        />
      </Labelled>
      <Labelled label={t('duplicate.numbers.date')} issue={issues.date}>
        <Choose
          label={t('duplicate.numbers.date')}
          options={numberDates}
          chosen={[draft.date]}
          words={date => t(`duplicate.numbers.dateOption.${date}`)}
          onChange={([date]) => date && set({ date })}
        />
      </Labelled>
      <Labelled label={t('duplicate.numbers.digits')} issue={issues.digits}>
        <Choose
          label={t('duplicate.numbers.digits')}
          options={['2', '3', '4', '5', '6', '8']}
          chosen={[String(draft.digits)]}
          words={digits => digits}
          onChange={([digits]) => set({ digits: Number(digits) })}
        />
      </Labelled>
      <Labelled label={t('duplicate.numbers.reset')} issue={issues.reset}>
        <Choose
          label={t('duplicate.numbers.reset')}
          options={resetsFor(draft.date)}
          chosen={[draft.reset]}
          words={reset => t(`duplicate.numbers.resetOption.${reset}`)}
          onChange={([reset]) => reset && set({ reset })}
        />
      </Labelled>
      <Labelled label={t('duplicate.numbers.manual')} note={t('duplicate.numbers.manualHint')}>
        <SwitchInput
          id="number-manual"
          object="numberRule"
          name="manual"
          field={{ kind: 'boolean' }}
          label={t('duplicate.numbers.manual')}
          value={draft.manual}
          onChange={value => set({ manual: value === true })}
        />
      </Labelled>
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      {rule.id && <SettingHistory subject="numberRule" id={rule.id} />}
    </Sheet>
  )
}
