import type { Value } from '@gonghai/shared/client/api'
import { locales } from '@gonghai/shared/i18n'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { Decimal } from 'decimal.js'
import { hasCell } from '../records/importable'
import type { Cell } from './read-table'
import { TableWords } from './words'

/** What a cell says, in the form in which actions take it; checked by them. References are still names. */
export type CellValue = Value | { name: string } | { names: string[] }

const several = /[、,，;；\n]+/u
const two = (text: string) => text.padStart(2, '0')
const isDate = (cell: Cell): cell is { date: string } => typeof cell === 'object' && cell !== null

/** What one sees of a cell. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (isDate(cell)) return cell.date.slice(0, 16).replace('T', ' ').replace(' 00:00', '')
  if (typeof cell === 'number') return new Decimal(cell).toFixed()
  return String(cell).trim()
}

const digits = (cell: Cell) => cellText(cell).replace(/[,，\s¥￥%％元]/gu, '')

/** 2026-1-2, 2026/1/2, 2026.1.2, 2026年1月2日, with or without a time; a spreadsheet's own number of a day. */
function moment(cell: Cell): { day: string; time: string } | undefined {
  if (isDate(cell)) return { day: cell.date.slice(0, 10), time: cell.date.slice(11, 16) }
  if (typeof cell === 'number' && cell > 20_000 && cell < 80_000) {
    const at = new Date(Math.round((cell - 25_569) * 86_400_000)).toISOString()
    return { day: at.slice(0, 10), time: at.slice(11, 16) }
  }
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/u.exec(
    cellText(cell),
  )
  if (!found) return undefined
  const [, year, month, day, hour = '0', minute = '00'] = found
  return { day: `${year}-${two(month!)}-${two(day!)}`, time: `${two(hour)}:${minute}` }
}

/** A wall clock of a zone as a moment; the offset is looked up twice, for the days on which it changes. */
function fromWallClock(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wanted)) return `${day} ${time}`
  const shownAt = (at: number) => {
    const text = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    }).format(new Date(at))
    return Date.parse(`${text.replace(' ', 'T')}Z`)
  }
  const first = wanted - (shownAt(wanted) - wanted)
  return new Date(first - (shownAt(first) - wanted)).toISOString()
}

/** Options by what people write for them, in every language, and by their own names. */
function optionsOf(object: ObjectDeclaration, name: string, field: Field): Map<string, string> {
  const found = new Map<string, string>()
  for (const option of field.options ?? []) {
    found.set(option.toLowerCase(), option)
    for (const locale of locales) {
      found.set(new TableWords(locale, object).option(name, field, option).toLowerCase(), option)
    }
  }
  return found
}

const yes = /^(是|有|对|√|✓|y|yes|true|1)$/iu
const no = /^(否|無|无|没有|×|n|no|false|0)$/iu

type Parse = (cell: Cell) => CellValue

const text: Parse = cell => cellText(cell)
const number: Parse = cell => {
  const plain = digits(cell)
  return /^-?\d+(\.0+)?$/.test(plain) ? Number(plain) : cellText(cell)
}
const decimal: Parse = cell => (/^-?\d+(\.\d+)?$/.test(digits(cell)) ? digits(cell) : cellText(cell))
const names: Parse = cell => ({
  names: cellText(cell)
    .split(several)
    .map(name => name.trim())
    .filter(Boolean),
})
const name: Parse = cell => ({ name: cellText(cell) })

function choice(object: ObjectDeclaration, fieldName: string, field: Field): Parse {
  const options = optionsOf(object, fieldName, field)
  return cell => options.get(cellText(cell).toLowerCase()) ?? cellText(cell)
}

/** How a column of a field is read. Undefined: it can't be imported. */
export function cellParser(
  object: ObjectDeclaration,
  fieldName: string,
  field: Field,
  timeZone: string,
): Parse | undefined {
  switch (field.kind) {
    case 'integer':
      return number
    case 'decimal':
    case 'money':
    case 'percent':
      return decimal
    case 'date':
      return cell => moment(cell)?.day ?? cellText(cell)
    case 'dateTime':
      return cell => {
        const at = moment(cell)
        return at ? fromWallClock(at.day, at.time, timeZone) : cellText(cell)
      }
    case 'boolean':
      return cell => {
        if (typeof cell === 'boolean') return cell
        return yes.test(cellText(cell)) ? true : no.test(cellText(cell)) ? false : cellText(cell)
      }
    case 'choice':
      return choice(object, fieldName, field)
    case 'choices': {
      const options = optionsOf(object, fieldName, field)
      return cell =>
        cellText(cell)
          .split(several)
          .map(part => options.get(part.trim().toLowerCase()) ?? part.trim())
          .filter(Boolean)
    }
    case 'reference':
      return name
    case 'people':
    case 'tags':
      return names
    default:
      return hasCell(field) ? text : undefined
  }
}
