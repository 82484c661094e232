import { type Locale, type Translate, translator } from '@gonghai/shared/i18n'

/** What a sentence is filled with: text, a number, a list, a day in the reader's zone, or other words. */
export type WordsParam = string | number | readonly string[] | { day: string } | Keyed

/** A sentence by its key in the catalogue. */
export interface Keyed {
  key: string
  params?: { readonly [name: string]: WordsParam }
}

/** Words in the reader's language: a catalogue key with parameters, or text that is nobody's language (a name, a number). */
export type Words = string | Keyed

/** "A、B" or "A, B". */
export function listed(t: Translate, names: readonly string[]): string {
  return names.join(t('ui.listComma'))
}

/** The same for what is said to somebody of this language. */
export const listedFor = (locale: Locale, names: readonly string[]): string =>
  listed(translator(locale), names)

function dayOf(moment: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(moment))
}

/** Words in a reader's language and zone. */
export function inWords(t: Translate, words: Words, timeZone = 'UTC'): string {
  if (typeof words === 'string') return words
  const said = (param: WordsParam): string | number => {
    if (typeof param === 'string' || typeof param === 'number') return param
    if (Array.isArray(param)) return listed(t, param)
    return 'day' in param ? dayOf(param.day, timeZone) : inWords(t, param as Keyed, timeZone)
  }
  const params = Object.entries(words.params ?? {}).map(([name, param]) => [name, said(param)])
  return t(words.key, Object.fromEntries(params))
}

/** Sentences that were stored in one language before they were stored as keys. */
const storedBefore: readonly string[] = ['organisation.handover.reason']

/** A note as it stands in the history, in the reader's words; what people wrote stays as they wrote it. */
export function noteInWords(t: Translate, note: Words | null, timeZone: string): string {
  if (typeof note !== 'string') return note ? inWords(t, note, timeZone) : ''
  const known = storedBefore.find(key => translator('zh-CN')(key) === note)
  return known ? t(known) : note
}
