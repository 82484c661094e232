import type { OverviewAnswer } from '@gonghai/shared/client/customer-api'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'

/** How often there was contact in each of the last months, drawn as bars. */
export function Months({ months }: { months: OverviewAnswer['months'] }) {
  const t = useT()
  const most = Math.max(1, ...months.map(one => one.count))
  return (
    <Box className="card customer-card">
      <Box className="overview-label">{t('customers.view.perMonth')}</Box>
      <Box className="months" role="list" label={t('customers.view.perMonth')}>
        {months.map(({ month, count }) => (
          <Box
            key={month}
            className="month-column"
            role="listitem"
            label={t('customers.view.perMonthOne', { month, number: count })}
          >
            <Box className="month-number">{count > 0 ? count : ''}</Box>
            <Box
              className={`month-fill ${count === 0 ? 'month-none' : ''}`}
              style={{ height: `${count === 0 ? 2 : Math.max(6, Math.round((count / most) * 64))}px` }}
            />
            <Box className="month-name">{Number(month.slice(5))}</Box>
          </Box>
        ))}
      </Box>
    </Box>
  )
}
