import type { RecordView, Value } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { type ObjectMeta, useMeta, useObject } from '../../lib/meta'
import { Refused } from '../../lib/refused'
import { type Issues, issuesOf, validate } from '../../records/fields/validate'
import { runAction } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { changedInput, draftOf, ruleFieldsOf, ruleGroups } from './draft'
import { RuleEffect } from './effect'
import { RuleGroupCard } from './group'
import './rules.scss'

/** A pool's figures, each with an example that follows it, beside what they would do before they are saved (POOL-9). */
export function RulesPage({ id }: { id: string }) {
  const t = useT()
  const meta = useObject('pool')
  const { data, error, refetch } = useQuery({
    queryKey: ['record', 'pool', id],
    queryFn: () => api.detail('pool', id),
  })
  const pool = data?.record
  return (
    <Page title={pool ? t('poolRule.titleOf', { pool: pool.title }) : t('poolRule.title')}>
      <Scroll className="settings rules-scroll">
        {error && !data && <Failure error={error} retry={() => void refetch()} />}
        {!data && !error && <Skeleton />}
        {pool && meta && <Rules key={pool.version} pool={pool} meta={meta} reload={() => void refetch()} />}
      </Scroll>
    </Page>
  )
}

interface RulesProps {
  pool: RecordView
  meta: ObjectMeta
  reload: () => void
}

function Rules({ pool, meta, reload }: RulesProps) {
  const t = useT()
  const say = useFailureText()
  const { data } = useMeta()
  const [values, setValues] = useState<Record<string, Value>>(pool.values)
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const changed = changedInput(meta.fields, pool, values)
  const wrong = validate(ruleFieldsOf(meta.fields, pool), values)
  const touched = Object.keys(changed).length > 0
  const save = async () => {
    setBusy(true)
    setFailure('')
    try {
      await runAction('pool.update', { id: pool.id, version: pool.version, ...changed })
    } catch (error) {
      setIssues(error instanceof Refused ? issuesOf(error.body) : {})
      setFailure(say(error))
      if (error instanceof Refused && error.body.code === 'staleVersion') reload()
    } finally {
      setBusy(false)
    }
  }
  const set = (name: string, value: Value) => {
    setIssues({})
    setValues({ ...values, [name]: value })
  }
  const kind = pool.values.kind ?? null
  return (
    <Box className="rules">
      <Box className="rules-form">
        <Box className="rules-intro">{t('poolRule.intro')}</Box>
        {ruleGroups
          .filter(group => kind === 'customer' || group.key !== 'dormant')
          .map(group => (
            <RuleGroupCard
              key={group.key}
              group={group}
              pool={pool}
              meta={meta}
              values={values}
              issues={{ ...wrong, ...issues }}
              onChange={set}
            />
          ))}
      </Box>
      <Box className="rules-side">
        <RuleEffect pool={pool} draft={draftOf(changed)} valid={Object.keys(wrong).length === 0} />
        {failure && (
          <Box className="form-failure" role="alert">
            {failure}
          </Box>
        )}
        {data?.actions['pool.update'] && (
          <Box className="rules-save">
            <Button disabled={!touched} onPress={() => setValues(pool.values)}>
              {t('poolRule.reset')}
            </Button>
            <Button
              look="primary"
              busy={busy}
              disabled={!touched || Object.keys(wrong).length > 0}
              onPress={() => void save()}
            >
              {t('poolRule.save')}
            </Button>
          </Box>
        )}
      </Box>
    </Box>
  )
}
