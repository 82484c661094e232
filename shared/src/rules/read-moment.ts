/** Reads when something is meant to happen: "下周二上午", "三天后", "11月24日 9:30", "明天下午3点半", "next Tue 9am", "in 3 days". */

/** A moment found in a text, and where its words stand. */
export interface FoundMoment {
  at: Date
  /** Position of the first character, and behind the last. */
  from: number
  to: number
}

interface Day {
  year: number
  month: number
  day: number
}

interface Clock {
  hour: number
  minute: number
}

/** What one pattern found: a day (default today), a time of day, or a distance from now. */
interface Part {
  from: number
  to: number
  day?: (today: Day) => Day | null
  clock?: Clock
  inMinutes?: number
}

/** Where only a part of the day is named. */
const partsOfDay: readonly [pattern: string, hour: number, afternoon: boolean][] = [
  ['凌晨', 6, false],
  ['早上|早晨|清晨|一早|上午', 9, false],
  ['中午|noon', 12, true],
  ['下午|午后|午後', 14, true],
  ['傍晚', 17, true],
  ['晚上|今晚|夜里|夜裡|evening|tonight', 19, true],
  ['in the morning|morning', 9, false],
  ['in the afternoon|afternoon', 14, true],
]
const morning: Clock = { hour: 9, minute: 0 }

const digits = '零一二三四五六七八九'

/** 12, 十二, 二十, 两, 半 (not here): a small number in either writing; null for anything else. */
export function smallNumber(text: string): number | null {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  const plain = text.replace(/[两兩]/g, '二').replace(/〇/g, '零')
  if (/^[零一二三四五六七八九]$/.test(plain)) return digits.indexOf(plain)
  const match = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(plain)
  if (!match) return null
  return (match[1] ? digits.indexOf(match[1]) : 1) * 10 + (match[2] ? digits.indexOf(match[2]) : 0)
}

const number = '(\\d{1,3}|[一二三四五六七八九十两兩]{1,3})'
const weekdays = '日一二三四五六'
const english = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const addDays = (days: number) => (today: Day) => fromUtc(toUtc(today) + days * 86_400_000)
const toUtc = ({ year, month, day }: Day) => Date.UTC(year, month - 1, day)
function fromUtc(at: number): Day {
  const date = new Date(at)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Monday is the first day of the week, as in China. */
const weekdayOf = (day: Day) => (new Date(toUtc(day)).getUTCDay() + 6) % 7

/** @param weeks 0 = this week; absent = the next such day from today on */
function onWeekday(weekday: number, weeks?: number) {
  return (today: Day) => {
    const ahead = weekday - weekdayOf(today)
    return addDays(weeks === undefined ? (ahead + 7) % 7 : ahead + weeks * 7)(today)
  }
}

/** A day of a month; in the year in which it lies ahead. */
function onDate(month: number | null, day: number, year?: number) {
  return (today: Day): Day | null => {
    const found: Day = { year: year ?? today.year, month: month ?? today.month, day }
    const ahead = toUtc(found) >= toUtc(today)
    if (!ahead && year === undefined) {
      if (month === null) found.month = (found.month % 12) + 1
      if (month !== null || found.month === 1) found.year += 1
    }
    const real = fromUtc(toUtc(found))
    return real.month === found.month && real.day === found.day ? found : null
  }
}

function inMonths(months: number) {
  return (today: Day): Day => {
    const first = fromUtc(Date.UTC(today.year, today.month - 1 + months, 1))
    const last = new Date(Date.UTC(first.year, first.month, 0)).getUTCDate()
    return { ...first, day: Math.min(today.day, last) }
  }
}

type Reader = [pattern: RegExp, read: (match: RegExpExecArray) => Omit<Part, 'from' | 'to'> | null]

const n = (text: string | undefined) => smallNumber(text ?? '')
const chineseWeekday = (word: string) => (word === '天' ? 6 : (weekdays.indexOf(word) + 6) % 7)

/** Longer readings stand before shorter ones: the first that fits at the earliest place wins. */
const readers: readonly Reader[] = [
  [/半(?:个|個)?(?:小时|小時|钟头|鐘頭)[后後]/, () => ({ inMinutes: 30 })],
  [new RegExp(`${number}(?:个|個)?半(?:小时|小時)[后後]`), m => ({ inMinutes: (n(m[1]) ?? 0) * 60 + 30 })],
  [
    new RegExp(`${number}(?:个|個)?(?:小时|小時|钟头|鐘頭)(?:[后後]|之后|之後|以后|以後)`),
    m => ({ inMinutes: (n(m[1]) ?? 0) * 60 }),
  ],
  [new RegExp(`${number}(?:分钟|分鐘)(?:[后後]|之后|之後|以后|以後)`), m => ({ inMinutes: n(m[1]) ?? 0 })],
  [new RegExp(`${number}(?:天|日)(?:[后後]|之后|之後|以后|以後)`), m => ({ day: addDays(n(m[1]) ?? 0) })],
  [
    new RegExp(`${number}(?:个|個)?(?:星期|礼拜|禮拜|周|週)(?:[后後]|之后|之後|以后|以後)`),
    m => ({ day: addDays((n(m[1]) ?? 0) * 7) }),
  ],
  [new RegExp(`${number}(?:个|個)月(?:[后後]|之后|之後|以后|以後)`), m => ({ day: inMonths(n(m[1]) ?? 0) })],
  [
    /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?/,
    m => ({ day: onDate(Number(m[2]), Number(m[3]), Number(m[1])) }),
  ],
  [/(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?/, m => ({ day: onDate(Number(m[1]), Number(m[2])) })],
  [/(?<![\d:])(\d{1,2})[-/](\d{1,2})(?![\d-/])/, m => ({ day: onDate(Number(m[1]), Number(m[2])) })],
  [/(?<!\d)(\d{1,2})\s*[号號](?!线|線|楼|樓|机|機)/, m => ({ day: onDate(null, Number(m[1])) })],
  [
    /(下下|下|这|這|本)?(?:个|個)?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])/,
    m => ({
      day: onWeekday(chineseWeekday(m[2]!), m[1] ? { 下下: 2, 下: 1, 这: 0, 這: 0, 本: 0 }[m[1]] : undefined),
    }),
  ],
  [/月底/, () => ({ day: today => fromUtc(Date.UTC(today.year, today.month, 0)) })],
  [/下(?:个|個)?月初/, () => ({ day: today => fromUtc(Date.UTC(today.year, today.month, 1)) })],
  [/大[后後]天/, () => ({ day: addDays(3) })],
  [/[后後]天/, () => ({ day: addDays(2) })],
  [
    /明天|明日|明早|明晚/,
    m => ({ day: addDays(1), ...(m[0] === '明晚' ? { clock: { hour: 19, minute: 0 } } : {}) }),
  ],
  [
    /今天|今日|今晚/,
    m => ({ day: addDays(0), ...(m[0] === '今晚' ? { clock: { hour: 19, minute: 0 } } : {}) }),
  ],
  [/\bin (\d{1,3}) minutes?\b/i, m => ({ inMinutes: Number(m[1]) })],
  [/\bin (?:(\d{1,3}) hours?|an hour)\b/i, m => ({ inMinutes: Number(m[1] ?? 1) * 60 })],
  [/\bin (?:(\d{1,3}) days?|a day)\b/i, m => ({ day: addDays(Number(m[1] ?? 1)) })],
  [/\bin (?:(\d{1,3}) weeks?|a week)\b/i, m => ({ day: addDays(Number(m[1] ?? 1) * 7) })],
  [/\bday after tomorrow\b/i, () => ({ day: addDays(2) })],
  [/\btomorrow\b/i, () => ({ day: addDays(1) })],
  [/\btoday\b/i, () => ({ day: addDays(0) })],
  [
    /\b(?:(next|this|on)\s+)?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday|s|r|rs)?\b/i,
    m => {
      const weekday = (english.indexOf(m[2]!.toLowerCase()) + 6) % 7
      return { day: onWeekday(weekday, { next: 1, this: 0 }[m[1]?.toLowerCase() ?? '']) }
    },
  ],
]

const clockReaders: readonly Reader[] = [
  [
    /(?<!\d)([01]?\d|2[0-3]):([0-5]\d)\s*(am|pm)?(?!\d)/i,
    m => ({ clock: halfDay(Number(m[1]), Number(m[2]), m[3]) }),
  ],
  [
    new RegExp(
      `${number}\\s*[点點时時](?:\\s*(半|[一三]刻|\\d{1,2}|[一二三四五]?十[一二三四五六七八九]?)分?)?`,
    ),
    m => {
      const hour = n(m[1])
      return hour === null || hour > 24 ? null : { clock: { hour: hour % 24, minute: minutesOf(m[2]) } }
    },
  ],
  [/\b(\d{1,2})\s*(am|pm)\b/i, m => (Number(m[1]) > 12 ? null : { clock: halfDay(Number(m[1]), 0, m[2]) })],
]

function halfDay(hour: number, minute: number, half: string | undefined): Clock {
  if (!half) return { hour, minute }
  return { hour: (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0), minute }
}

function minutesOf(word: string | undefined): number {
  if (!word) return 0
  const named: Record<string, number> = { 半: 30, 一刻: 15, 三刻: 45 }
  return named[word] ?? smallNumber(word) ?? 0
}

function firstOf(text: string, table: readonly Reader[]): Part | null {
  let best: Part | null = null
  for (const [pattern, read] of table) {
    const match = pattern.exec(text)
    const found = match ? read(match) : null
    if (!match || !found || (best && best.from <= match.index)) continue
    best = { ...found, from: match.index, to: match.index + match[0].length }
  }
  return best
}

/** "下午3点" is 15:00, "下午" alone 14:00; parts of the day stand near the day or the time. */
function partOfDay(text: string): { hour: number; afternoon: boolean; from: number; to: number } | null {
  for (const [pattern, hour, afternoon] of partsOfDay) {
    const match = new RegExp(pattern, 'i').exec(text)
    if (match) return { hour, afternoon, from: match.index, to: match.index + match[0].length }
  }
  return null
}

function clockOf(text: string, day: Part | null): (Clock & { from: number; to: number }) | null {
  const exact = firstOf(text, clockReaders)
  const part = partOfDay(text)
  if (exact?.clock) {
    const late = part?.afternoon && exact.clock.hour < 12
    const from = part && part.to <= exact.from && exact.from - part.to <= 1 ? part.from : exact.from
    return { hour: exact.clock.hour + (late ? 12 : 0), minute: exact.clock.minute, from, to: exact.to }
  }
  if (part) return { hour: part.hour, minute: 0, from: part.from, to: part.to }
  return day?.clock ? { ...day.clock, from: day.from, to: day.to } : null
}

/** The calendar day in a time zone. */
function dayIn(at: Date, timeZone: string): Day {
  const text = new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
  const [year, month, day] = text.split('-').map(Number)
  return { year: year!, month: month!, day: day! }
}

/** The moment of a day and time in a time zone. */
function momentIn({ year, month, day }: Day, { hour, minute }: Clock, timeZone: string): Date {
  const guess = Date.UTC(year, month - 1, day, hour, minute)
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(guess),
  )
  const name = parts.find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0
  return new Date(guess - offset * 60_000)
}

/**
 * The first moment that a text names; a day without a time is 09:00, a time without a day is the next such time.
 * Null where none is named, or it cannot be (31 February).
 */
export function readMoment(text: string, now: Date, timeZone: string): FoundMoment | null {
  const day = firstOf(text, readers)
  if (day?.inMinutes !== undefined) {
    return { at: new Date(now.getTime() + day.inMinutes * 60_000), from: day.from, to: day.to }
  }
  const clock = clockOf(text, day)
  if (!day && !clock) return null
  const today = dayIn(now, timeZone)
  const target = day?.day ? day.day(today) : today
  if (!target) return null
  let at = momentIn(target, clock ?? morning, timeZone)
  if (!day && at <= now) at = new Date(at.getTime() + 86_400_000)
  const spans = [day, clock].filter(span => span !== null)
  return { at, from: Math.min(...spans.map(span => span.from)), to: Math.max(...spans.map(span => span.to)) }
}
