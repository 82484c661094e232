import { queryKeys } from '../search-keys'
import type { FilterTarget } from './filter'

/** Where a search is compiled to, and what of a row may be searched. */
export interface SearchTarget extends Pick<FilterTarget, 'alias' | 'bind'> {
  /** Are the row's phones shown whole? */
  phones(): string
  /** The text in which words are looked for, where not all of it is the reader's to see. */
  text?(): string
  /** Is the row found by these last digits? */
  openKey?(key: string): string
  /** Does one of the row's phones that are shown whole end with these digits? */
  phoneEnds?(digits: string): string
}

/** The words of a search box as one SQL boolean: by index through the keys, then looked for in the text (decision 11). */
export function searchSql(
  text: string,
  { alias, bind, phones, text: searched, openKey, phoneEnds }: SearchTarget,
): string {
  const words = queryKeys(text)
  if (words.length === 0) return 'false'
  const keys = `${alias}.search_keys`
  const has = (wanted: readonly string[]) => `${keys} @> ${bind(wanted)}::text[]`
  const parts = words.map(({ grams, text: word, open, phone, ending }) => {
    // First everything that the index finds, which then need not be compared again; whoever has the word has its grams.
    const keyed = [has(grams), ...open.map(key => has([key]))]
    const found = [`strpos(${searched?.() ?? `${keys}[1]`}, ${bind(word)}::text) > 0`]
    for (const key of open) found.push(openKey?.(key) ?? has([key]))
    if (phone) {
      keyed.push(has([phone]))
      found.push(`(${has([phone])} and ${phones()})`)
    }
    if (ending && phoneEnds) {
      keyed.push(has([ending.key]))
      found.push(phoneEnds(ending.digits))
    }
    return `(${keyed.join(' or ')}) and (${found.join(' or ')})`
  })
  return parts.join(' and ')
}
