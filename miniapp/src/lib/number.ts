const signs: Record<string, string> = { CNY: '¥', USD: 'US$', EUR: '€', HKD: 'HK$' }

/** Thousands separators for a decimal string; the digits after the point stay as they are. */
export function grouped(value: string | number): string {
  const [whole = '', fraction] = String(value).split('.')
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}

/** An amount with its currency: "¥486,000.00". */
export function moneyText(value: string | number, currency = 'CNY'): string {
  return `${signs[currency] ?? `${currency} `}${grouped(value)}`
}

/** A number without needless zeros after the point: "2.0000" → "2". */
export function trimmed(value: string | number): string {
  const text = String(value)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** One contract line's amount in cents, as the form shows it: quantity × price × percent. */
export function lineCents(quantity: string, price: string, percent: string): number {
  const amount = Number(quantity) * Number(price) * (percent === '' ? 1 : Number(percent) / 100)
  return Number.isFinite(amount) ? Math.round(amount * 100) : 0
}

/** Cents as a decimal string: 48600000 → "486000.00". */
export const centsText = (cents: number): string => (cents / 100).toFixed(2)
