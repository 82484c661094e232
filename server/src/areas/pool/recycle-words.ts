import type { Translate } from '@gonghai/shared/i18n'
import { inWords, type Keyed } from '../../kernel/words'
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
  return inWords(t, keyedFate(fate, at), timeZone)
}

/** The same for whoever will read it, in any language and zone. */
export function keyedFate(fate: Pick<Fate, 'rule' | 'days' | 'since' | 'cause'>, at: Date): Keyed {
  const cause = {
    key: `recycle.cause.${fate.cause}`,
    params: { count: daysBetween(fate.since, at), date: { day: fate.since.toISOString() } },
  }
  const rule = { key: `recycle.rule.${fate.rule}`, params: { count: fate.days } }
  return { key: 'recycle.because', params: { cause, rule } }
}
