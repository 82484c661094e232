import type { Dialog } from '@gonghai/shared/ports/crm'
import { executeTyped, pursue } from './act'
import type { Turn } from './deps'
import { type CommandName, readCommand, readPlace, typedWords } from './read-line'
import { reply } from './reply'

const longestReason = 500

/** While words are awaited, only these interrupt: anything else may be the answer. */
const interrupting: ReadonlySet<CommandName> = new Set(['help', 'today', 'pools', 'cancel'])

/** Takes the line as the answer to what was asked. @returns false when it is something else */
export async function answerDialog(turn: Turn, dialog: Dialog, line: string): Promise<boolean> {
  return dialog.kind === 'choose' ? answerChoice(turn, dialog, line) : answerWords(turn, dialog, line)
}

async function answerChoice(
  turn: Turn,
  { choices }: Extract<Dialog, { kind: 'choose' }>,
  line: string,
): Promise<boolean> {
  const place = readPlace(line)
  if (place === null) return false
  const choice = choices[place - 1]
  if (!choice) {
    await reply(turn, turn.t('bot.choose.range', { count: choices.length }))
    return true
  }
  await pursue(turn, choice)
  // A choice that asks on has put its own question in place of this one.
  if (!choice.ask) await turn.crm.dialog.clear(turn.event.from)
  return true
}

async function answerWords(
  turn: Turn,
  { call, ask, title }: Extract<Dialog, { kind: 'words' }>,
  line: string,
): Promise<boolean> {
  const command = readCommand(line)
  if (command && command.words === '' && interrupting.has(command.name)) return false
  const words = turn.event.type === 'text' ? typedWords(turn.event.text) : line
  const input = { ...call.input, [ask.field]: words.slice(0, longestReason) }
  await executeTyped(turn, { action: call.action, input }, title)
  await turn.crm.dialog.clear(turn.event.from)
  return true
}
