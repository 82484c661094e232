import { readMoment } from './read-moment'

/** What each choice of "remind me later" means, in words that `readMoment` understands. */
const words: Readonly<Record<string, string>> = {
  afternoon: '今天下午',
  tomorrow: '明天9点',
  monday: '下周一9点',
}

/** The moment of a choice; an hour from now for `hour`, for unknown ones, and for an afternoon that has passed. */
export function snoozeMoment(choice: string, now: Date, timeZone: string): Date {
  const hour = new Date(now.getTime() + 3_600_000)
  const meant = Object.hasOwn(words, choice) ? readMoment(words[choice]!, now, timeZone)?.at : undefined
  return meant && meant > now ? meant : hour
}
