import type { Turn } from './deps'
import { type CommandName, readNumber, spotCommand } from './read-line'
import { bulleted, echo, linksTo, reply } from './reply'

const longestName = 30
const suggestable = [
  'claim',
  'find',
  'agree',
  'reject',
  'undo',
  'today',
  'pools',
] as const satisfies CommandName[]

function suggestions(turn: Turn, line: string): string {
  const spotted = spotCommand(line)
  const names = spotted && suggestable.some(name => name === spotted.name) ? [spotted.name] : []
  const words = spotted ? spotted.words : ''
  const lines = [...names, 'today', 'pools', 'help'].map(name =>
    turn.t(`bot.suggest.${name}`, { words: echo(words) }).trim(),
  )
  return [...new Set(lines)].map(text => `· ${text}`).join('\n')
}

/** A line that is no command: perhaps somebody's name or number, else a word on what can be said. */
export async function answerUnknown(turn: Turn, line: string): Promise<void> {
  if (line.length >= 2 && line.length <= longestName) {
    const found = await turn.crm.query.find(turn.person, readNumber(line) ?? line, 3)
    if (found.length > 0)
      return reply(turn, `${turn.t('bot.find.maybe')}\n${bulleted(found)}`, linksTo(found))
  }
  const head = line ? turn.t('bot.unknown', { line: echo(line) }) : turn.t('bot.unknownPlain')
  await reply(turn, `${head}\n${suggestions(turn, line)}`)
}
