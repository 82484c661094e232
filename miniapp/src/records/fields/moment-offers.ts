import { now } from '../../lib/clock'
import { t } from '../../lib/i18n'
import { dayAfter, dayText, fromField, today, toField } from '../../lib/time'

/** A moment that one press chooses; `at` is ISO 8601 in UTC. */
export interface MomentOffer {
  text: string
  at: string | null
}

const minute = 60_000
const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * minute).toISOString()

/** Some days ahead, at nine in the morning. */
const days = (): MomentOffer[] =>
  [1, 3, 7].map(count => ({
    text: t('ui.time.quick', { day: count === 1 ? t('ui.time.quickTomorrow') : dayText(dayAfter(count)) }),
    at: fromField(`${dayAfter(count)}T09:00`),
  }))

/** When to be reminded again: soon, this afternoon while it is still ahead, tomorrow, or next Monday. */
function later(): MomentOffer[] {
  const hour = Number(toField(now().toISOString()).slice(11, 13))
  const weekday = new Date(`${today()}T00:00:00Z`).getUTCDay()
  const toMonday = (8 - weekday) % 7 || 7
  return [
    { text: t('ui.snooze.hour'), at: inMinutes(60) },
    ...(hour < 14 ? [{ text: t('ui.snooze.afternoon'), at: fromField(`${today()}T15:00`) }] : []),
    { text: t('ui.snooze.tomorrow'), at: fromField(`${dayAfter(1)}T09:00`) },
    ...(toMonday > 1 ? [{ text: t('ui.snooze.monday'), at: fromField(`${dayAfter(toMonday)}T09:00`) }] : []),
  ]
}

/** How long the way may take. */
const onTheWay = (): MomentOffer[] =>
  [30, 60, 120].map(count => ({ text: t('ui.snooze.minutes', { count }), at: inMinutes(count) }))

const offers: Record<string, () => MomentOffer[]> = {
  'ask.reminder.snooze': later,
  'ask.work.setOut': onTheWay,
}

/** The moments that a field offers for one press, by the form or question in which it stands. */
export const momentOffers = (object: string): MomentOffer[] => (offers[object] ?? days)()
