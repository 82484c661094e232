import { randomInt } from 'node:crypto'
import type { Answer } from '../http-host'
import type { WechatTemplate } from './account'
import { push } from './callback'
import { refuse } from './errors'
import type { Guarded } from './guard'
import { isJson } from './guard'
import { deliver } from './outbox'
import type { Json, MessageDoc, WechatState } from './state'
import { fitsField } from './template-fields'

/** How long a client_msg_id is remembered. */
const idempotencySpan = 10 * 60_000

/** The first field whose value the template refuses, in the platform's words. */
function fieldFault(template: WechatTemplate, data: Json): string | undefined {
  for (const { key, values } of template.fields) {
    const entry = data[key]
    const value = isJson(entry) ? entry.value : undefined
    if (typeof value !== 'string' && typeof value !== 'number') return `data.${key}.value is empty`
    if (`${value}`.trim() === '') return `data.${key}.value is empty`
    if (!fitsField(key, `${value}`, values)) return `data.${key}.value invalid`
  }
  return undefined
}

/** What is wrong with a call, in the platform's order. */
function fault(state: WechatState, body: Json): [errcode: number, detail?: string] | undefined {
  const follower = state.followers.get(`${body.touser ?? ''}`)
  if (!follower) return [40003]
  const id = `${body.template_id ?? ''}`
  const template = Object.hasOwn(state.account.templates, id) ? state.account.templates[id] : undefined
  if (!template) return [40037]
  if (!follower.following) return [43004]
  if (!isJson(body.data)) return [47001, 'data']
  if (isJson(body.miniprogram) && Object.keys(body.miniprogram).length > 0) {
    const bound = (state.account.miniProgramIds ?? []).includes(`${body.miniprogram.appid}`)
    if (!bound) return [40013, 'miniprogram.appid']
  }
  const wrong = fieldFault(template, body.data)
  return wrong ? [47003, wrong] : undefined
}

/** The message that went out under the same key not long ago. */
function earlier(state: WechatState, body: Json): MessageDoc | undefined {
  const { client_msg_id: key, touser } = body
  if (typeof key !== 'string' || key === '') return undefined
  const since = state.now().getTime() - idempotencySpan
  return state.messages
    .values()
    .find(doc => doc.clientMsgId === key && doc.openId === touser && doc.at > since)
}

function outcomeFor(state: WechatState, openId: string): NonNullable<MessageDoc['status']> {
  if (state.followers.get(openId)?.refuses) return 'failed:user block'
  if (state.failTemplates === 0) return 'success'
  state.failTemplates -= 1
  return 'failed: system failed'
}

/** Tells the account how a sending ended. */
async function report(state: WechatState, message: MessageDoc): Promise<void> {
  const pushed = await push(state, {
    ToUserName: state.account.originalId,
    FromUserName: message.openId,
    CreateTime: Math.floor(state.now().getTime() / 1000),
    MsgType: 'event',
    Event: 'TEMPLATESENDJOBFINISH',
    MsgID: BigInt(message.id),
    Status: message.status ?? 'success',
  })
  // Cut off by the end of this process: the next one tells.
  if (!pushed.delivered && state.closing.aborted) return
  const doc = state.messages.get(message.id) ?? message
  await state.messages.put(doc.id, { ...doc, reported: true })
}

/** Starts a report that nobody waits for; it comes after the answer to the call. */
export function reportLater(state: WechatState, message: MessageDoc): void {
  const work = new Promise(resolve => setImmediate(resolve))
    .then(() => report(state, message))
    .catch((error: unknown) => {
      state.log(`wechat: a report failed: ${error instanceof Error ? error.message : 'unknown'}`)
    })
    .finally(() => state.background.delete(work))
  state.background.add(work)
}

/** Nineteen digits: more than a JSON number holds exactly, as on the platform. */
const newMsgId = () => `3${Array.from({ length: 18 }, () => randomInt(10)).join('')}`

// Written by hand: JSON.stringify would round the number.
const answer = (msgid: string): Answer => ({
  type: 'application/json; charset=UTF-8',
  body: `{"errcode":0,"errmsg":"ok","msgid":${msgid}}`,
})

/** POST message/template/send. The same client_msg_id to the same person is sent once within ten minutes. */
export function sendTemplate(state: WechatState) {
  return async (body: Json): Promise<Answer> => {
    const wrong = fault(state, body)
    if (wrong) return refuse(state, ...wrong)
    const before = earlier(state, body)
    if (before) return answer(before.id)
    const openId = `${body.touser}`
    const message = await deliver(state, {
      id: newMsgId(),
      openId,
      door: 'template',
      msgtype: 'template',
      body,
      ...(typeof body.client_msg_id === 'string' && { clientMsgId: body.client_msg_id }),
      status: outcomeFor(state, openId),
      reported: false,
    })
    reportLater(state, message)
    return answer(message.id)
  }
}

/** GET template/get_all_private_template. */
export function listTemplates(state: WechatState): Guarded {
  return () => ({
    body: {
      template_list: Object.entries(state.account.templates).map(([id, { title, fields }]) => ({
        template_id: id,
        title,
        primary_industry: '',
        deputy_industry: '',
        content: fields.map(({ key, label }) => `${label}:{{${key}.DATA}}`).join('\n'),
        example: '',
      })),
    },
  })
}
