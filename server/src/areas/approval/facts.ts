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

interface Matter {
  summary: Summary
  applicant: string
  department: string
}

/** What approvers of a contract look at. */
function contractFacts(t: Translate, { summary }: Matter, by: CardFact, more: CardFact[]) {
  return [
    summary.amount === null ? null : { label: t('card.approval.amount'), value: money(summary) },
    { label: t('card.approval.customer'), value: String(summary.customer ?? '') },
    by,
    summary.discount ? { label: t('card.approval.discount'), value: `${summary.discount}%` } : null,
    ...more,
    { label: t('card.approval.number'), value: String(summary.number ?? '') },
  ]
}

/** What approvers of a new customer look at (CUST-6). */
function customerFacts(t: Translate, { summary }: Matter, by: CardFact, more: CardFact[]) {
  const own = (name: string, words: (value: string) => string = value => value) => {
    const value = summary[name]
    return value ? { label: t(`card.customerApproval.${name}`), value: words(String(value)) } : null
  }
  const option = (field: string) => (value: string) => t(`option.customer.${field}.${value}`)
  return [
    by,
    own('industry', option('industry')),
    own('region', option('region')),
    own('phone'),
    ...more,
    own('pool'),
    own('number'),
  ]
}

/** The facts of a matter by label, the decisive one first; at most six, for cards and pages alike. */
export function summaryFacts(t: Translate, row: Matter, more: CardFact[] = []): CardFact[] {
  const by = { label: t('card.approval.applicant'), value: `${row.applicant} · ${row.department}` }
  const facts = row.summary.matter === 'customer' ? customerFacts : contractFacts
  return facts(t, row, by, more)
    .filter(fact => fact !== null)
    .slice(0, 6)
}
