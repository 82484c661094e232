import type { RecordView } from '@gonghai/shared/client/api'
import type { ReactNode } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Chip, toneOf } from '../ui/chip'
import { dueOf, recycleOf } from './due'
import { valueText } from './value-text'

interface RowProps {
  meta: ObjectMeta
  record: RecordView
  /** Whose it is, where a list shows other people's records. */
  withOwner?: boolean
  current?: boolean
  /** At the right, instead of the state. */
  extra?: ReactNode
  /** Below the facts. */
  below?: ReactNode
  onOpen: () => void
}

/** One record of a list: title, the two facts that matter, its state, and what presses. */
export function Row({ meta, record, withOwner, current, extra, below, onOpen }: RowProps) {
  const t = useT()
  const facts = [...meta.facts, ...(withOwner ? ['owner'] : [])].map(name => valueText(meta, name, record))
  const due = dueOf(record)
  const recycle = recycleOf(record)
  const state = meta.state && valueText(meta, meta.state, record)
  return (
    <Box className={`card row ${current ? 'row-on' : ''}`}>
      <Press className="row-open" current={current} onPress={onOpen}>
        <Box className="row-title">{record.title}</Box>
        <Box className="row-facts">
          {facts.filter(Boolean).join(t('ui.dot')) ||
            record.number ||
            (record.restricted ? '' : t('ui.noFacts'))}
        </Box>
        {(due || recycle?.presses) && (
          <Box className="row-due">
            {due && <Chip tone={due.tone}>{due.text}</Chip>}
            {recycle?.presses && <Chip tone={recycle.tone}>{recycle.text}</Chip>}
          </Box>
        )}
        {below}
      </Press>
      <Box className="row-side">
        {extra ?? (state && <Chip tone={toneOf(record.values[meta.state ?? ''])}>{state}</Chip>)}
        {!extra && record.restricted && <Chip>{t('ui.restricted')}</Chip>}
        {!extra && record.approval && !state && <Words>{t('ui.approval.pending')}</Words>}
      </Box>
    </Box>
  )
}
