import type { RecordView, Reference } from '@gonghai/shared/client/api'
import { t } from '../lib/i18n'
import type { Tone } from '../ui/chip'

/** Something about a record that one must know before working with it. */
export interface Mark {
  text: string
  tone: Tone
}

const nameOf = (found: Reference | Reference[] | null | undefined) =>
  found && !Array.isArray(found) ? found.name : ''

/** A claim that waits for a word, a customer that does not count yet. */
export function marksOf({ values, references }: RecordView): Mark[] {
  const marks: Mark[] = []
  if (values.claimant)
    marks.push({ text: t('ui.mark.claimWaits', { name: nameOf(references.claimant) }), tone: 'warning' })
  if (values.reviewState === 'pending') marks.push({ text: t('ui.mark.unreviewed'), tone: 'warning' })
  if (values.reviewState === 'rejected') marks.push({ text: t('ui.mark.unreviewedRejected'), tone: 'danger' })
  return marks
}
