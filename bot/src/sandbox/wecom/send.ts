import { createHash } from 'node:crypto'
import type { Answer } from '../http-host'
import { randomId } from '../random-id'
import { callsBack, checkCard } from './card-check'
import { findMember, membersOf, subtree, type WecomApp, type WecomCorp } from './corp'
import { accept, refuse } from './errors'
import { isJson } from './guard'
import type { Json, MessageDoc, WecomState } from './state'

/** A response_code lives 72 hours. */
export const responseCodeLifetime = 72 * 3600_000

const split = (value: unknown) => `${value ?? ''}`.split('|').filter(part => part !== '')

/** Whom a call names, resolved against the directory. */
interface Targets {
  readers: string[]
  invalidUsers: string[]
  invalidParties: string[]
  invalidTags: string[]
}

/** Resolves userids, departments and tags; unknown userids come back in lower case. */
export function resolveTargets(corp: WecomCorp, users: string[], parties: string[], tags: string[]): Targets {
  const found = users.map(userId => findMember(corp, userId))
  const known = new Set(corp.departments.map(department => `${department.id}`))
  const departments = parties.filter(id => known.has(id)).flatMap(id => subtree(corp, Number(id)))
  const readers = [...found, ...membersOf(corp, departments)].flatMap(person => person?.userId ?? [])
  return {
    readers: [...new Set(readers)],
    invalidUsers: users.filter((_, index) => !found[index]).map(userId => userId.toLowerCase()),
    invalidParties: parties.filter(id => !known.has(id)),
    invalidTags: tags,
  }
}

type Body = (body: Json, state: WecomState) => Answer | undefined

const media: Body = (body, state) => {
  const doc = state.media.get(`${body.media_id ?? ''}`)
  return doc && doc.expires > state.now().getTime() ? undefined : refuse(40007)
}

const written: Body = body => (`${body.content ?? ''}` === '' ? refuse(44004) : undefined)

const markdown: Body = body =>
  written(body, {} as WecomState) ??
  (Buffer.byteLength(`${body.content}`) > 2048 ? refuse(45002, 'markdown.content') : undefined)

const textCard: Body = body => {
  const limits: [string, number, boolean][] = [
    ['title', 128, true],
    ['description', 512, true],
    ['url', 2048, true],
    ['btntxt', 4, false],
  ]
  for (const [name, limit, required] of limits) {
    const value = body[name]
    if (required && (typeof value !== 'string' || value === '')) return refuse(40058, `textcard.${name}`)
    if ([...`${value ?? ''}`].length > limit) return refuse(45002, `textcard.${name}`)
  }
  return /^https?:\/\//.test(`${body.url}`) ? undefined : refuse(40058, 'textcard.url')
}

const card: Body = body => {
  const fault = checkCard(body)
  return fault && refuse(fault.code, fault.field)
}

/** What is checked of each msgtype's body. Other types exist on the platform and are refused here by name. */
const bodies: Record<string, Body> = {
  text: written,
  markdown,
  textcard: textCard,
  image: media,
  file: media,
  template_card: card,
}

function checkTargets(body: Json): Answer | undefined {
  const [users, parties, tags] = [split(body.touser), split(body.toparty), split(body.totag)]
  if (users.length + parties.length + tags.length === 0) return refuse(81012)
  if (users.length > 1000) return refuse(40032)
  if (parties.length > 100) return refuse(82002)
  return tags.length > 100 ? refuse(82003) : undefined
}

function checkContent(state: WecomState, app: WecomApp, body: Json): Answer | undefined {
  const msgtype = `${body.msgtype}`
  const check = bodies[msgtype]
  if (!check) return refuse(40008)
  const content = body[msgtype]
  const wrong = checkTargets(body) ?? (isJson(content) ? check(content, state) : refuse(40058, msgtype))
  if (wrong || msgtype !== 'template_card' || !isJson(content)) return wrong
  const taken = state.taskIds.has(`${app.agentId} ${content.task_id}`)
  if (content.task_id !== undefined && taken) return refuse(42014)
  return callsBack(content) && !app.callbackUrl ? refuse(43012) : undefined
}

/** The same JSON within the interval, when the caller asked for that check. */
function duplicateOf(state: WecomState, body: Json, digest: string): MessageDoc | undefined {
  if (body.enable_duplicate_check !== 1) return undefined
  const seconds = Math.min(Number(body.duplicate_check_interval ?? 1800), 14_400)
  const since = state.now().getTime() - seconds * 1000
  return state.messages.values().find(message => message.digest === digest && message.at > since)
}

/** Members who have had 30 messages of this app within a minute, or 1,000 within an hour: dropped silently. */
function throttled(state: WecomState, agentId: number, userId: string): boolean {
  const now = state.now().getTime()
  const key = `${agentId} ${userId}`
  const times = (state.recent.get(key) ?? []).filter(at => at > now - 3600_000)
  const full = times.length >= 1000 || times.filter(at => at > now - 60_000).length >= 30
  state.recent.set(key, full ? times : [...times, now])
  return full
}

function cutText(msgtype: string, content: Json): Json {
  if (msgtype !== 'text') return content
  const whole = Buffer.from(`${content.content}`)
  if (whole.length <= 2048) return content
  return { ...content, content: new TextDecoder().decode(whole.subarray(0, 2048)).replace(/\uFFFD$/, '') }
}

async function newResponseCode(state: WecomState, message: MessageDoc): Promise<string> {
  const code = randomId('', 48)
  await state.responseCodes.put(code, {
    code,
    msgid: message.msgid,
    agentId: message.agentId,
    expires: state.now().getTime() + responseCodeLifetime,
    used: false,
  })
  return code
}

async function deliver(state: WecomState, app: WecomApp, body: Json, digest: string, readers: string[]) {
  const msgtype = `${body.msgtype}`
  const content = cutText(msgtype, body[msgtype] as Json)
  const message: MessageDoc = {
    msgid: randomId('', 48),
    seq: state.nextSeq(),
    at: state.now().getTime(),
    agentId: app.agentId,
    msgtype,
    body: content,
    readers: readers.filter(userId => !throttled(state, app.agentId, userId)),
    ...(typeof content.task_id === 'string' && { taskId: content.task_id }),
    changed: {},
    digest,
    recalled: false,
  }
  if (message.taskId) state.taskIds.add(`${app.agentId} ${message.taskId}`)
  await state.messages.put(message.msgid, message)
  state.changes.tell({ kind: 'screen', userIds: message.readers })
  return message
}

/** POST message/send, with the checks in the platform's order. */
export function sendMessage(state: WecomState) {
  return async (body: Json, app: WecomApp): Promise<Answer> => {
    if (body.agentid === undefined) return refuse(41011)
    if (Number(body.agentid) !== app.agentId) return refuse(301002)
    const wrong = checkContent(state, app, body)
    if (wrong) return wrong
    const users = split(body.touser)
    const everyone = users.includes('@all')
    const all = state.corp.people.map(person => person.userId).filter(id => findMember(state.corp, id))
    const targets = everyone
      ? resolveTargets(state.corp, all, [], [])
      : resolveTargets(state.corp, users, split(body.toparty), split(body.totag))
    if (targets.readers.length === 0) return refuse(81013)
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex')
    const earlier = duplicateOf(state, body, digest)
    const message = earlier ?? (await deliver(state, app, body, digest, targets.readers))
    const interactive = !earlier && message.msgtype === 'template_card' && callsBack(message.body)
    return accept({
      ...(targets.invalidUsers.length > 0 && { invaliduser: targets.invalidUsers.join('|') }),
      ...(targets.invalidParties.length > 0 && { invalidparty: targets.invalidParties.join('|') }),
      ...(targets.invalidTags.length > 0 && { invalidtag: targets.invalidTags.join('|') }),
      msgid: message.msgid,
      ...(interactive && { response_code: await newResponseCode(state, message) }),
    })
  }
}
