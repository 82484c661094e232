import { createHash, randomInt } from 'node:crypto'
import { findEmployee } from './corp'
import { acceptOld, refuseOld } from './errors'
import { type Guarded, isJson } from './guard'
import { postMessage } from './robot'
import type { DingtalkState, Json, TaskDoc } from './state'

const day = 24 * 3600_000

function readMessage(value: unknown): Json | undefined {
  try {
    const message: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return isJson(message) && isJson(message[`${message.msgtype}`]) ? message : undefined
  } catch {
    return undefined
  }
}

function tooLong(message: Json): boolean {
  const body = message[`${message.msgtype}`] as Json
  const over = (name: string, limit: number) => [...`${body[name] ?? ''}`].length > limit
  if (Buffer.byteLength(JSON.stringify(message)) > 2048) return true
  return (
    over('title', 64) ||
    over('single_title', 20) ||
    over('single_url', 500) ||
    over('markdown', 5000) ||
    over('text', 5000)
  )
}

const when = { single: 'sampleActionCard', plain: 'sampleText', rich: 'sampleMarkdown' }

function shown(message: Json): { msgKey: string; param: Json } {
  const body = message[`${message.msgtype}`] as Json
  if (message.msgtype === 'text') return { msgKey: when.plain, param: { content: body.content } }
  if (message.msgtype === 'action_card') {
    const param = { title: body.title, text: body.markdown }
    return {
      msgKey: when.single,
      param: { ...param, singleTitle: body.single_title, singleURL: body.single_url },
    }
  }
  if (message.msgtype === 'oa') {
    const inner = isJson(body.body) ? body.body : {}
    const rows = Array.isArray(inner.form) ? inner.form.filter(isJson) : []
    const text = rows.map(row => `${row.key} ${row.value}`).join('\n\n')
    const param = { title: inner.title, text: `### ${inner.title}\n\n${text}`, singleTitle: '详情' }
    return { msgKey: when.single, param: { ...param, singleURL: body.message_url } }
  }
  return { msgKey: when.rich, param: { title: body.title ?? '', text: body.text ?? body.title ?? '' } }
}

/** Why a person does not get it although the call succeeds: 500 a day, or the same content again that day. */
function forbidden(state: DingtalkState, userId: string, digest: string): string | undefined {
  const since = state.now().getTime() - day
  const today = state.tasks.values().filter(task => task.at > since && task.reached.includes(userId))
  if (today.length >= 500) return '143105'
  return today.some(task => task.digest === digest) ? '143106' : undefined
}

/** POST topapi/message/corpconversation/asyncsend_v2: success only means queued. */
export function sendWorkNotification(state: DingtalkState): Guarded {
  return async (body, app) => {
    if (Number(body.agent_id) !== app.agentId) return refuseOld(41044)
    const message = readMessage(body.msg)
    if (!message) return refuseOld(41046)
    if (tooLong(message)) return refuseOld(34016)
    const wanted = `${body.userid_list ?? ''}`.split(',').filter(id => id !== '')
    if (wanted.length === 0) return refuseOld(1430000)
    if (wanted.length > 100) return refuseOld(40035, 'userid_list')
    const digest = createHash('sha256').update(JSON.stringify(message)).digest('hex')
    const known = wanted.filter(id => findEmployee(state.corp, id))
    const refused = known.flatMap(userid => {
      const code = forbidden(state, userid, digest)
      return code ? [{ code, count: 1, userid }] : []
    })
    const reached = known.filter(id => !refused.some(({ userid }) => userid === id))
    const task: TaskDoc = {
      taskId: randomInt(1, 2 ** 47),
      agentId: app.agentId,
      reached,
      invalid: wanted.filter(id => !known.includes(id)),
      forbidden: refused,
      digest,
      at: state.now().getTime(),
    }
    await state.tasks.put(`${task.taskId}`, task)
    const id = `task-${task.taskId}`
    await postMessage(state, { id, appKey: app.appKey, ...shown(message), readers: reached })
    return acceptOld({ task_id: task.taskId })
  }
}

/** POST topapi/message/corpconversation/getsendresult. */
export function getSendResult(state: DingtalkState): Guarded {
  return (body, app) => {
    const task = state.tasks.get(`${body.task_id ?? ''}`)
    if (Number(body.agent_id) !== app.agentId || !task) return refuseOld(40035, 'task_id')
    const read = state.messages.get(`task-${task.taskId}`)?.readBy ?? []
    return acceptOld({
      send_result: {
        invalid_user_id_list: task.invalid,
        forbidden_user_id_list: task.forbidden.map(({ userid }) => userid),
        failed_user_id_list: [],
        read_user_id_list: read,
        unread_user_id_list: task.reached.filter(id => !read.includes(id)),
        invalid_dept_id_list: [],
        forbidden_list: task.forbidden,
      },
    })
  }
}
