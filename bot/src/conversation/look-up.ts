import { offerPooled } from './claim'
import { isUnproven, type Turn } from './deps'
import { readNumber } from './read-line'
import { bulleted, echo, linksTo, reply } from './reply'

const mostFound = 5
const mostToday = 6

/** "查 蓝海": records in the person's scope; where there are none, those that wait in the person's pools. */
export async function find(turn: Turn, words: string): Promise<void> {
  if (words === '') return reply(turn, turn.t('bot.find.what'))
  const found = await turn.crm.query.find(turn.person, readNumber(words) ?? words, mostFound)
  const pooled = found.length === 0 && !isUnproven(turn) && (await offerPooled(turn, words))
  if (pooled) return
  if (found.length === 0) return reply(turn, turn.t('bot.find.none', { words: echo(words) }))
  const head = turn.t('bot.find.head', { count: found.length, words: echo(words) })
  await reply(turn, `${head}\n${bulleted(found)}`, linksTo(found))
}

/** "待办": everything that waits for the person, most urgent first. */
export async function today(turn: Turn): Promise<void> {
  const { count, items, url } = await turn.crm.query.today(turn.person, mostToday)
  if (count === 0) return reply(turn, turn.t('bot.today.none'))
  const lines = [turn.t('bot.today.head', { count }), bulleted(items)]
  if (count > items.length) lines.push(turn.t('bot.more', { count: count - items.length }))
  await reply(turn, lines.join('\n'), [...linksTo(items.slice(0, 3)), { text: turn.t('bot.openApp'), url }])
}
