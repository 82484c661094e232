import type { DialogChoice, Found } from '@gonghai/shared/ports/crm'
import { executeTyped, offer } from './act'
import { pooled } from './claim'
import type { Turn } from './deps'
import { echo, reply } from './reply'

const mostPairs = 6

/** "KH-… 给 王磊", "蓝海机械给王磊", "KH-… to Daniel": what, and to whom; null where one of them is missing. */
export function readAssignment(words: string): { what: string; whom: string } | null {
  const match = /^(.+?)\s*(?:分配给|分配給|指派给|指派給|给|給|\bto\b)\s*(.+)$/i.exec(words)
  const [what = '', whom = ''] = [match?.[1]?.trim(), match?.[2]?.trim()]
  return what && whom ? { what, whom } : null
}

function choiceOf(record: Found, person: Found): DialogChoice {
  const to = person.record.slice(person.record.indexOf(':') + 1)
  const call = { action: 'pool.assign', input: { record: record.record, to } }
  return { title: record.title, call }
}

/** Whose name is exactly what was typed, where anybody's is. */
function meant(people: readonly Found[], whom: string): readonly Found[] {
  const exact = people.filter(one => one.title.toLowerCase() === whom.toLowerCase())
  return exact.length > 0 ? exact : people
}

/** "分配 KH-… 给 王磊": assigns a record of one's pools to a colleague, or asks which is meant (POOL-10). */
export async function assign(turn: Turn, words: string): Promise<void> {
  const wanted = readAssignment(words)
  if (!wanted) return reply(turn, turn.t('bot.assign.how'))
  const { what, whom } = wanted
  const [records, people] = await Promise.all([
    pooled(turn, what),
    turn.crm.query.colleagues(turn.person, whom, mostPairs),
  ])
  if (records.length === 0) return reply(turn, turn.t('bot.claim.none', { words: echo(what) }))
  const found = meant(people, whom)
  if (found.length === 0) return reply(turn, turn.t('bot.assign.nobody', { words: echo(whom) }))
  const pairs = records.flatMap(record => found.map(person => ({ record, person }))).slice(0, mostPairs)
  const choices = pairs.map(({ record, person }) => choiceOf(record, person))
  const [only] = choices
  if (only && choices.length === 1) return executeTyped(turn, only.call, only.title)
  const lines = pairs.map(
    ({ record, person }, at) =>
      `${at + 1}. ${[record.number, record.title].filter(Boolean).join(' ')} → ${person.title} ${person.line}`,
  )
  await offer(turn, `${turn.t('bot.assign.choose')}\n${lines.join('\n')}`, choices)
}
