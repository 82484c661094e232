import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { type PickRow, PickSheet } from './pick-sheet'

interface EngineersSheetProps {
  title: string
  chosen: string[]
  onToggle: (row: PickRow) => void
  onClose: () => void
}

const questions = new Set(['ask.request.dispatch', 'ask.work.handOver'])

/** Does this question want an engineer rather than any colleague? */
export const isForEngineers = (object: string): boolean => questions.has(object)

/** The engineers with what they have in hand; whoever has least comes first. */
export function EngineersSheet(props: EngineersSheetProps) {
  const t = useT()
  const { data, isFetching } = useQuery({ queryKey: ['engineers'], queryFn: api.engineers })
  const rows = (words: string) =>
    (data?.engineers ?? [])
      .filter(({ name }) => name.toLowerCase().includes(words.trim().toLowerCase()))
      .map(({ id, name, title, open }) => ({
        id,
        name,
        line: [title, open ? t('ui.service.load', { count: open }) : t('ui.service.free')]
          .filter(Boolean)
          .join(t('ui.dot')),
      }))
  return <PickSheet {...props} rows={rows} loading={isFetching} />
}
