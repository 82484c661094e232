import type { CustomerDialog } from '@gonghai/shared/ports/customers'
import { readNumber } from '../read-line'
import { echo } from '../reply'
import { type Answer, ask, type CustomerTurn, perform, words } from './turn'

type Verb = Extract<CustomerDialog, { kind: 'pick' }>['verb']
type Picked = { id: string; number: string; title: string }

const mostRequests = 9

const questions: Record<Verb, { one: string; many: string }> = {
  'request.urge': { one: 'portal.chat.urgeWhich', many: 'portal.chat.urgeWhich' },
  'request.withdraw': { one: 'portal.chat.withdrawSure', many: 'portal.chat.withdrawWhich' },
}

function question(turn: CustomerTurn, verb: Verb, requests: readonly Picked[]): string {
  const key = requests.length === 1 ? questions[verb].one : questions[verb].many
  const choices = requests.map(({ number, title }, at) => `${at + 1}. ${number} ${echo(title)}`)
  return `${turn.t(key)}\n${choices.join('\n')}`
}

async function act(turn: CustomerTurn, verb: Verb, request: Picked): Promise<Answer> {
  const outcome = await perform(turn, { action: verb, input: { request: request.id } })
  await ask(turn, null)
  return words(outcome.message, [
    { text: turn.t('portal.link.progress'), url: turn.desk.requestUrl(request.id) },
  ])
}

/**
 * Hurries or takes back a request: the one whose number was typed; the only one, where that can do no harm; else the one
 * that is chosen from a list. Taking back cannot be undone, so it is always asked for twice (PORTAL-3).
 */
export async function pick(turn: CustomerTurn, verb: Verb, typed: string): Promise<Answer> {
  const open = await turn.desk.openRequests(turn.customer, mostRequests)
  if (open.length === 0) {
    const link = { text: turn.t('portal.link.requests'), url: turn.desk.pageUrl('requests') }
    return words(turn.t('portal.chat.noneOpen'), [link])
  }
  const number = readNumber(typed)
  const meant = number ? open.find(one => one.number === number) : undefined
  if (meant) return act(turn, verb, meant)
  if (open.length === 1 && verb === 'request.urge') return act(turn, verb, open[0]!)
  const requests = open.map(({ id, number, title }) => ({ id, number, title }))
  await ask(turn, { kind: 'pick', verb, requests })
  return words(question(turn, verb, requests))
}

/** The number of one of the requests. */
export async function answerPick(
  turn: CustomerTurn,
  dialog: Extract<CustomerDialog, { kind: 'pick' }>,
  choice: number,
): Promise<Answer> {
  const request = dialog.requests[choice - 1]
  if (request) return act(turn, dialog.verb, request)
  await ask(turn, dialog)
  return words(question(turn, dialog.verb, dialog.requests))
}
