import { execute } from './act'
import type { Turn } from './deps'
import { reply } from './reply'

/** "撤销": takes back the last thing done in this chat, while that is possible. */
export async function undo(turn: Turn): Promise<void> {
  const who = turn.event.from
  const call = await turn.crm.dialog.undoable(who)
  if (!call) return reply(turn, turn.t('bot.undo.none'))
  const outcome = await execute(turn, call, 'chat')
  await reply(turn, outcome.message)
  await turn.crm.dialog.rememberUndo(who, null)
}
