import type { Found } from '@gonghai/shared/ports/crm'
import { executeTyped, offer } from './act'
import { claimChoice } from './claim-choice'
import type { Turn } from './deps'
import { offerPools } from './pools'
import { readNumber } from './read-line'
import { echo, numbered, reply } from './reply'

const mostCandidates = 5

function exact(found: readonly Found[], words: string): Found | undefined {
  const number = readNumber(words)
  const named = found.filter(one => one.title === words)
  return (
    found.find(one => one.number !== undefined && one.number === number) ??
    (named.length === 1 ? named[0] : undefined)
  )
}

/** "领取 KH-…" claims; "领取 蓝海" claims the only match, or offers the candidates; "领取" alone offers the newest. */
export async function claim(turn: Turn, words: string): Promise<void> {
  if (words === '') return offerPools(turn, '')
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
