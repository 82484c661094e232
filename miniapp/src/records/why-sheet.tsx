import type { WhyRecycledAnswer } from '@gonghai/shared/client/clock-api'
import { useQuery } from '@tanstack/react-query'
import { Box } from '../kit/box'
import { call } from '../lib/http'
import { useT } from '../lib/i18n'
import { dayText, momentText, toField } from '../lib/time'
import { Failure } from '../ui/empty'
import { Sheet } from '../ui/sheet'
import { Skeleton } from '../ui/skeleton'

/** Why a rule took a record back, each time (POOL-9). */
export function WhySheet({ object, id, onClose }: { object: string; id: string; onClose: () => void }) {
  const t = useT()
  const { data, error, refetch } = useQuery({
    queryKey: ['why-recycled', object, id],
    queryFn: () =>
      call<WhyRecycledAnswer>('GET', `/api/records/${object}/${encodeURIComponent(id)}/why-recycled`),
  })
  return (
    <Sheet title={t('recycle.why.title')} onClose={onClose}>
      {!data && !error && <Skeleton rows={2} />}
      {error && !data && <Failure error={error} retry={() => void refetch()} />}
      {data?.times.length === 0 && <Box className="sheet-text">{t('recycle.why.none')}</Box>}
      {data?.times.map(time => (
        <Box key={time.at} className="sheet-text">
          <Box className="deadline-left">{time.because}</Box>
          <Box>
            {t('recycle.why.since', { date: dayText(toField(time.since).slice(0, 10)), count: time.days })}
          </Box>
          <Box>
            {t('recycle.why.taken', { time: momentText(time.at), owner: time.owner.name, pool: time.pool })}
          </Box>
        </Box>
      ))}
    </Sheet>
  )
}
