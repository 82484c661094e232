import { identifier, tableOf } from '../columns'
import { openKeySql, type ReadableTarget, readableField, searchedText } from '../readable'
import type { FilterTarget } from './filter'
import type { SearchTarget } from './search'

/** Where filters and words are compiled to: nothing is found by a value that the reader doesn't see whole. */
export function searchTarget(reading: ReadableTarget): FilterTarget & SearchTarget {
  const { object, alias, bind } = reading
  const readable = (name: string) => readableField(object.fields[name] ?? {}, name, reading)
  const phones = Object.keys(object.fields).filter(name => object.fields[name]?.kind === 'phone')
  return {
    alias,
    bind,
    readable,
    phones: () => [...new Set(phones.map(readable))].join(' and ') || 'true',
    text: () => searchedText(reading),
    openKey: key => openKeySql(key, reading),
    phoneEnds: digits => {
      const ends = phones.map(name => {
        const column = `${alias}.${identifier(tableOf(object).byField.get(name)!.parts[0]!.name)}`
        const end = `right(regexp_replace(${column}, '[^0-9]', '', 'g'), ${digits.length}) = ${bind(digits)}::text`
        return `(${end} and ${readable(name)})`
      })
      return ends.join(' or ') || 'false'
    },
  }
}
