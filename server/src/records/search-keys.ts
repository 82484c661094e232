import type { Value } from '@gonghai/shared/client/api'
import type { ObjectDeclaration } from '@gonghai/shared/objects/declare'

import { pinyin, polyphonic } from 'pinyin-pro'

/**
 * How a record is found by words (decision 11). `search_keys` holds
 * - [1] the text: everything that can be found by a part of it, between `|`, for the recheck;
 * - `#…` keys, found by exact match: numbers of phones and records, and their last four digits;
 * - the 1- and 2-grams of the text's parts.
 * A query asks for all grams of each of its words (GIN, `@>`) and then looks for the word itself in the text.
 */

const han = /\p{Script=Han}/u
/** A GIN entry may hold some 2,700 bytes; pinyin is ASCII, Chinese takes three. */
const textBytes = 2400
/** Readings of a name with many polyphones are tried in this many combinations. */
const variantLimit = 16

/** Lower case, full-width forms folded, only letters and digits left. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** All 1- and 2-grams of a word, by code point. */
function grams(word: string): string[] {
  const letters = [...word]
  return letters.flatMap((letter, index) => {
    const next = letters[index + 1]
    return next === undefined ? [letter] : [letter, letter + next]
  })
}

/** The readings of each letter; the one that fits its neighbours first. Letters that aren't Chinese read as themselves. */
function readings(word: string): string[][] {
  const options = { toneType: 'none', type: 'array', v: true } as const
  const inContext = pinyin(word, options)
  const all = polyphonic(word, options)
  return [...word].map((letter, index) => {
    if (!han.test(letter)) return [letter]
    const [fitting, rest] = [inContext[index] ?? letter, all[index] ?? []]
    return [...new Set([fitting, ...rest])]
  })
}

/** Combinations of readings: the fitting one, then those that differ in one letter, then in more, up to the limit. */
function combinations(letters: readonly string[][]): string[][] {
  const found = [letters.map(options => options[0]!)]
  for (let from = 0; from < found.length && found.length < variantLimit; from++) {
    for (const [index, options] of letters.entries()) {
      for (const option of options.slice(1)) {
        const variant = found[from]!.with(index, option)
        if (found.length < variantLimit && !found.some(known => known.join() === variant.join())) {
          found.push(variant)
        }
      }
    }
  }
  return found
}

/** The word itself, and, where it has Chinese letters, its pinyin and initials in all readings. */
function spellings(word: string): string[] {
  if (!han.test(word)) return [word]
  const variants = combinations(readings(word))
  const spelled = variants.flatMap(syllables => [syllables.join(''), syllables.map(s => [...s][0]).join('')])
  return [...new Set([word, ...spelled])]
}

/** As many whole parts as fit into one index entry. */
function joinParts(parts: readonly string[]): string {
  let text = '|'
  for (const part of parts) {
    if (Buffer.byteLength(text) + Buffer.byteLength(part) + 1 > textBytes) break
    text += `${part}|`
  }
  return text
}

/** +86 138 0013 8000 and 13800138000 are the same number. */
function national(digits: string): string {
  return digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits
}

/** The last four digits and the whole, without a country code: keys that only an exact match finds. */
function phoneKeys(phone: string): string[] {
  const digits = national(normalise(phone).replace(/\D/g, ''))
  return digits.length < 4 ? [] : [`#${digits}`, `#${digits.slice(-4)}`]
}

/** KH-20261121-0007 is found by the whole of it and by 0007. */
function numberKeys(number: string): string[] {
  const [whole, tail] = [normalise(number), normalise(number.split('-').at(-1) ?? '')]
  return [`#${whole}`, `#${tail}`]
}

/** The keys of texts that are found by any part of them, in order of weight. */
export function textKeys(texts: readonly string[], exact: readonly string[] = []): string[] {
  const words = texts.map(normalise).filter(word => word !== '')
  if (words.length === 0 && exact.length === 0) return []
  const parts = [...new Set([...words, ...words.flatMap(spellings)])]
  const text = joinParts(parts)
  const kept = text.split('|').filter(part => part !== '')
  return [text, ...new Set([...exact, ...kept.flatMap(grams)])]
}

/** Value of column `search_keys` of a record: its searchable fields and its number. */
export function searchKeys(
  object: ObjectDeclaration,
  values: Readonly<Record<string, Value | undefined>>,
  number?: string | null,
): string[] {
  const searchable = Object.entries(object.fields).filter(([, field]) => field.searchable)
  const textOf = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  const texts = searchable.filter(([, field]) => field.kind !== 'phone').map(([name]) => textOf(name))
  const phones = searchable.filter(([, field]) => field.kind === 'phone').map(([name]) => textOf(name))
  return textKeys(texts, [...phones.flatMap(phoneKeys), ...(number ? numberKeys(number) : [])])
}

/** One word of a search: found by all `grams` and by `text` in the first key, or by one of the exact keys. */
export interface QueryWord {
  text: string
  grams: string[]
  /** Exact keys that everybody who sees the record may search by: last four digits, a record's number. */
  open: string[]
  /** Exact key of a whole phone number; not for records whose phone is masked. */
  phone: string | null
  /** More than four last digits of a phone: `key` narrows by the last four; not for records whose phone is masked. */
  ending: { key: string; digits: string } | null
}

/** Letters alone select little: they are asked for only when the word is one letter. */
function queryGrams(word: string): string[] {
  const all = grams(word)
  return [...new Set(all.length === 1 ? all : all.filter(gram => [...gram].length === 2))]
}

/** The words of a search box (at most eight): parts at blanks, and where Chinese meets other letters. */
export function queryKeys(text: string): QueryWord[] {
  const blocks = text.normalize('NFKC').split(/\s+/).map(normalise)
  const words = blocks.flatMap(block => block.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [])
  return words.slice(0, 8).map(word => {
    const isLong = /^\d{5,}$/.test(word)
    // A mobile number has eleven digits: what is shorter may be the end of one.
    const isEnding = isLong && word.length <= 10
    return {
      text: word,
      grams: queryGrams(word),
      open: isLong ? [] : [`#${word}`],
      phone: isLong ? `#${national(word)}` : null,
      ending: isEnding ? { key: `#${word.slice(-4)}`, digits: word } : null,
    }
  })
}
