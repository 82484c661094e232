import type { CustomerRequest } from '@gonghai/shared/ports/customers'
import { echo } from '../reply'
import { machine } from './file'
import { type Answer, type CustomerTurn, words } from './turn'

const mostRequests = 5
const mostMachines = 9

function requestLine(request: CustomerRequest): string {
  const { number, title, state, engineer } = request
  const who = engineer ? [engineer.name, engineer.phone].filter(Boolean).join(' ') : ''
  const parts = [`${number} ${echo(title)}`, state, who].filter(Boolean)
  return `· ${parts.join(' · ')}`
}

/** "进度": the requests under way, each with its state and who has it. */
export async function progress(turn: CustomerTurn): Promise<Answer> {
  const open = await turn.desk.openRequests(turn.customer, mostRequests)
  const survey = await turn.desk.survey(turn.customer)
  const rate = survey ? [turn.t('portal.chat.rateWaiting', { number: survey.request.number })] : []
  const all = { text: turn.t('portal.link.requests'), url: turn.desk.pageUrl('requests') }
  if (open.length === 0) return words([turn.t('portal.chat.noneOpen'), ...rate].join('\n'), [all])
  const text = [turn.t('portal.chat.progress'), ...open.map(one => requestLine(one)), ...rate]
  const links = open.slice(0, 3).map(one => ({ text: one.number, url: one.url }))
  return words(text.join('\n'), [...links, all])
}

/** "我的设备": the machines that are open to them. */
export async function machines(turn: CustomerTurn): Promise<Answer> {
  const assets = await turn.desk.assets(turn.customer, mostMachines)
  const link = { text: turn.t('portal.link.assets'), url: turn.desk.pageUrl('assets') }
  if (assets.length === 0) return words(turn.t('portal.chat.noMachines'), [link])
  const list = assets.map(asset => `· ${machine(turn, asset)}`).join('\n')
  return words(`${turn.t('portal.chat.machines')}\n${list}\n${turn.t('portal.chat.moreMachines')}`, [link])
}

/** What can be said, and where the pages are. */
export function help(turn: CustomerTurn, greeting = ''): Answer {
  const link = { text: turn.t('portal.link.home'), url: turn.desk.pageUrl('home') }
  const text = turn.t('portal.chat.help')
  return words(greeting ? `${greeting}\n\n${text}` : text, [link])
}
