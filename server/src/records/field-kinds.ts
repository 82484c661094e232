import type { FieldIssue } from '@gonghai/shared/errors'
import type { Field, FieldKind } from '@gonghai/shared/objects/declare'
import { Decimal } from 'decimal.js'
import { z } from 'zod'
import { scaleOf } from './columns'

type Kind = Exclude<FieldKind, 'lines'>

/** A refusal inside zod's own issue: read again by `input.ts`. */
function issue(ctx: z.RefinementCtx, rule: FieldIssue['rule'], params?: FieldIssue['params']): never {
  ctx.addIssue({ code: 'custom', params: { rule, params } })
  return z.NEVER
}

/** Control characters; tab, line feed and carriage return are dealt with before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f]/

/** Half of a surrogate pair: PostgreSQL refuses it. */
const lone = /\p{Surrogate}/u

type Clean = (text: string) => string | undefined

/** A text kind: well-formed Unicode, cleaned, and no longer than allowed; `clean` answers undefined for a wrong form. */
function text(limit: (field: Field) => number, clean: Clean) {
  return (field: Field) =>
    z.string().transform((raw, ctx) => {
      if (lone.test(raw) || raw.includes('\0')) return issue(ctx, 'format')
      const value = clean(raw)
      if (value === undefined || control.test(value.replace(/[\n\t]/g, ''))) return issue(ctx, 'format')
      const max = limit(field)
      return [...value].length > max ? issue(ctx, 'tooLong', { max }) : value
    })
}

const oneLine: Clean = raw => raw.replace(/\s+/gu, ' ').trim()
const severalLines: Clean = raw => raw.replace(/\r\n?/g, '\n').trim()

const phone: Clean = raw => {
  const value = raw.normalize('NFKC').replace(/\s+/gu, '')
  return /^\+?[\d()-]+$/.test(value) && value.replace(/\D/g, '').length >= 5 ? value : undefined
}

const email: Clean = raw => {
  const value = raw.trim()
  return /^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"'.]+$/.test(value) ? value : undefined
}

/** Only the web: `javascript:` and the like never become a link. */
const url: Clean = raw => {
  const value = /^[a-z][a-z0-9+.-]*:/i.test(raw.trim()) ? raw.trim() : `https://${raw.trim()}`
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  const isWeb = parsed && /^https?:$/.test(parsed.protocol) && parsed.hostname.includes('.')
  return isWeb && !/\s/.test(value) ? value : undefined
}

/** Digits before the point that the columns hold: numeric(16, scale), percents numeric(7, 2). */
const wholeDigits = (field: Field) => (field.kind === 'percent' ? 5 : 16 - scaleOf(field))

function bounds(field: Field): { min: Decimal; max: Decimal } {
  const widest = new Decimal(10).pow(wholeDigits(field)).minus(1)
  const percent = field.kind === 'percent'
  return {
    min: field.min !== undefined ? new Decimal(field.min) : percent ? new Decimal(0) : widest.neg(),
    max: field.max !== undefined ? new Decimal(field.max) : percent ? new Decimal(100) : widest,
  }
}

function decimal(field: Field) {
  const { min, max } = bounds(field)
  const scale = scaleOf(field)
  return z.string().transform((raw, ctx) => {
    if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(raw.trim())) return issue(ctx, 'format')
    const value = new Decimal(raw.trim())
    if (value.decimalPlaces() > scale) return issue(ctx, 'format')
    if (value.lt(min)) return issue(ctx, 'tooSmall', { min: min.toFixed() })
    if (value.gt(max)) return issue(ctx, 'tooLarge', { max: max.toFixed() })
    return value.isZero() ? new Decimal(0).toFixed(scale) : value.toFixed(scale)
  })
}

function integer(field: Field) {
  const [min, max] = [field.min ?? -2_147_483_648, field.max ?? 2_147_483_647]
  return z.number().transform((value, ctx) => {
    if (!Number.isInteger(value)) return issue(ctx, 'type')
    if (value < min) return issue(ctx, 'tooSmall', { min })
    if (value > max) return issue(ctx, 'tooLarge', { max })
    return value + 0
  })
}

/** A day that exists, in a year that forms can mean. */
function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (!year || Number(year) < 1900 || Number(year) > 2199) return false
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day)
}

const instant =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

const dateTime = () =>
  z.string().transform((raw, ctx) => {
    const day = instant.exec(raw)?.[1]
    return day && isDay(day) ? new Date(raw).toISOString() : issue(ctx, 'format')
  })

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const id = () =>
  z
    .string()
    .transform((raw, ctx) => (uuid.test(raw.toLowerCase()) ? raw.toLowerCase() : issue(ctx, 'format')))

const record = (field: Field) =>
  z.string().transform((raw, ctx) => {
    const at = raw.indexOf(':')
    const [object, recordId] = [raw.slice(0, at), raw.slice(at + 1).toLowerCase()]
    if (!field.targets?.some(target => target === object)) return issue(ctx, 'option')
    return uuid.test(recordId) ? `${object}:${recordId}` : issue(ctx, 'format')
  })

const choice = (field: Field) =>
  z.string().transform((raw, ctx) => (field.options?.includes(raw) ? raw : issue(ctx, 'option')))

const several = (item: z.ZodType<string>, max: number) =>
  z.array(item).transform((items, ctx) => {
    return items.length > max ? issue(ctx, 'tooLong', { max }) : [...new Set(items)]
  })

/** Per kind: the schema of a value that is there. Values leave it in the form in which they are stored and compared. */
export const fieldKinds: Record<Kind, (field: Field) => z.ZodType> = {
  text: text(field => field.max ?? 100, oneLine),
  longText: text(field => field.max ?? 2000, severalLines),
  phone: text(() => 30, phone),
  email: text(() => 254, email),
  url: text(() => 500, url),
  integer,
  decimal,
  money: decimal,
  percent: decimal,
  date: () => z.string().transform((raw, ctx) => (isDay(raw) ? raw : issue(ctx, 'format'))),
  dateTime,
  boolean: () => z.boolean(),
  choice,
  choices: field => several(choice(field), 100),
  reference: id,
  record,
  people: () => several(id(), 500),
  tags: () => several(id(), 50),
  files: field => several(id(), field.max ?? 9),
}
