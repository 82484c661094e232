import type { Translate } from '@gonghai/shared/i18n'
import type { CardFact } from '@gonghai/shared/ports/messages'

/** What was submitted, in plain values. */
export type Summary = Record<string, string | boolean | null>

const symbols: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', HKD: 'HK$' }

/** The amount with its currency sign and thousands separators. */
export function money(summary: Summary): string {
  const [whole = '0', cents = '00'] = String(summary.amount ?? '0').split('.')
  return `${symbols[String(summary.currency)] ?? ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}

/** The facts of a matter by label, the decisive one first; at most six, for cards and pages alike. */
export function summaryFacts(
  t: Translate,
  row: { summary: Summary; applicant: string; department: string },
  more: CardFact[] = [],
): CardFact[] {
  const { summary } = row
  const facts: (CardFact | null)[] = [
    { label: t('card.approval.amount'), value: money(summary) },
    { label: t('card.approval.customer'), value: String(summary.customer ?? '') },
    { label: t('card.approval.applicant'), value: `${row.applicant} · ${row.department}` },
    summary.discount ? { label: t('card.approval.discount'), value: `${summary.discount}%` } : null,
    ...more,
    { label: t('card.approval.number'), value: String(summary.number ?? '') },
  ]
  return facts.filter(fact => fact !== null).slice(0, 6)
}
