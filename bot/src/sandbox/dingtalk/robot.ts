import type { Answer, Route } from '../http-host'
import { randomId } from '../random-id'
import { type DingtalkApp, findEmployee } from './corp'
import { acceptNew, acceptOld, refuseNew, refuseOld } from './errors'
import { type Guarded, isJson, jsonBody } from './guard'
import type { DingtalkState, Json, MessageDoc } from './state'

/** Keys that msgParam must hold, by msgKey. */
const keysOf: Record<string, string[]> = {
  sampleText: ['content'],
  sampleMarkdown: ['title', 'text'],
  sampleImageMsg: ['photoURL'],
  sampleLink: ['text', 'title', 'messageUrl'],
  sampleActionCard: ['title', 'text', 'singleTitle', 'singleURL'],
  sampleActionCard2: ['title', 'text', 'actionTitle1', 'actionURL1', 'actionTitle2', 'actionURL2'],
  sampleActionCard6: ['title', 'text', 'buttonTitle1', 'buttonUrl1', 'buttonTitle2', 'buttonUrl2'],
  sampleFile: ['mediaId', 'fileName', 'fileType'],
}

function readParam(msgKey: string, value: unknown): Json | Answer {
  if (typeof value !== 'string') return refuseNew('invalidParameter.msgParam.invalid', 'msgParam')
  if (Buffer.byteLength(value) > 15_000) return refuseNew('invalidParameter.msgParam.tooLong')
  const keys = keysOf[msgKey] ?? []
  try {
    const param: unknown = JSON.parse(value)
    const whole = isJson(param) && keys.every(key => typeof param[key] === 'string' && param[key] !== '')
    return whole ? (param as Json) : refuseNew('invalidParameter.msgParam.invalid', keys.join())
  } catch {
    return refuseNew('invalidParameter.msgParam.invalid', 'not JSON')
  }
}

function checkSend(body: Json, app: DingtalkApp): Answer | undefined {
  if (!body.robotCode) return refuseNew('invalidParameter.robotCode.empty')
  if (body.robotCode !== app.appKey) return refuseNew('invalidParameter.robotCode.notExsit')
  if (!Array.isArray(body.userIds) || body.userIds.length === 0)
    return refuseNew('invalidParameter.userIds.empty')
  if (body.userIds.length > 20) return refuseNew('invalidParameter.userIds.overMax')
  if (!body.msgKey) return refuseNew('invalidParameter.msgKey.empty')
  return keysOf[`${body.msgKey}`] ? undefined : refuseNew('invalidParameter.msgKey.invalid')
}

/** Stores a message and puts it on its readers' screens. */
export async function postMessage(
  state: DingtalkState,
  message: Pick<MessageDoc, 'appKey' | 'msgKey' | 'param' | 'readers'> & { id?: string },
): Promise<MessageDoc> {
  const doc: MessageDoc = {
    ...message,
    id: message.id ?? randomId('', 24),
    seq: state.nextSeq(),
    at: state.now().getTime(),
    readBy: [],
    recalled: false,
  }
  await state.messages.put(doc.id, doc)
  state.changes.tell({ kind: 'screen', userIds: doc.readers })
  return doc
}

function takeFlowControl(state: DingtalkState, userId: string): boolean {
  const left = state.flowControlled.get(userId) ?? 0
  if (left > 0) state.flowControlled.set(userId, left - 1)
  return left > 0
}

/** POST v1.0/robot/oToMessages/batchSend: at most 20 people; who is unknown or throttled is listed in a 200. */
export function batchSend(state: DingtalkState): Guarded {
  return async (body, app) => {
    const wrong = checkSend(body, app)
    if (wrong) return wrong
    const msgKey = `${body.msgKey}`
    const param = readParam(msgKey, body.msgParam)
    if ('status' in param && typeof param.status === 'number') return param as Answer
    const wanted = [...new Set((body.userIds as unknown[]).map(id => `${id}`))]
    const known = wanted.filter(id => findEmployee(state.corp, id))
    const throttled = known.filter(id => takeFlowControl(state, id))
    const readers = known.filter(id => !throttled.includes(id))
    const message = await postMessage(state, { appKey: app.appKey, msgKey, param: param as Json, readers })
    return acceptNew({
      processQueryKey: message.id,
      invalidStaffIdList: wanted.filter(id => !known.includes(id)),
      flowControlledStaffIdList: throttled,
    })
  }
}

const day = 24 * 3600_000

/** GET v1.0/robot/oToMessages/readStatus, for 24 hours. */
export function readStatus(state: DingtalkState): Guarded {
  return (_, app, call) => {
    const message = state.messages.get(call.query.get('processQueryKey') ?? '')
    if (call.query.get('robotCode') !== app.appKey) return refuseNew('invalidParameter.robotCode.notExsit')
    if (!message || state.now().getTime() - message.at > day)
      return refuseNew('robot.processQueryKey.expired')
    const rows = message.readers.map(userId => ({
      name: findEmployee(state.corp, userId)?.name ?? '',
      userId,
      readStatus: message.readBy.includes(userId) ? 'READ' : 'UNREAD',
    }))
    return acceptNew({ sendStatus: message.recalled ? 'RECALLED' : 'SUCCESS', messageReadInfoList: rows })
  }
}

/** POST v1.0/robot/otoMessages/batchRecall (lower-case `oto`), within 24 hours. */
export function batchRecall(state: DingtalkState): Guarded {
  return async (body, app) => {
    if (body.robotCode !== app.appKey) return refuseNew('invalidParameter.robotCode.notExsit')
    const keys = Array.isArray(body.processQueryKeys) ? body.processQueryKeys.map(key => `${key}`) : []
    if (keys.length === 0 || keys.length > 20) return refuseNew('invalidParameter.param.invalid')
    const done: string[] = []
    const failed: Record<string, string> = {}
    for (const key of keys) {
      const message = state.messages.get(key)
      if (!message || message.appKey !== app.appKey || state.now().getTime() - message.at > day) {
        failed[key] = 'processQueryKey.expireTime'
        continue
      }
      await state.messages.put(key, { ...message, recalled: true })
      state.changes.tell({ kind: 'screen', userIds: message.readers })
      done.push(key)
    }
    return acceptNew({ successResult: done, failedResult: failed })
  }
}

function sessionMessage(body: Json): { msgKey: string; param: Json } | undefined {
  const inner = (name: string): Json => (isJson(body[name]) ? (body[name] as Json) : {})
  const { content } = inner('text')
  const { title, text } = inner('markdown')
  if (body.msgtype === 'text' && content) return { msgKey: 'sampleText', param: { content } }
  if (body.msgtype === 'markdown' && title && text)
    return { msgKey: 'sampleMarkdown', param: { title, text } }
  const card = inner('actionCard')
  return body.msgtype === 'actionCard' && card.singleURL
    ? { msgKey: 'sampleActionCard', param: card }
    : undefined
}

/** POST robot/sendBySession of the old host: needs no token, lives 90 minutes. */
export function sendBySession(state: DingtalkState): Route {
  return async call => {
    const session = state.sessions.get(call.query.get('session') ?? '')
    if (!session || session.expires <= state.now().getTime()) return refuseOld(300005)
    const body = jsonBody(call) ?? {}
    if (body.msgtype === 'empty') return acceptOld()
    const message = sessionMessage(body)
    if (!message) return refuseOld(40035, 'msgtype')
    await postMessage(state, { appKey: session.appKey, ...message, readers: [session.userId] })
    return acceptOld()
  }
}
