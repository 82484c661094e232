import { queryKeys } from '../search-keys'
import type { FilterTarget } from './filter'

/** The words of a search box as one SQL boolean: by index through the keys, then looked for in the text (decision 11). */
export function searchSql(text: string, { alias, bind, readable }: FilterTarget): string {
  const words = queryKeys(text)
  if (words.length === 0) return 'false'
  const keys = `${alias}.search_keys`
  const parts = words.map(word => {
    const found = [
      `(${keys} @> ${bind(word.grams)}::text[] and strpos(${keys}[1], ${bind(word.text)}::text) > 0)`,
    ]
    for (const key of word.open) found.push(`${keys} @> ${bind([key])}::text[]`)
    if (word.phone) found.push(`(${keys} @> ${bind([word.phone])}::text[] and ${readable()})`)
    return `(${found.join(' or ')})`
  })
  return parts.join(' and ')
}
