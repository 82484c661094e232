import { useQuery } from '@tanstack/react-query'
import { useT } from '../../lib/i18n'
import { tablesApi } from '../../lib/tables-api'
import { type PickRow, PickSheet } from './pick-sheet'

interface DepartmentSheetProps {
  title: string
  chosen: string[]
  onPick: (row: PickRow) => void
  onClose: () => void
}

/** The company's departments, each with those above it. */
export function DepartmentSheet({ title, chosen, onPick, onClose }: DepartmentSheetProps) {
  const t = useT()
  const { data, isFetching } = useQuery({
    queryKey: ['departments'],
    staleTime: 5 * 60_000,
    queryFn: tablesApi.departments,
  })
  const rows = (data?.departments ?? []).map(({ id, name, path }) => ({
    id,
    name,
    ...(path.length ? { line: path.join(t('ui.dot')) } : {}),
  }))
  return (
    <PickSheet
      title={title}
      rows={words => rows.filter(row => row.name.toLowerCase().includes(words.toLowerCase()))}
      chosen={chosen}
      loading={isFetching}
      onToggle={onPick}
      onClose={onClose}
    />
  )
}
