import type { RecordView } from '@gonghai/shared/client/api'
import type { SimulatedRecords } from '@gonghai/shared/client/clock-api'
import { useQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { call } from '../../lib/http'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { dayText } from '../../lib/time'
import { Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'

interface ListProps {
  pool: RecordView
  /** The question of the simulation, as JSON. */
  asked: string
  owner?: string
  day?: string
  spared?: boolean
}

/** Which records would go (or are spared), when, and why. */
export function SimulatedList({ pool, asked, owner, day, spared }: ListProps) {
  const t = useT()
  const { open } = useNavigation()
  const { data, error, refetch } = useQuery({
    queryKey: ['simulate-records', pool.id, asked, owner, day, spared],
    queryFn: () =>
      call<SimulatedRecords>('POST', `/api/pools/${pool.id}/simulate/records`, {
        ...JSON.parse(asked),
        ...(owner ? { owner } : {}),
        ...(day ? { day } : {}),
        ...(spared ? { spared } : {}),
      }),
  })
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton rows={2} />
  return (
    <Box className="effect-records">
      {data.records.map(record => (
        <Press
          key={record.id}
          className="effect-record"
          disabled={!record.title}
          onPress={() => open({ page: 'record', object: record.object, id: record.id })}
        >
          <Box className="item-main">
            <Box className="effect-title">{record.title || t('poolRule.effect.hidden')}</Box>
            <Box className="row-facts">
              {[
                ...(record.spared ? [t(`recycle.spared.${record.spared}`)] : []),
                record.because,
                ...(owner ? [] : [record.owner.name]),
              ].join(t('ui.dot'))}
            </Box>
          </Box>
          <Words className="row-facts">{dayText(record.day)}</Words>
        </Press>
      ))}
      {data.more > 0 && (
        <Box className="row-facts">{t('poolRule.effect.moreRecords', { count: data.more })}</Box>
      )}
    </Box>
  )
}
