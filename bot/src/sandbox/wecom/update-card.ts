import type { Answer } from '../http-host'
import { checkCard } from './card-check'
import type { WecomApp } from './corp'
import { findMember } from './corp'
import { accept, refuse } from './errors'
import { isJson } from './guard'
import { resolveTargets } from './send'
import type { Json, MessageDoc, ResponseCodeDoc, WecomState } from './state'

const names = (value: unknown) => (Array.isArray(value) ? value.map(entry => `${entry}`) : [])

/** The change that the body asks for, or why it is refused. */
function wanted(body: Json, message: MessageDoc): { card?: Json; caption?: string } | Answer {
  if (isJson(body.template_card)) {
    const fault = checkCard({ task_id: message.taskId, ...body.template_card })
    return fault ? refuse(fault.code, fault.field) : { card: body.template_card }
  }
  if (!isJson(body.button)) return refuse(40058, 'button or template_card')
  const caption = body.button.replace_name
  if (typeof caption !== 'string' || caption === '') return refuse(42020, 'button.replace_name')
  if (!/_interaction$/.test(`${message.body.card_type}`)) return refuse(40058, 'button on a notice')
  return { caption }
}

function namedReaders(state: WecomState, body: Json, message: MessageDoc) {
  if (body.atall === 1) return { readers: message.readers, invalid: [] as string[] }
  const users = names(body.userids)
  const targets = resolveTargets(state.corp, users, names(body.partyids), names(body.tagids))
  const strangers = users.filter(id => !message.readers.includes(findMember(state.corp, id)?.userId ?? ''))
  return {
    readers: targets.readers.filter(id => message.readers.includes(id)),
    invalid: strangers.map(id => id.toLowerCase()),
  }
}

function usable(state: WecomState, body: Json): ResponseCodeDoc | undefined {
  const code = state.responseCodes.get(`${body.response_code ?? ''}`)
  return code && !code.used && code.expires > state.now().getTime() ? code : undefined
}

/** POST message/update_template_card: each response_code once, within 72 h, only for the readers named. */
export function updateTemplateCard(state: WecomState) {
  return async (body: Json, app: WecomApp): Promise<Answer> => {
    const code = usable(state, body)
    const message = code && state.messages.get(code.msgid)
    if (!code || !message) return refuse(60140)
    if (code.agentId !== app.agentId || Number(body.agentid) !== app.agentId) return refuse(42015)
    if (names(body.userids).length > 1000) return refuse(40032)
    const change = wanted(body, message)
    if ('body' in change) return change
    const { readers, invalid } = namedReaders(state, body, message)
    if (readers.length === 0) return refuse(81013)
    const changed = Object.fromEntries(readers.map(userId => [userId, change]))
    await Promise.all([
      state.responseCodes.put(code.code, { ...code, used: true }),
      state.messages.put(message.msgid, { ...message, changed: { ...message.changed, ...changed } }),
    ])
    state.changes.tell({ kind: 'screen', userIds: readers })
    return accept(invalid.length > 0 ? { invaliduser: invalid } : {})
  }
}

/** POST message/recall: the app's own messages of the last 24 hours. */
export function recallMessage(state: WecomState) {
  return async (body: Json, app: WecomApp): Promise<Answer> => {
    const message = state.messages.get(`${body.msgid ?? ''}`)
    if (!message || message.agentId !== app.agentId) return refuse(40058, 'msgid')
    if (state.now().getTime() - message.at > 24 * 3600_000) return refuse(42052)
    await state.messages.put(message.msgid, { ...message, recalled: true })
    state.changes.tell({ kind: 'screen', userIds: message.readers })
    return accept()
  }
}
