import type { RecordView } from '@gonghai/shared/client/api'
import type { RuleDraft, SimulateAnswer, SimulateQuery } from '@gonghai/shared/client/clock-api'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { call } from '../../lib/http'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { dayText } from '../../lib/time'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { DayBars, DayTable } from './day-bars'
import { LosingPeople } from './people'
import { SimulatedList } from './simulated-list'

const spans = [30, 60, 90] as const

interface EffectProps {
  pool: RecordView
  draft: RuleDraft
  /** Figures that can't be right are not tried. */
  valid: boolean
}

/** What the figures would do in the next days if nobody did anything: bars per day, people, and their records. */
export function RuleEffect({ pool, draft, valid }: EffectProps) {
  const t = useT()
  const [days, setDays] = useState<number>(30)
  const [day, setDay] = useState<string>()
  const [table, setTable] = useState(false)
  const asked = useLater(JSON.stringify({ ...draft, days } satisfies SimulateQuery), 500)
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['simulate', pool.id, asked],
    queryFn: () => call<SimulateAnswer>('POST', `/api/pools/${pool.id}/simulate`, JSON.parse(asked)),
    placeholderData: keepPreviousData,
    enabled: valid,
  })
  const chosen = data?.perDay.find(one => one.day === day)
  return (
    <Box className="card effect">
      <Box className="effect-head">
        <Box className="row-title">{t('poolRule.effect.title')}</Box>
        <Press className="effect-switch" pressed={table} onPress={() => setTable(!table)}>
          {t(table ? 'poolRule.effect.asChart' : 'poolRule.effect.asTable')}
        </Press>
      </Box>
      <Box className="effect-spans">
        {spans.map(span => (
          <Press
            key={span}
            role="radio"
            className={`object ${span === days ? 'object-on' : ''}`}
            pressed={span === days}
            onPress={() => setDays(span)}
          >
            {t('poolRule.effect.days', { count: span })}
          </Press>
        ))}
      </Box>
      {!data && !error && <Skeleton rows={3} />}
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {data && (
        <Box className={isFetching ? 'effect-fading' : ''}>
          <Totals answer={data} />
          {table ? <DayTable answer={data} /> : <DayBars answer={data} chosen={day} onChoose={setDay} />}
          {chosen && chosen.taken > 0 && (
            <Box>
              <Box className="settings-group">
                {t('poolRule.effect.onDay', { day: dayText(chosen.day), count: chosen.taken })}
              </Box>
              <SimulatedList pool={pool} asked={asked} day={chosen.day} />
            </Box>
          )}
          <LosingPeople pool={pool} answer={data} asked={asked} />
          <Spared pool={pool} answer={data} asked={asked} />
          <Box className="rules-example">{t('poolRule.effect.assume')}</Box>
        </Box>
      )}
    </Box>
  )
}

function Totals({ answer }: { answer: SimulateAnswer }) {
  const t = useT()
  return (
    <Box className="effect-totals" role="status">
      <Words className={`effect-figure ${answer.taken > 0 ? 'figure-urgent' : ''}`}>{answer.taken}</Words>
      <Box>
        <Box>
          {answer.taken > 0
            ? t('poolRule.effect.taken', { count: answer.days, held: answer.held })
            : t('poolRule.effect.none', { count: answer.days })}
        </Box>
        <Box className="row-facts">
          {[
            t('poolRule.effect.before', { count: answer.takenNow }),
            ...(answer.slept > 0 ? [t('poolRule.effect.slept', { count: answer.slept })] : []),
          ].join(t('ui.dot'))}
        </Box>
      </Box>
    </Box>
  )
}

/** What is overdue but stays, by reason; pressing lists them. */
function Spared({ pool, answer, asked }: { pool: RecordView; answer: SimulateAnswer; asked: string }) {
  const t = useT()
  const [shown, setShown] = useState(false)
  const reasons = Object.entries(answer.spared)
  if (reasons.length === 0) return null
  const words = reasons.map(([reason, count]) =>
    t('poolRule.effect.sparedCount', { reason: t(`recycle.spared.${reason}`), count: count ?? 0 }),
  )
  return (
    <Box>
      <Press className="effect-person" onPress={() => setShown(!shown)}>
        <Words className="effect-name">{t('poolRule.effect.spared')}</Words>
        <Words className="row-facts">{words.join(t('ui.dot'))}</Words>
      </Press>
      {shown && <SimulatedList pool={pool} asked={asked} spared />}
    </Box>
  )
}
