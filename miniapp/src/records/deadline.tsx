import type { RecordView } from '@gonghai/shared/client/api'
import { useState } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import { useNavigation } from '../lib/navigate'
import { Button } from '../ui/button'
import { recycleOf } from './due'
import { useStart } from './use-actions'
import { WhySheet } from './why-sheet'
import { actionLabel } from './words'
import './deadline.scss'

/** What keeps a record from falling back, in the order of how little it takes. */
const rescues = [
  'pool.askExtension',
  'pool.withdrawExtension',
  'pool.extend',
  'customer.lock',
  'lead.lock',
  'pool.release',
]

/** Under a record's head: when it falls back and why, and what can be done about it; or why it was taken back. */
export function Deadline({ record }: { record: RecordView }) {
  const t = useT()
  const start = useStart()
  const { replace } = useNavigation()
  const falling = recycleOf(record)
  if (!falling) return <Taken record={record} />
  const unlock = [`${record.object}.unlock`].filter(name => record.allowed.includes(name))
  const offered = falling.presses
    ? rescues.filter(name => record.allowed.includes(name) || name in record.blocked)
    : []
  const writes = falling.presses && record.allowed.includes('followUp.create')
  return (
    <Box className={`deadline deadline-${falling.tone}`}>
      <Box className="deadline-words" role="status">
        <Words className="deadline-left">{falling.text}</Words>
        {falling.because && <Words className="deadline-because">{falling.because}</Words>}
      </Box>
      {(writes || offered.length > 0 || unlock.length > 0) && (
        <Box className="deadline-rescues">
          {writes && (
            <Button
              small
              look="primary"
              onPress={() =>
                replace({ page: 'record', object: record.object, id: record.id, focus: 'composer' })
              }
            >
              {t('action.followUp.create.label')}
            </Button>
          )}
          {[...offered, ...unlock].map(name => (
            <Button
              key={name}
              small
              dimmed={name in record.blocked}
              onPress={() => start({ name, blocked: record.blocked[name] }, record)}
            >
              {actionLabel(name)}
            </Button>
          ))}
        </Box>
      )}
    </Box>
  )
}

/** What a rule has taken back says why, to whoever asks. */
function Taken({ record }: { record: RecordView }) {
  const t = useT()
  const [asked, setAsked] = useState(false)
  if (record.values.poolReason !== 'recycled' || record.values.owner) return null
  return (
    <Box className="deadline">
      <Press className="deadline-why" onPress={() => setAsked(true)}>
        {t('recycle.why.button')}
      </Press>
      {asked && <WhySheet object={record.object} id={record.id} onClose={() => setAsked(false)} />}
    </Box>
  )
}
