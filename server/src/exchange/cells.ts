import type { RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Field, FieldKind } from '@gonghai/shared/objects'
import type { TableWords } from './words'

/** A cell of a written table: typed, so that numbers can be summed and days sorted; a text is never a formula. */
export type TableCell = string | number | boolean | Date | null

/** How a column is shown in a spreadsheet, by the kind of its field. */
export const cellFormats: Partial<Record<FieldKind, string>> = {
  money: '#,##0.00',
  percent: '0.00',
  integer: '0',
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm',
}

/** Numbers that a spreadsheet keeps exactly. */
const exact = (value: string) => value.replace(/[-.]/g, '').length <= 15

/** A moment as the wall clock of a zone shows it: spreadsheets know no zones. */
function wallClock(iso: string, timeZone: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
    hourCycle: 'h23',
  }).format(new Date(iso))
  return new Date(`${shown.replace(' ', 'T')}Z`)
}

const names = (reference: Reference | Reference[] | undefined): string =>
  [reference ?? []]
    .flat()
    .map(one => (one.hidden ? '***' : one.name))
    .join('、')

/** One value of a record as a cell, in the reader's words and time zone. */
export function cellOf(
  words: TableWords,
  timeZone: string,
  view: RecordView,
  name: string,
  field: Field | undefined,
): TableCell {
  if (name === 'number') return view.number ?? null
  if (name === 'createdAt' || name === 'updatedAt') return wallClock(view[name], timeZone)
  const value: Value | undefined = view.values[name]
  const reference = view.references[name]
  if (reference) return names(reference)
  if (!field || value === null || value === undefined || value === '') return null
  if (view.masked.includes(name)) return String(value)
  switch (field.kind) {
    case 'choice':
      return words.option(name, field, String(value))
    case 'choices':
      return (value as string[]).map(one => words.option(name, field, one)).join('、')
    case 'boolean':
      return words.flag(value === true)
    case 'date':
      return new Date(`${value}T00:00:00Z`)
    case 'dateTime':
      return wallClock(String(value), timeZone)
    case 'integer':
      return Number(value)
    case 'money':
    case 'decimal':
    case 'percent':
      return exact(String(value)) ? Number(value) : String(value)
    case 'lines':
    case 'files':
    case 'tags':
    case 'people':
      return Array.isArray(value) ? value.length : null
    default:
      return String(value)
  }
}

/** With these a spreadsheet begins a formula; the wide forms too, where it takes the language of its reader. */
const formulaMark = /^[=+\-@\t\r\n＝＋－＠]/

/** A cell of a CSV file: what a spreadsheet would take for a formula gets a mark in front (decision 24). */
export function csvCell(cell: TableCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace('T', ' ')
      .replace(/(:00)?\.\d+Z$/, '')
      .replace(/ 00:00$/, '')
  const safe = formulaMark.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
