import type { SimulateAnswer } from '@gonghai/shared/client/clock-api'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { dayText } from '../../lib/time'

interface BarsProps {
  answer: SimulateAnswer
  chosen: string | undefined
  onChoose: (day: string | undefined) => void
}

/** One bar per day: how many fall back, and above them in pale how many fall asleep. Pressing one lists its records. */
export function DayBars({ answer: { perDay }, chosen, onChoose }: BarsProps) {
  const t = useT()
  const most = Math.max(1, ...perDay.map(day => day.taken + day.slept))
  const height = (count: number) => ({ height: `${(count / most) * 100}%` })
  const marks = [0, Math.floor((perDay.length - 1) / 2), perDay.length - 1]
  return (
    <Box className="day-chart">
      <Box className="day-scale">
        <Words>{most}</Words>
        <Words>0</Words>
      </Box>
      <Box className="day-main">
        <Box className="day-bars">
          {perDay.map(({ day, taken, slept }) => (
            <Press
              key={day}
              className={`day-bar ${day === chosen ? 'day-on' : ''}`}
              pressed={day === chosen}
              label={t('poolRule.effect.bar', { day: dayText(day), taken, slept })}
              onPress={() => onChoose(day === chosen ? undefined : day)}
            >
              <Box className="day-slept" style={height(slept)} />
              <Box className="day-taken" style={height(taken)} />
            </Press>
          ))}
        </Box>
        <Box className="day-axis">
          {marks.map(at => (
            <Words key={at}>{dayText(perDay[at]?.day ?? '')}</Words>
          ))}
        </Box>
      </Box>
    </Box>
  )
}

/** The same as numbers; days on which nothing happens are left out. */
export function DayTable({ answer: { perDay } }: { answer: SimulateAnswer }) {
  const t = useT()
  const rows = perDay.filter(day => day.taken + day.slept > 0)
  if (rows.length === 0) return null
  const cells = (key: string, values: (string | number)[], role: string) => (
    <Box key={key} className={`day-row ${role === 'columnheader' ? 'day-row-head' : ''}`} role="row">
      {values.map((value, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
        <Box key={at} className="day-cell" role={role}>
          {value}
        </Box>
      ))}
    </Box>
  )
  const head = ['day', 'takenColumn', 'sleptColumn'].map(key => t(`poolRule.effect.${key}`))
  return (
    <Box className="day-table" role="table">
      {cells('head', head, 'columnheader')}
      {rows.map(({ day, taken, slept }) => cells(day, [dayText(day), taken, slept], 'cell'))}
    </Box>
  )
}
