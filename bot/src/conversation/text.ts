import type { TextEvent } from '@gonghai/shared/ports/events'
import { answerDialog } from './answer-dialog'
import { assign } from './assign'
import { check } from './check'
import { claim } from './claim'
import { agree, reject } from './decide'
import { isUnproven, type Turn } from './deps'
import { followUp } from './follow-up'
import { find, today } from './look-up'
import { offerPools } from './pools'
import { type Command, type CommandName, normalLine, readCommand } from './read-line'
import { reply } from './reply'
import { undo } from './undo'
import { answerUnknown } from './unknown'

async function cancel(turn: Turn): Promise<void> {
  await reply(turn, turn.t(turn.dialog ? 'bot.cancelled' : 'bot.nothingToCancel'))
}

interface CommandRule {
  /** Changes something, so it needs proof of who typed it. */
  writes: boolean
  run(turn: Turn, words: string): Promise<void>
}

/** What each command does (CHAT-6). */
const commands: Record<CommandName, CommandRule> = {
  claim: { writes: true, run: claim },
  assign: { writes: true, run: assign },
  pools: { writes: false, run: offerPools },
  today: { writes: false, run: today },
  agree: { writes: true, run: agree },
  reject: { writes: true, run: reject },
  find: { writes: false, run: find },
  check: { writes: false, run: check },
  undo: { writes: true, run: undo },
  followUp: { writes: true, run: followUp },
  help: { writes: false, run: turn => reply(turn, turn.t('bot.help')) },
  cancel: { writes: false, run: cancel },
}

/** Runs a command, unless it writes and nobody can tell who typed it. */
export async function runCommand(turn: Turn, command: Command): Promise<void> {
  const rule = commands[command.name]
  if (rule.writes && isUnproven(turn)) return reply(turn, turn.t('bot.readOnly'))
  await rule.run(turn, command.words)
}

/**
 * Answers a typed line. In group chats the answer goes to the person alone: customer facts never reach a group
 * (decision 23).
 */
export async function onText(turn: Turn<TextEvent>): Promise<void> {
  const line = normalLine(turn.event.text)
  const dialog = turn.event.readOnly ? null : await turn.crm.dialog.question(turn.event.from)
  if (dialog && (await answerDialog(turn, dialog, line))) return
  // Whatever else is said ends the question: its numbers must not be taken for those of a newer list.
  if (dialog) await turn.crm.dialog.clear(turn.event.from)
  const command = readCommand(line)
  if (command) return runCommand({ ...turn, dialog }, command)
  await answerUnknown(turn, line)
}
