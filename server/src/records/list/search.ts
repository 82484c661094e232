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
}

/** The words of a search box as one SQL boolean: by index through the keys, then looked for in the text (decision 11). */
export function searchSql(
  text: string,
  { alias, bind, phones, text: searched, openKey }: SearchTarget,
): string {
  const words = queryKeys(text)
  if (words.length === 0) return 'false'
  const keys = `${alias}.search_keys`
  const parts = words.map(word => {
    const found = [
      `(${keys} @> ${bind(word.grams)}::text[] and strpos(${searched?.() ?? `${keys}[1]`}, ${bind(word.text)}::text) > 0)`,
    ]
    for (const key of word.open) found.push(openKey?.(key) ?? `${keys} @> ${bind([key])}::text[]`)
    if (word.phone) found.push(`(${keys} @> ${bind([word.phone])}::text[] and ${phones()})`)
    return `(${found.join(' or ')})`
  })
  return parts.join(' and ')
}
