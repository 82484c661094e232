import type { Translate } from '@gonghai/shared/i18n'
import { dayIn } from '../../kernel/clock'
import type { Fate } from './fate'

const dayMs = 86_400_000

/** Whole days from a moment to another. */
export function daysBetween(since: Date, until: Date): number {
  return Math.max(0, Math.floor((until.getTime() - since.getTime()) / dayMs))
}

/** "最近跟进 27 天前（10-25），规则 30 天未跟进" and the like: the cause, and the rule with its figure. */
export function fateWords(
  t: Translate,
  fate: Pick<Fate, 'rule' | 'days' | 'since' | 'cause'>,
  at: Date,
  timeZone: string,
): string {
  const cause = t(`recycle.cause.${fate.cause}`, {
    count: daysBetween(fate.since, at),
    date: dayIn(timeZone, fate.since),
  })
  return t('recycle.because', { cause, rule: t(`recycle.rule.${fate.rule}`, { count: fate.days }) })
}
