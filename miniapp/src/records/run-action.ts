import type { ActionAnswer, Value } from '@gonghai/shared/client/api'
import { api } from '../lib/api'
import { t } from '../lib/i18n'
import { everythingChanged } from '../lib/query'
import { randomKey } from '../lib/random-key'
import { Refused, Unreachable } from '../lib/refused'
import { toast } from '../ui/toast'

/** The sentence of a failure for a toast. */
const sentence = (error: unknown): string => {
  if (error instanceof Refused && error.body.message) return error.body.message
  return t(error instanceof Unreachable ? 'ui.failure.unreachable' : 'ui.failure.internal')
}

/** Runs an action, says its result with "undo" where that exists, and has everything fetched anew. Throws its refusal. */
export async function runAction(
  action: string,
  input: Record<string, Value>,
  key: string = randomKey(24),
): Promise<ActionAnswer> {
  const answer = await api.run(action, input, key)
  const { undo } = answer
  toast(answer.message, { undo: undo && (() => void runOrSay(undo.action, undo.input)) })
  void everythingChanged()
  return answer
}

/** What is under way: the second press of a double click means the same call, not another one. */
const underWay = new Set<string>()

/** The same, but says a refusal in a toast; resolves with undefined then. What was refused may be out of date on the screen. */
export async function runOrSay(
  action: string,
  input: Record<string, Value>,
): Promise<ActionAnswer | undefined> {
  const call = JSON.stringify([action, input])
  if (underWay.has(call)) return undefined
  underWay.add(call)
  try {
    return await runAction(action, input)
  } catch (error) {
    toast(sentence(error), { tone: 'danger' })
    if (error instanceof Refused) void everythingChanged()
    return undefined
  } finally {
    underWay.delete(call)
  }
}
