import type { Found, FoundPool } from '@gonghai/shared/ports/crm'
import { offer } from './act'
import { claimChoice } from './claim-choice'
import type { Turn } from './deps'
import { echo, numbered, reply } from './reply'

const recordsPerPool = 3
const mostPools = 4

function poolText(turn: Turn, pool: FoundPool, first: number): string {
  const { name, count, top } = pool
  if (top.length === 0) return turn.t('bot.pools.empty', { name })
  return `${turn.t('bot.pools.head', { name, count })}\n${numbered(top, first)}`
}

/** Lists pools with their newest records, numbered through, so that a number claims one. */
export async function offerPools(turn: Turn, words: string): Promise<void> {
  const all = await turn.crm.query.pools(turn.person, recordsPerPool)
  if (all.length === 0) return reply(turn, turn.t('bot.pools.none'))
  const pools = all.filter(pool => pool.name.includes(words)).slice(0, mostPools)
  if (pools.length === 0) return reply(turn, turn.t('bot.pools.unknown', { words: echo(words) }))
  const shown: Found[] = []
  const texts = pools.map(pool => {
    const text = poolText(turn, pool, shown.length + 1)
    shown.push(...pool.top)
    return text
  })
  if (shown.length === 0) return reply(turn, turn.t('bot.claim.empty'), pools.map(poolLink))
  texts.push(turn.t('bot.pools.hint'))
  await offer(turn, texts.join('\n'), shown.map(claimChoice), pools.map(poolLink))
}

function poolLink(pool: FoundPool) {
  return { text: pool.name, url: pool.url }
}
