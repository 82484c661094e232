import type { RecordView } from '@gonghai/shared/client/api'
import { type ReactNode, useState } from 'react'
import { Box, Words } from '../kit/box'
import { Press } from '../kit/press'
import { Swipe } from '../kit/swipe'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Chip, toneOf } from '../ui/chip'
import { TagChips } from '../ui/tag-chips'
import { CheckBox } from './check-box'
import { dueOf, recycleOf } from './due'
import { marksOf } from './marks'
import { RowActs, rowActs } from './row-acts'
import { toggleRecord } from './selection'
import { hitText, valueText } from './value-text'

interface RowProps {
  meta: ObjectMeta
  record: RecordView
  /** Whose it is, where a list shows other people's records. */
  withOwner?: boolean
  current?: boolean
  /** What stands below the title, where the reader chose it. */
  facts?: readonly string[] | undefined
  /** While one chooses several: is this one of them? */
  chosen?: boolean
  /** At the right, instead of the state. */
  extra?: ReactNode
  /** Below the facts. */
  below?: ReactNode
  onOpen: () => void
}

/** One record of a list: title, the two facts that matter, its state, and what presses. */
export function Row({
  meta,
  record,
  withOwner,
  current,
  facts: own,
  chosen,
  extra,
  below,
  onOpen,
}: RowProps) {
  const t = useT()
  const [swiped, setSwiped] = useState(false)
  const named = own ?? meta.facts
  const facts = [...named, ...(withOwner && !named.includes('owner') ? ['owner'] : [])].map(name =>
    valueText(meta, name, record),
  )
  const due = dueOf(record)
  const marks = marksOf(record)
  const recycle = recycleOf(record)
  const state = meta.state && valueText(meta, meta.state, record)
  const acts = extra || chosen !== undefined ? [] : rowActs(record)
  return (
    <Swipe
      className={`card row ${current || chosen ? 'row-on' : ''} ${swiped ? 'row-swiped' : ''}`}
      onSwipe={way => setSwiped(way === 'left' && acts.length > 0)}
    >
      {chosen !== undefined && (
        <Press
          role="checkbox"
          className="row-check"
          label={record.title}
          pressed={chosen}
          onPress={() => toggleRecord(record)}
        >
          <CheckBox on={chosen} />
        </Press>
      )}
      <Press
        className="row-open"
        current={current}
        onPress={chosen === undefined ? onOpen : () => toggleRecord(record)}
      >
        <Box className="row-title">{record.title}</Box>
        <Box className="row-facts">
          {facts.filter(Boolean).join(t('ui.dot')) ||
            record.number ||
            (record.restricted ? '' : t('ui.noFacts'))}
        </Box>
        {record.foundThrough && <Box className="row-facts row-hit">{hitText(record.foundThrough)}</Box>}
        <TagChips tags={record.references.tags} />
        {(due || recycle?.presses || marks.length > 0) && (
          <Box className="row-due">
            {marks.map(mark => (
              <Chip key={mark.text} tone={mark.tone}>
                {mark.text}
              </Chip>
            ))}
            {due && <Chip tone={due.tone}>{due.text}</Chip>}
            {recycle?.presses && <Chip tone={recycle.tone}>{recycle.text}</Chip>}
            {recycle?.presses && <Words className="row-because">{recycle.because}</Words>}
          </Box>
        )}
        {below}
      </Press>
      <Box className="row-side">
        {extra ?? (state && <Chip tone={toneOf(record.values[meta.state ?? ''])}>{state}</Chip>)}
        {!extra && record.restricted && <Chip>{t('ui.restricted')}</Chip>}
        {!extra && record.approval && !state && <Words>{t('ui.approval.pending')}</Words>}
      </Box>
      {acts.length > 0 && <RowActs record={record} acts={acts} />}
    </Swipe>
  )
}
