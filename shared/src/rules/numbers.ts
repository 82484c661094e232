/** Date parts of numbers; `none`: the counter alone. */
export const numberDates = ['YYYYMMDD', 'YYMMDD', 'YYYYMM', 'YYYY', 'none'] as const
export type NumberDate = (typeof numberDates)[number]

/** When the counter starts again at 1. */
export const numberResets = ['day', 'month', 'year', 'never'] as const
export type NumberReset = (typeof numberResets)[number]

/** What the numbers of a kind of record look like (SET-4): KH-20261121-0007. */
export interface NumberPattern {
  /** 1–6 capital letters. */
  prefix: string
  date: NumberDate
  /** 1–8; a counter that grows beyond takes more. */
  digits: number
  reset: NumberReset
  /** May a new record be given a number by hand? */
  manual: boolean
}

/** How fine a date part tells moments apart: a counter must not start again more often. */
const fineness: Record<NumberDate, number> = { YYYYMMDD: 3, YYMMDD: 3, YYYYMM: 2, YYYY: 1, none: 0 }
const frequency: Record<NumberReset, number> = { day: 3, month: 2, year: 1, never: 0 }

/** Would numbers repeat? They do where the counter starts again while the date part stays the same. */
export function repeats({ date, reset }: Pick<NumberPattern, 'date' | 'reset'>): boolean {
  return frequency[reset] > fineness[date]
}

/** The resets that a date part allows. */
export function resetsFor(date: NumberDate): NumberReset[] {
  return numberResets.filter(reset => !repeats({ date, reset }))
}
