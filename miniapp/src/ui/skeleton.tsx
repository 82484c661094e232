import { Box } from '../kit/box'
import { useT } from '../lib/i18n'

const widths = [62, 48, 70, 55, 66, 44]

/** Grey rows in the form of what is coming. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const t = useT()
  return (
    <Box role="status" label={t('ui.loading')}>
      {widths.slice(0, rows).map(width => (
        <Box key={width} className="card skeleton-row">
          <Box className="skeleton" style={{ width: 36, height: 36 }} />
          <Box className="skeleton-lines">
            <Box className="skeleton" style={{ width: `${width}%`, height: 16, marginBottom: 10 }} />
            <Box className="skeleton" style={{ width: `${width - 22}%`, height: 12 }} />
          </Box>
        </Box>
      ))}
    </Box>
  )
}
