import type { CustomerAsset, CustomerDialog } from '@gonghai/shared/ports/customers'
import { add, machine } from './file'
import { type Answer, ask, type CustomerTurn, words } from './turn'

type Filed = Extract<CustomerDialog, { kind: 'filed' }>
type Another = Extract<CustomerDialog, { kind: 'another' }>

/** "Not this one": which machine is it then? Asked in numbers where they have others, else in words. */
export async function askAnother(turn: CustomerTurn, { request, asset, others }: Filed): Promise<Answer> {
  if (!asset) return add(turn, request, { media: [] })
  await ask(turn, { kind: 'another', request, asset, others })
  if (others.length === 0) return words(turn.t('portal.chat.anotherWhich', { number: request.number }))
  const choices = others.map((one, at) => `${at + 1}. ${machine(turn, one)}`).join('\n')
  return words(`${turn.t('portal.chat.anotherChoose', { number: request.number })}\n${choices}`)
}

/** The desk is told which machine it is; it stands in the request for everybody who works on it. */
export function answerAnother(turn: CustomerTurn, dialog: Another, line: string): Promise<Answer> {
  const { request, asset, others } = dialog
  const chosen: CustomerAsset | undefined = /^\d$/.test(line) ? others[Number(line) - 1] : undefined
  const right = chosen ? machine(turn, chosen) : line
  const said = turn.t('portal.chat.anotherSaid', { wrong: machine(turn, asset), right })
  return add(turn, request, { words: said, media: [] })
}
