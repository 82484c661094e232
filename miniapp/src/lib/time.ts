import { now } from './clock'
import { locale, t } from './i18n'

/** The reader's time zone; set once the reader is known. */
let zone = 'Asia/Shanghai'

/** Shows times in this zone from now on. */
export function setZone(name: string): void {
  zone = name
}

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  weekday: number
}

const pad = (number: number) => String(number).padStart(2, '0')

/** Minutes by which the zone is ahead of UTC at that moment. */
function ahead(time: Date): number {
  if (typeof Intl === 'undefined' || !('DateTimeFormat' in Intl)) return 480
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const found = Object.fromEntries(format.formatToParts(time).map(part => [part.type, Number(part.value)]))
  const local = Date.UTC(found.year!, found.month! - 1, found.day, found.hour! % 24, found.minute)
  return Math.round((local - time.getTime()) / 60_000)
}

function partsOf(time: Date): Parts {
  const local = new Date(time.getTime() + ahead(time) * 60_000)
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    weekday: local.getUTCDay(),
  }
}

const dayNumber = ({ year, month, day }: Parts) => Date.UTC(year, month - 1, day) / 86_400_000

/** A moment as `YYYY-MM-DDTHH:mm` of the reader's zone, for the field; '' for none. */
export function toField(iso: string | null | undefined): string {
  if (!iso) return ''
  const at = partsOf(new Date(iso))
  return `${at.year}-${pad(at.month)}-${pad(at.day)}T${pad(at.hour)}:${pad(at.minute)}`
}

/** The field's words back as ISO 8601 in UTC, or null. */
export function fromField(words: string): string | null {
  const plain = new Date(`${words}:00.000Z`)
  if (!words || Number.isNaN(plain.getTime())) return null
  const guess = new Date(plain.getTime() - ahead(plain) * 60_000)
  return new Date(plain.getTime() - ahead(guess) * 60_000).toISOString()
}

/** Today in the reader's zone, `YYYY-MM-DD`. */
export const today = (): string => toField(now().toISOString()).slice(0, 10)

/** The day so many days after today, `YYYY-MM-DD`. */
export const dayAfter = (count: number): string =>
  toField(new Date(now().getTime() + count * 86_400_000).toISOString()).slice(0, 10)

/** A day, shortened where the year is this one: "11月24日 周二", "Tue, 24 Nov". */
export function dayText(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const weekday = t(`ui.time.weekday.${new Date(Date.UTC(year, month - 1, day)).getUTCDay()}`)
  const key = year === partsOf(now()).year ? 'ui.time.day' : 'ui.time.dayOfYear'
  return t(key, { year, month, day, weekday, monthName: t(`ui.time.month.${month}`) })
}

/** A day without its weekday, always with the year: "2026-11-24" in Chinese, "24 Nov 2026" in English. */
export function dateText(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  if (locale() !== 'en') return date
  return `${day} ${t(`ui.time.month.${month}`)} ${year}`
}

/** A moment: relative up to a week ("3 天前", "明天 09:30"), absolute after. */
export function momentText(iso: string): string {
  const time = new Date(iso)
  const at = partsOf(time)
  const here = partsOf(now())
  const clock = `${pad(at.hour)}:${pad(at.minute)}`
  const days = dayNumber(at) - dayNumber(here)
  const minutes = Math.floor((now().getTime() - time.getTime()) / 60_000)
  if (minutes >= 0 && minutes < 1) return t('ui.time.justNow')
  if (minutes > 0 && minutes < 60) return t('ui.time.minutesAgo', { count: minutes })
  const near: Record<number, string> = {
    [-1]: 'ui.time.yesterday',
    0: 'ui.time.today',
    1: 'ui.time.tomorrow',
  }
  if (near[days]) return t(near[days], { clock })
  if (days < 0 && days > -7) return t('ui.time.daysAgo', { count: -days })
  if (days > 0 && days < 7)
    return t('ui.time.weekdayAt', { weekday: t(`ui.time.weekday.${at.weekday}`), clock })
  const date = `${at.year}-${pad(at.month)}-${pad(at.day)}`
  return `${at.year === here.year ? dayText(date) : dateText(date)} ${clock}`
}

/** How far a due moment is: `late` once it has passed, `soon` within a day. */
export function pressure(iso: string): 'late' | 'soon' | 'later' {
  const left = new Date(iso).getTime() - now().getTime()
  if (left < 0) return 'late'
  return left < 86_400_000 ? 'soon' : 'later'
}

/** How long ago a due moment passed, or how long is left: "已过 1 小时", "还有 3 天". */
export function dueText(iso: string): string {
  const left = new Date(iso).getTime() - now().getTime()
  const minutes = Math.max(1, Math.round(Math.abs(left) / 60_000))
  const [unit, count] =
    minutes < 60
      ? ['minutes', minutes]
      : minutes < 1440
        ? ['hours', Math.round(minutes / 60)]
        : ['days', Math.round(minutes / 1440)]
  return t(left < 0 ? 'ui.time.late' : 'ui.time.left', { span: t(`ui.time.${unit}`, { count }) })
}
