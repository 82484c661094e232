import type { RouteLine, RoutesAnswer, RoutesPreviewAnswer } from '@gonghai/shared/client/pool-api'
import { useQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import { poolApi } from '../../lib/pool-api'
import { fieldLabel, optionLabel } from '../../records/words'

interface RoutesEffectProps {
  answer: RoutesAnswer
  routes: readonly RouteLine[]
}

/** What the lines would have done with the records of the last 90 days: a bar per line, drawn before one saves. */
export function RoutesEffect({ answer, routes }: RoutesEffectProps) {
  const t = useT()
  const draft = useLater(JSON.stringify(routes), 400)
  const { data } = useQuery({
    queryKey: ['pool-routes-preview', answer.object, draft],
    queryFn: () => {
      const lines = JSON.parse(draft) as RouteLine[]
      const plain = lines.map(({ field, value, pool }) => ({ field, value, pool: pool.id }))
      return poolApi.previewRoutes({ object: answer.object, routes: plain })
    },
  })
  if (!data) return null
  if (data.total === 0) return <Box className="route-hint">{t('pools.previewNone')}</Box>
  const shown = JSON.parse(draft) as RouteLine[]
  return (
    <Box className="card route-effect">
      <Box className="row-facts">{t('pools.preview', { total: data.total })}</Box>
      {shown.map((line, at) => (
        <Bar
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={at}
          text={`${fieldLabel(answer.object, line.field)} ${optionLabel(answer.object, line.field, line.value)} → ${line.pool.name}`}
          count={data.lines[at] ?? 0}
          total={data.total}
          sample={samplesOf(data, at)}
        />
      ))}
      <Bar text={t('pools.otherwise')} count={data.otherwise} total={data.total} sample="" />
    </Box>
  )
}

const samplesOf = (data: RoutesPreviewAnswer, line: number) =>
  data.samples
    .filter(sample => sample.line === line)
    .map(sample => sample.title)
    .join('、')

interface BarProps {
  text: string
  count: number
  total: number
  sample: string
}

function Bar({ text, count, total, sample }: BarProps) {
  const t = useT()
  return (
    <Box className="route-bar">
      <Box className="route-bar-head">
        <Words>{text}</Words>
        <Words className="route-count">{t('pools.previewCount', { count })}</Words>
      </Box>
      <Box className="route-track">
        <Box className="route-fill" style={{ width: `${Math.round((count / total) * 100)}%` }} />
      </Box>
      {sample && <Box className="row-came">{sample}</Box>}
    </Box>
  )
}
