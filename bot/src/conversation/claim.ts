import type { Found } from '@gonghai/shared/ports/crm'
import { Busy, executeTyped, offer, triesWhenBusy } from './act'
import { claimChoice } from './claim-choice'
import type { Turn } from './deps'
import { offerPools } from './pools'
import { readNumber, readNumbers } from './read-line'
import { echo, numbered, reply } from './reply'

const mostCandidates = 5
const mostAtOnce = 10

function exact(found: readonly Found[], words: string): Found | undefined {
  const number = readNumber(words)
  const named = found.filter(one => one.title === words)
  return (
    found.find(one => one.number !== undefined && one.number === number) ??
    (named.length === 1 ? named[0] : undefined)
  )
}

/** Records of the person's pools that these words mean: the one with the number or the whole name, else all that fit. */
export async function pooled(turn: Turn, words: string): Promise<Found[]> {
  const found = await turn.crm.query.claimable(turn.person, readNumber(words) ?? words, mostCandidates)
  const one = exact(found, words)
  return one ? [one] : found
}

/** Claims one after the other, each with a line of its own: what one may not have never stops the others. */
async function claimSeveral(turn: Turn, numbers: readonly string[]): Promise<void> {
  const lines: string[] = []
  for (const number of numbers.slice(0, mostAtOnce)) {
    const [found] = await turn.crm.query.claimable(turn.person, number, 1)
    if (!found) {
      lines.push(turn.t('bot.claim.noneShort', { number }))
      continue
    }
    const key = `${turn.id}.${number}`
    const outcome = await turn.crm.execute({
      ...claimChoice(found).call,
      person: turn.person,
      door: 'chat',
      key,
    })
    // Working on the line again repeats nothing: each claim has a key of its own.
    if (!outcome.ok && outcome.retry && turn.attempts <= triesWhenBusy) throw new Busy(outcome.code)
    lines.push(`${number} ${outcome.message}`)
  }
  if (numbers.length > mostAtOnce) lines.push(turn.t('bot.claim.tooMany', { count: mostAtOnce }))
  await reply(turn, lines.join('\n'))
}

/** "领取 KH-…" claims, "领取 KH-… KH-…" one after the other; "领取 蓝海" claims the only match, or offers the candidates; "领取" alone offers the newest. */
export async function claim(turn: Turn, words: string): Promise<void> {
  if (words === '') return offerPools(turn, '')
  const numbers = readNumbers(words)
  if (numbers.length > 1) return claimSeveral(turn, numbers)
  const query = readNumber(words) ?? words
  const found = await turn.crm.query.claimable(turn.person, query, mostCandidates)
  const one = exact(found, words) ?? (found.length === 1 ? found[0] : undefined)
  if (one) return executeTyped(turn, claimChoice(one).call, one.title)
  if (found.length === 0) return reply(turn, turn.t('bot.claim.none', { words: echo(words) }))
  const head = turn.t('bot.claim.choose', { count: found.length, words: echo(words) })
  await offer(turn, `${head}\n${numbered(found)}`, found.map(claimChoice))
}

/** What lies in the person's pools under these words, offered for claiming. @returns false when there is nothing */
export async function offerPooled(turn: Turn, words: string): Promise<boolean> {
  const all = await turn.crm.query.claimable(turn.person, readNumber(words) ?? words, mostCandidates)
  const found = all.filter(one => !one.taken)
  if (found.length === 0) return false
  const head = turn.t('bot.find.pooled', { count: found.length, words: echo(words) })
  await offer(turn, `${head}\n${numbered(found)}\n${turn.t('bot.pools.hint')}`, found.map(claimChoice))
  return true
}
