/// <reference lib="dom" />
import { language, say } from './words'

const timeZone = 'Asia/Shanghai'
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language, { timeZone, ...options })

const hours = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const seconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const days = format({ month: 'short', day: 'numeric' })
const weekdays = format({ month: 'long', day: 'numeric', weekday: 'short' })
const dayKeys = new Intl.DateTimeFormat('en-CA', { timeZone })

/** The moment of the server's clock, kept by the distance to this machine's. */
export class ServerClock {
  private ahead = 0

  /** Takes the server's present moment. */
  set(iso: string): void {
    this.ahead = Date.parse(iso) - performance.timeOrigin - performance.now()
  }

  now(): Date {
    return new Date(performance.timeOrigin + performance.now() + this.ahead)
  }
}

/** `10:02`. */
export const clockTime = (at: Date) => hours.format(at)

/** `10:02:07`. */
export const wireTime = (at: Date) => seconds.format(at)

/** `11月21日周六`. */
export const longDay = (at: Date) => weekdays.format(at)

/** `11月24日`, `Nov 24`. */
export const shortDay = (at: Date) => days.format(at)

/** Above a group of messages: the time today, `昨天 17:40`, else the date. */
export function chatTime(at: Date, now: Date): string {
  const key = dayKeys.format(at)
  if (key === dayKeys.format(now)) return clockTime(at)
  const yesterday = new Date(now.getTime() - 24 * 3600_000)
  const day = key === dayKeys.format(yesterday) ? say('clock.yesterday') : days.format(at)
  return `${day} ${clockTime(at)}`
}

/** How far the server's clock has been moved, in words; nothing when it was not. */
export function aheadWords(now: Date): string {
  const minutes = Math.round((now.getTime() - performance.timeOrigin - performance.now()) / 60_000)
  if (minutes < 2) return ''
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  const parts = [
    ...(days > 0 ? [say('clock.days', { count: days })] : []),
    ...(hours > 0 || days === 0 ? [say('clock.hours', { count: Math.max(hours, 1) })] : []),
  ]
  return say('clock.ahead', { time: parts.join(say('clock.join')) })
}

/** Tomorrow at nine, in the users' zone (UTC+8, no summer time). */
export function tomorrowMorning(now: Date): Date {
  const [year = 0, month = 1, day = 1] = dayKeys.format(now).split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day + 1, 1))
}
