import type { RecordView } from '@gonghai/shared/client/api'
import { Box } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { useNavigation } from '../lib/navigate'
import { actionsOf, useStart } from './use-actions'
import { actionLabel } from './words'

const writing = 'followUp.create'
const harmful = /\.(remove|release|reject\w*|refuse|withdraw\w*|lock|unlock|merge)$/

/** The two things that one does most with such a record: write what happened, and its own next step. */
export function rowActs(record: RecordView): string[] {
  const steps = actionsOf(record).filter(({ name, blocked }) => !blocked && !harmful.test(name))
  const write = record.allowed.includes(writing) ? [writing] : []
  return [...write, ...steps.map(({ name }) => name)].slice(0, 2)
}

/** They stand behind the row: a finger or a pointer brings them out. */
export function RowActs({ record, acts }: { record: RecordView; acts: string[] }) {
  const t = useT()
  const { open } = useNavigation()
  const start = useStart()
  const run = (name: string) => {
    if (name === writing)
      return open({ page: 'record', object: record.object, id: record.id, focus: 'composer' })
    start({ name }, record)
  }
  return (
    <Box className="row-acts" role="group" label={t('lists.actions')}>
      {acts.map((name, at) => (
        <Press
          key={name}
          className={`row-act ${at === 0 ? 'row-act-first' : ''}`}
          label={`${actionLabel(name)} · ${record.title}`}
          onPress={() => run(name)}
        >
          {actionLabel(name)}
        </Press>
      ))}
    </Box>
  )
}
