import type { Reference, Value } from '@gonghai/shared/client/api'
import type { HoldsAnswer, PersonAnswer } from '@gonghai/shared/client/organisation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { PeopleSheet } from '../../records/fields/people-input'
import { PickButton } from '../../records/fields/pick-sheet'
import { runOrSay } from '../../records/run-action'
import { actionLabel, objectsLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { organisationCalls } from './calls'
import { FormSheet } from './form-sheet'
import '../../records/fields/fields.scss'
import './organisation.scss'

/** What is to be done with the records of one object. */
interface Plan {
  how: 'keep' | 'split' | 'pool'
  to: Reference[]
}

/** Leaving and handing over: what they hold, what passes by itself, and who gets the records (SET-1). */
export function HandoverPage({ id }: { id: string }) {
  const t = useT()
  const person = useQuery({
    queryKey: ['organisation', 'person', id],
    queryFn: () => organisationCalls.person(id),
  })
  const holds = useQuery({
    queryKey: ['organisation', 'holds', id],
    queryFn: () => organisationCalls.holds(id),
  })
  const failed = person.error ?? holds.error
  return (
    <Page
      title={
        person.data
          ? `${person.data.name}${t('ui.dot')}${t('organisation.leave.title')}`
          : t('organisation.leave.title')
      }
    >
      <Scroll
        className="settings organisation"
        onRefresh={() => Promise.all([person.refetch(), holds.refetch()])}
      >
        {(person.isPending || holds.isPending) && <Skeleton />}
        {failed && (
          <Failure error={failed} retry={() => void Promise.all([person.refetch(), holds.refetch()])} />
        )}
        {person.data && holds.data && <Handover person={person.data} holds={holds.data} />}
      </Scroll>
    </Page>
  )
}

function Handover({ person, holds }: { person: PersonAnswer; holds: HoldsAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const [leaving, setLeaving] = useState(false)
  const [plans, setPlans] = useState<Record<string, Plan>>({})
  const planOf = (object: string): Plan => plans[object] ?? { how: 'keep', to: [] }
  const chosen = holds.records.filter(({ object }) => planOf(object).how !== 'keep')
  const start = async () => {
    const lines: Record<string, Value>[] = chosen.map(({ object }) => {
      const { how, to } = planOf(object)
      return { object, how, ...(how === 'split' ? { to: to.map(one => one.id) } : {}) }
    })
    const answer = await runOrSay('handover.start', { employee: person.id, lines: lines as unknown as Value })
    if (answer) open({ page: 'operation', id: String(answer.result.operation) })
  }
  const spread = (plan: Plan) =>
    setPlans(
      Object.fromEntries(
        holds.records.map(({ object }) => [
          object,
          plan.how === 'pool' && !pooled(object) ? planOf(object) : { ...plan },
        ]),
      ),
    )
  return (
    <>
      <Box className="organisation-hint organisation-lead">{t('organisation.leave.first')}</Box>
      <Passing holds={holds} />
      {person.active && (
        <Box className="organisation-tools">
          <Button look="danger" icon="exit" onPress={() => setLeaving(true)}>
            {t('organisation.leave.leaveNow')}
          </Button>
        </Box>
      )}
      <Box className="settings-group">{t('organisation.leave.holds')}</Box>
      {holds.records.length === 0 && (
        <Box className="card organisation-facts">{t('organisation.leave.nothing')}</Box>
      )}
      {holds.records.map((one, index) => (
        <Holding
          key={one.object}
          holding={one}
          plan={planOf(one.object)}
          onPlan={plan => setPlans({ ...plans, [one.object]: plan })}
          {...(index === 0 && holds.records.length > 1 ? { onSpread: () => spread(planOf(one.object)) } : {})}
        />
      ))}
      {holds.records.length > 0 && (
        <Button
          wide
          look="primary"
          disabled={
            chosen.length === 0 ||
            chosen.some(({ object }) => planOf(object).how === 'split' && planOf(object).to.length === 0)
          }
          onPress={() => void start()}
        >
          {t('organisation.leave.startNow')}
        </Button>
      )}
      {leaving && (
        <FormSheet
          title={person.name}
          action="employee.leave"
          button={actionLabel('employee.leave')}
          known={{ employee: person.id }}
          text={t('organisation.leave.confirm', { name: person.name })}
          asked={[]}
          danger
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  )
}

const pooled = (object: string) => object === 'customer' || object === 'lead'

/** What passes by itself when somebody leaves. */
function Passing({ holds }: { holds: HoldsAnswer }) {
  const t = useT()
  const names = (list: readonly string[]) => list.join(t('ui.listComma'))
  const lines = [
    holds.approvals > 0 && t('organisation.leave.approvals', { count: holds.approvals }),
    holds.reviews > 0 && t('organisation.leave.reviews', { count: holds.reviews }),
    holds.extensions > 0 && t('organisation.leave.extensions', { count: holds.extensions }),
    holds.requests > 0 && t('organisation.leave.requests', { count: holds.requests }),
    holds.pools.length > 0 &&
      t('organisation.leave.pools', { count: holds.pools.length, names: names(holds.pools) }),
    holds.poolsAlone.length > 0 && t('organisation.leave.poolsAlone', { names: names(holds.poolsAlone) }),
    holds.reports.length > 0 &&
      t('organisation.leave.reports', { count: holds.reports.length, names: names(holds.reports) }),
    holds.departments.length > 0 && t('organisation.leave.departments', { names: names(holds.departments) }),
  ].filter(line => line !== false)
  if (lines.length === 0) return null
  return (
    <Box className="card organisation-facts">
      {lines.map(line => (
        <Box key={line} className="organisation-fact">
          <Icon name="forward" size={16} />
          <Box className="item-main">{line}</Box>
        </Box>
      ))}
    </Box>
  )
}

interface HoldingProps {
  holding: HoldsAnswer['records'][number]
  plan: Plan
  onPlan: (plan: Plan) => void
  onSpread?: () => void
}

function Holding({ holding, plan, onPlan, onSpread }: HoldingProps) {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const { object, count, samples } = holding
  const ways = ['keep', 'split', ...(pooled(object) ? ['pool'] : [])] as Plan['how'][]
  const toggle = (row: Reference) => {
    const others = plan.to.filter(one => one.id !== row.id)
    onPlan({
      ...plan,
      to: others.length < plan.to.length ? others : [...plan.to, { id: row.id, name: row.name }],
    })
  }
  return (
    <Box className="card organisation-facts">
      <Box className="organisation-fact">
        <Box className="row-title item-main">{`${objectsLabel(object)} ${count}`}</Box>
        {onSpread && plan.how !== 'keep' && (
          <Button small look="text" onPress={onSpread}>
            {t('organisation.leave.also')}
          </Button>
        )}
      </Box>
      <Box className="row-facts">{samples.map(({ title }) => title).join(t('ui.listComma'))}</Box>
      <Box className="options">
        {ways.map(how => (
          <Press
            key={how}
            role="radio"
            className={`option ${plan.how === how ? 'option-on' : ''}`}
            pressed={plan.how === how}
            onPress={() => onPlan({ ...plan, how })}
          >
            {t(`organisation.leave.${how}`)}
          </Press>
        ))}
      </Box>
      {plan.how === 'split' && (
        <>
          <PickButton
            label={t('organisation.leave.receivers')}
            text={plan.to.map(({ name }) => name).join(t('ui.listComma'))}
            onPress={() => setChoosing(true)}
          />
          {plan.to.length > 1 && (
            <Box className="organisation-hint">
              {t('organisation.leave.even', {
                count: plan.to.length,
                each: Math.ceil(count / plan.to.length),
              })}
            </Box>
          )}
        </>
      )}
      {choosing && (
        <PeopleSheet
          title={t('organisation.leave.choose')}
          several
          chosen={plan.to.map(({ id }) => id)}
          onToggle={toggle}
          onClose={() => setChoosing(false)}
        />
      )}
    </Box>
  )
}
