import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import type { NumberDate, NumberPattern, NumberReset } from '@gonghai/shared/rules/numbers'
import type { Sql, Tx } from '../db/database'
import { identifier, snake } from '../records/columns'
import { dayIn } from './clock'
import type { Values } from './differences'
import { refuse } from './errors'

/**
 * Whose numbers: an object, an object and its kind where kinds have prefixes of their own (pool.lead), or an object's field
 * that a series fills in (asset.serialNumber).
 */
export interface Numbered {
  object: ObjectDeclaration
  key: string
  /** The field that holds it. */
  field: string
  standard: NumberPattern
}

/** Every pattern that an object's numbers, and its fields that a series fills in, may have, by key. */
export function numberedKinds(object: ObjectDeclaration): Numbered[] {
  return [...numbersOf(object), ...seriesOf(object)]
}

/** What is printed on a machine counts before what we would call it: a series may always be typed over, as it comes. */
function seriesOf(object: ObjectDeclaration): Numbered[] {
  return Object.entries<Field>(object.fields).flatMap(([field, { series }]) =>
    series
      ? [
          {
            object,
            key: `${object.name}.${field}`,
            field,
            standard: { ...series, reset: 'day', manual: true },
          },
        ]
      : [],
  )
}

function numbersOf(object: ObjectDeclaration): Numbered[] {
  const { number } = object
  if (!number) return []
  const standard = (prefix: string): NumberPattern => ({
    prefix,
    date: number.date,
    digits: number.digits,
    reset: 'day',
    manual: false,
  })
  if (!number.by) return [{ object, key: object.name, field: 'number', standard: standard(number.prefix) }]
  return Object.entries(number.by.prefixes).map(([kind, prefix]) => ({
    object,
    key: `${object.name}.${kind}`,
    field: 'number',
    standard: standard(prefix),
  }))
}

function numberedAs(object: ObjectDeclaration, values: Values): Numbered {
  const kinds = numbersOf(object)
  const kind = object.number?.by && values[object.number.by.field]
  const found = kind ? kinds.find(({ key }) => key === `${object.name}.${kind}`) : kinds[0]
  if (!found) throw new Error(`${object.name} has no number rule`)
  return found
}

const dateParts: Record<NumberDate, (day: string) => string> = {
  YYYYMMDD: day => day,
  YYMMDD: day => day.slice(2),
  YYYYMM: day => day.slice(0, 6),
  YYYY: day => day.slice(0, 4),
  none: () => '',
}

/** The period whose counter is counted on; days keep the form of their pattern, as they always had it. */
const periods: Record<NumberReset, (day: string, date: NumberDate) => string> = {
  day: (day, date) => dateParts[date](day),
  month: day => `m${day.slice(0, 6)}`,
  year: day => `y${day.slice(0, 4)}`,
  never: () => 'all',
}

function placeOf(pattern: NumberPattern, now: Date, timeZone: string) {
  const day = dayIn(timeZone, now).replaceAll('-', '')
  const head = [pattern.prefix, dateParts[pattern.date](day)].filter(part => part !== '').join('-')
  return {
    period: periods[pattern.reset](day, pattern.date),
    write: (value: number) => `${head}-${String(value).padStart(pattern.digits, '0')}`,
  }
}

/** The pattern that a company has chosen, or undefined where it has left the standard. */
async function chosenPattern(sql: Sql, key: string): Promise<NumberPattern | undefined> {
  const [row] = await sql.query<NumberPattern>(
    'select prefix, date, digits, reset, manual from number_rule where key = $1',
    [key],
  )
  return row
}

/** Numbers as they are; what fills a field is one for its column, however its letters are written (see its unique index). */
async function isTaken(sql: Sql, { object, field }: Numbered, number: string): Promise<boolean> {
  const same =
    field === 'number'
      ? 'number = $1'
      : `upper(${identifier(snake(field))}) = upper($1) and deleted_at is null`
  const rows = await sql.query(`select 1 as one from ${identifier(snake(object.name))} where ${same}`, [
    number,
  ])
  return rows.length > 0
}

/** The same, but whoever wants this number at the same moment is waited for. */
async function isTakenOrComing(tx: Tx, numbered: Numbered, number: string): Promise<boolean> {
  const lock = `number:${numbered.object.name}.${numbered.field}:${number.toUpperCase()}`
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked', [lock])
  return isTaken(tx, numbered, number)
}

/**
 * The number of a new record (SET-4), e.g. KH-20261121-0007: prefix, day in the company's time zone, counter of that day.
 * The counter's row stays locked until the transaction ends, so numbers have no gaps and nobody gets the same twice.
 * @param values of the record; a number typed by hand is among them @throws Refusal numberNotAllowed, numberTaken
 */
export async function nextNumber(
  tx: Tx,
  object: ObjectDeclaration,
  values: Values,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<string> {
  const numbered = numberedAs(object, values)
  const chosen = await chosenPattern(tx, numbered.key)
  const typed = typeof values.number === 'string' ? values.number : undefined
  if (typed !== undefined) return typedNumber(tx, numbered, chosen, typed)
  // Under another pattern, or by hand, the next one may have been given before.
  return count(tx, numbered, chosen ?? numbered.standard, { now, timeZone, skips: chosen !== undefined })
}

/**
 * The value of a field that a series fills in (SET-4), e.g. DAXLH-20261121-0001; what was typed stands where the company lets
 * people type. @throws Refusal numberNotAllowed, duplicateValue
 */
export async function nextInSeries(
  tx: Tx,
  object: ObjectDeclaration,
  field: string,
  typed: string | null | undefined,
  when: { now: Date; timeZone: string },
): Promise<string> {
  const numbered = seriesOf(object).find(one => one.field === field)
  if (!numbered) throw new Error(`${object.name}.${field} has no series`)
  const pattern = (await chosenPattern(tx, numbered.key)) ?? numbered.standard
  if (!typed) return count(tx, numbered, pattern, { ...when, skips: true })
  if (!pattern.manual) return refuse('numberNotAllowed', {}, [{ path: field, rule: 'format' }])
  // Whoever is being given this very one is waited for; whether it is free, the column says.
  await isTakenOrComing(tx, numbered, typed)
  return typed
}

/** Counts on until a number is free. @param skips some may have been given otherwise: each is looked up */
async function count(
  tx: Tx,
  numbered: Numbered,
  pattern: NumberPattern,
  { now, timeZone, skips }: { now: Date; timeZone: string; skips: boolean },
): Promise<string> {
  const { period, write } = placeOf(pattern, now, timeZone)
  for (;;) {
    const [row] = await tx.query<{ value: number }>(
      `insert into number_counter (object, period, value) values ($1, $2, 1)
       on conflict (object, period) do update set value = number_counter.value + 1 returning value`,
      [numbered.key, period],
    )
    const number = write(row!.value)
    if (!skips || !(await isTakenOrComing(tx, numbered, number))) return number
  }
}

async function typedNumber(
  tx: Tx,
  numbered: Numbered,
  chosen: NumberPattern | undefined,
  number: string,
): Promise<string> {
  const wrong = [{ path: 'number', rule: 'format' as const }]
  if (!chosen?.manual) return refuse('numberNotAllowed', {}, wrong)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u.test(number)) return refuse('invalidInput', {}, wrong)
  if (await isTakenOrComing(tx, numbered, number)) {
    refuse('numberTaken', { number }, [{ path: 'number', rule: 'duplicate' }])
  }
  return number
}

/** The number that a pattern would give next; nothing is counted. */
export async function previewNumber(
  sql: Sql,
  numbered: Numbered,
  pattern: NumberPattern,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<string> {
  const { period, write } = placeOf(pattern, now, timeZone)
  const [row] = await sql.query<{ value: number }>(
    'select value from number_counter where object = $1 and period = $2',
    [numbered.key, period],
  )
  let value = (row?.value ?? 0) + 1
  while (await isTaken(sql, numbered, write(value))) value++
  return write(value)
}
