import type { Value } from '@gonghai/shared/client/api'
import type { DuplicateRulesAnswer, DuplicateRuleView } from '@gonghai/shared/client/duplicates-api'
import {
  type DuplicateObject,
  type DuplicateRuleContent,
  duplicateEffects,
  duplicateObjects,
  shownFields,
} from '@gonghai/shared/rules/duplicates'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { Refused } from '../../lib/refused'
import { asking } from '../../records/asking'
import { SwitchInput } from '../../records/fields/switch-input'
import { type Issues, issuesOf } from '../../records/fields/validate'
import { runAction } from '../../records/run-action'
import { objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { useFailureText } from '../../ui/empty'
import { SettingHistory } from '../settings/setting-history'
import { Choose, Labelled } from './choose'
import { Conditions } from './conditions'
import { Tester } from './tester'
import '../../records/form.scss'

interface RuleFormProps {
  /** Absent: a new one. */
  rule: DuplicateRuleView | undefined
  object: DuplicateObject
  fields: DuplicateRulesAnswer['fields'][DuplicateObject]
}

const fresh = (object: DuplicateObject, first: string): DuplicateRuleContent => ({
  object,
  name: '',
  active: true,
  conditions: [{ field: first, match: 'exact' }],
  targets: [object],
  shown: ['name', 'createdAt', 'lastFollowAt'],
  effect: 'warn',
})

/** As the action takes it. */
function inputOf(draft: DuplicateRuleContent): Record<string, Value> {
  const { object: _object, conditions, ...rest } = draft
  const lines = conditions.map(({ field, match, degree }) =>
    match === 'fuzzy' ? { field, match, degree: degree ?? null } : { field, match },
  )
  return { ...rest, conditions: lines } as unknown as Record<string, Value>
}

/** One rule: what must agree, with which records, what is shown, what follows; tried before it is saved. */
export function RuleForm({ rule, object, fields }: RuleFormProps) {
  const t = useT()
  const say = useFailureText()
  const { back } = useNavigation()
  const [draft, setDraft] = useState<DuplicateRuleContent>(rule ?? fresh(object, fields[0]?.field ?? 'name'))
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<DuplicateRuleContent>) => setDraft({ ...draft, ...change })
  const comparable = duplicateObjects.filter(target =>
    draft.conditions.every(({ field }) =>
      fields.find(one => one.field === field)?.comparesWith.includes(target),
    ),
  )
  const issueOf = (name: string) =>
    Object.entries(issues).find(([path]) => path === name || path.startsWith(`${name}.`))?.[1]
  const save = async () => {
    if (busy) return
    setBusy(true)
    setFailure('')
    const input = inputOf({ ...draft, targets: draft.targets.filter(one => comparable.includes(one)) })
    try {
      if (rule) await runAction('duplicateRule.update', { rule: rule.id, version: rule.version, ...input })
      else await runAction('duplicateRule.create', { object, ...input })
      back()
    } catch (error) {
      setIssues(error instanceof Refused ? issuesOf(error.body) : {})
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  const remove = () =>
    rule &&
    asking.set({
      action: 'duplicateRule.remove',
      title: rule.title,
      known: { rule: rule.id },
      asked: {},
      done: back,
    })
  return (
    <>
      <Box className="collisions-intro">{t('duplicate.rules.example')}</Box>
      <Box className="card rule-form">
        <Labelled label={t('duplicate.rules.name')} issue={issueOf('name')}>
          <TextInput
            label={t('duplicate.rules.name')}
            max={50}
            value={draft.name}
            onChange={name => set({ name })}
          />
        </Labelled>
        <Labelled
          label={t('duplicate.rules.conditions')}
          note={t('duplicate.rules.conditionsHint')}
          issue={issueOf('conditions')}
        >
          <Conditions
            object={object}
            fields={fields}
            conditions={draft.conditions}
            onChange={conditions => set({ conditions })}
          />
        </Labelled>
        <Labelled
          label={t('duplicate.rules.targets')}
          note={t('duplicate.rules.targetsHint')}
          issue={issueOf('targets')}
        >
          <Choose
            several
            label={t('duplicate.rules.targets')}
            options={comparable}
            chosen={draft.targets}
            words={target => objectLabel(target)}
            onChange={targets => set({ targets })}
          />
        </Labelled>
        <Labelled label={t('duplicate.rules.shown')} note={t('duplicate.rules.shownHint')}>
          <Choose
            several
            label={t('duplicate.rules.shown')}
            options={shownFields}
            chosen={draft.shown}
            words={name => t(`duplicate.shown.${name}`)}
            onChange={shown => set({ shown })}
          />
        </Labelled>
        <Labelled
          label={t('duplicate.rules.effect')}
          note={t(`duplicate.rules.effectHint.${draft.effect}`)}
          issue={issueOf('effect')}
        >
          <Choose
            label={t('duplicate.rules.effect')}
            options={duplicateEffects}
            chosen={[draft.effect]}
            words={effect => t(`duplicate.effect.${effect}`)}
            onChange={([effect]) => effect && set({ effect })}
          />
        </Labelled>
        <Labelled label={t('duplicate.rules.active')}>
          <SwitchInput
            id="rule-active"
            object="duplicateRule"
            name="active"
            field={{ kind: 'boolean' }}
            label={t('duplicate.rules.active')}
            value={draft.active}
            onChange={value => set({ active: value === true })}
          />
        </Labelled>
        {failure && (
          <Box className="form-failure" role="alert">
            {failure}
          </Box>
        )}
        <Box className="hit-steps">
          <Button look="primary" busy={busy} onPress={() => void save()}>
            {t('duplicate.rules.save')}
          </Button>
          {rule && (
            <Button look="danger" onPress={remove}>
              {t('duplicate.rules.remove')}
            </Button>
          )}
        </Box>
      </Box>
      <Tester object={object} rule={draft} />
      {rule && <SettingHistory subject="duplicateRule" id={rule.id} />}
    </>
  )
}
