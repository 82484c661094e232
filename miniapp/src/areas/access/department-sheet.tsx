import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { type PickRow, PickSheet } from '../../records/fields/pick-sheet'
import { accessCalls } from './calls'

/** The departments of all organisations, each below its parent. */
export function DepartmentSheet({
  onPick,
  onClose,
}: {
  onPick: (row: PickRow) => void
  onClose: () => void
}) {
  const t = useT()
  const { data, isPending } = useQuery({ queryKey: ['access-places'], queryFn: accessCalls.places })
  const rows = (data?.departments ?? []).map(({ id, name, level, organisation }) => ({
    id,
    name,
    line: level === 1 ? organisation : `${'　'.repeat(level - 2)}└`,
  }))
  return (
    <PickSheet
      title={t('access.role.addDepartment')}
      head={<Box className="sheet-text">{t('access.role.namedHint')}</Box>}
      rows={words => rows.filter(row => row.name.includes(words))}
      chosen={[]}
      loading={isPending}
      onToggle={onPick}
      onClose={onClose}
    />
  )
}
