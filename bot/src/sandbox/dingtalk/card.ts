import type { Answer } from '../http-host'
import { randomId } from '../random-id'
import { type DingtalkApp, findById } from './corp'
import { acceptNew, refuseNew } from './errors'
import { type Guarded, isJson } from './guard'
import type { CardDoc, DingtalkState, Json, Params } from './state'

const bytes = (text: string) => Buffer.byteLength(text)
const userIdType = (body: Json) => (body.userIdType === 2 ? 2 : 1)

/** Values of a card: an object of strings, keys ≤ 100 bytes, values ≤ 1 KB; an Answer when it is not. */
function readParams(value: unknown, where: string): Params | Answer {
  if (!isJson(value)) return refuseNew('param.invalid', where)
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') return refuseNew('param.invalid', `${where}.${key} is not a string`)
    if (bytes(key) > 100 || bytes(entry) > 1024) return refuseNew('param.invalid', `${where}.${key} too long`)
  }
  return value as Params
}

const isAnswer = (value: object): value is Answer => 'status' in value && typeof value.status === 'number'

/** `{userId:{cardParamMap}}` with ids of the given kind, as userid → values. */
function readPrivate(state: DingtalkState, value: unknown, kind: number): Record<string, Params> | Answer {
  if (value === undefined || value === null) return {}
  if (!isJson(value)) return refuseNew('param.invalid', 'privateData')
  const found: Record<string, Params> = {}
  for (const [id, holder] of Object.entries(value)) {
    const person = findById(state.corp, id, kind)
    if (!person) return refuseNew('param.userIdNotExist', id)
    const params = readParams(isJson(holder) ? (holder.cardParamMap ?? {}) : holder, `privateData.${id}`)
    if (isAnswer(params)) return params
    found[person.userId] = params
  }
  return found
}

function callbackFault(state: DingtalkState, body: Json): Answer | undefined {
  const type = body.callbackType
  if (type !== undefined && type !== 'STREAM' && type !== 'HTTP')
    return refuseNew('param.invalid', 'callbackType')
  if (type !== 'HTTP') return undefined
  return state.routes.get(`${body.callbackRouteKey}`)
    ? undefined
    : refuseNew('param.invalid', 'callbackRouteKey')
}

/** Checks and makes an instance; nothing is stored yet. */
function build(state: DingtalkState, body: Json, app: DingtalkApp): CardDoc | Answer {
  const outTrackId = body.outTrackId
  if (typeof outTrackId !== 'string' || outTrackId === '') return refuseNew('param.outTrackIdEmpty')
  if (bytes(outTrackId) > 100 || bytes(JSON.stringify(body)) > 100_000) return refuseNew('param.invalid')
  if (!body.cardTemplateId) return refuseNew('param.cardTemplateIdEmpty')
  if (!app.templates[`${body.cardTemplateId}`]) return refuseNew('param.templateNotExist')
  const wrong = callbackFault(state, body)
  if (wrong) return wrong
  if (!isJson(body.cardData) || !body.cardData.cardParamMap) return refuseNew('param.cardPublicDataEmpty')
  const publicData = readParams(body.cardData.cardParamMap, 'cardData')
  if (isAnswer(publicData)) return publicData
  const privateData = readPrivate(state, body.privateData, userIdType(body))
  if (isAnswer(privateData)) return privateData
  if (state.cards.get(outTrackId)) return refuseNew('param.cardAlreadyExist')
  return {
    outTrackId,
    appKey: app.appKey,
    templateId: `${body.cardTemplateId}`,
    callbackType: body.callbackType === 'HTTP' ? 'HTTP' : 'STREAM',
    callbackRouteKey: body.callbackRouteKey as string | undefined,
    userIdType: userIdType(body),
    publicData,
    privateData: privateData as Record<string, Params>,
    presserData: {},
    deliveries: [],
  }
}

/** Where a card goes: the spaces of `dtv1.card//TYPE.id;TYPE.id`. */
function readSpaces(body: Json): { type: string; id: string }[] | Answer {
  const value = body.openSpaceId
  if (typeof value !== 'string' || value === '') return refuseNew('param.openSpaceIdEmpty')
  const [, list] = /^dtv1\.card\/\/(.+)$/.exec(value) ?? []
  const spaces = (list ?? '').split(';').map(entry => {
    const dot = entry.indexOf('.')
    return { type: entry.slice(0, Math.max(dot, 0)).toUpperCase(), id: entry.slice(dot + 1) }
  })
  const known = spaces.every(({ type, id }) => ['IM_ROBOT', 'IM_GROUP'].includes(type) && id !== '')
  return list && known ? spaces : refuseNew('param.openSpaceIdInvalid')
}

function modelFault(body: Json, app: DingtalkApp, spaces: { type: string }[]): Answer | undefined {
  const space = body.imRobotOpenSpaceModel
  if (space !== undefined && (!isJson(space) || typeof space.supportForward !== 'boolean'))
    return refuseNew('param.openSpaceModelInvalid')
  if (!spaces.some(({ type }) => type === 'IM_ROBOT')) return undefined
  const model = body.imRobotOpenDeliverModel
  if (!isJson(model)) return refuseNew('param.openDeliverModelEmpty')
  if (`${model.spaceType}`.toUpperCase() !== 'IM_ROBOT') return refuseNew('param.openDeliverModelError')
  if (model.robotCode !== undefined && model.robotCode !== app.appKey)
    return refuseNew('param.openDeliverModelError', 'robotCode')
  return undefined
}

function deliverTo(state: DingtalkState, card: CardDoc, space: { type: string; id: string }, kind: number) {
  const base = { spaceType: space.type, spaceId: space.id }
  const person = space.type === 'IM_ROBOT' ? findById(state.corp, space.id, kind) : undefined
  const ill = state.failDeliveries > 0
  if (ill) state.failDeliveries -= 1
  if (!person || ill)
    return { ...base, success: false, carrierId: '', errorMsg: ill ? 'busy' : 'user not found' }
  const carrierId = randomId('', 24)
  const seq = state.nextSeq()
  card.deliveries.push({ userId: person.userId, carrierId, seq, at: state.now().getTime() })
  return { ...base, success: true, carrierId, errorMsg: '' }
}

async function deliverAll(
  state: DingtalkState,
  card: CardDoc,
  body: Json,
  spaces: { type: string; id: string }[],
) {
  const results = spaces.map(space => deliverTo(state, card, space, userIdType(body)))
  await state.cards.put(card.outTrackId, card)
  state.changes.tell({ kind: 'screen', userIds: card.deliveries.map(({ userId }) => userId) })
  return results
}

/** POST v1.0/card/instances. */
export function createCard(state: DingtalkState): Guarded {
  return async (body, app) => {
    const card = build(state, body, app)
    if (isAnswer(card)) return card
    await state.cards.put(card.outTrackId, card)
    return acceptNew({ success: true, result: card.outTrackId })
  }
}

/** POST v1.0/card/instances/deliver. */
export function deliverCard(state: DingtalkState): Guarded {
  return async (body, app) => {
    const card = state.cards.get(`${body.outTrackId ?? ''}`)
    if (!body.outTrackId) return refuseNew('param.outTrackIdEmpty')
    if (!card || card.appKey !== app.appKey) return refuseNew('param.cardNotExist')
    const spaces = readSpaces(body)
    if (isAnswer(spaces)) return spaces
    const wrong = modelFault(body, app, spaces)
    if (wrong) return wrong
    const copy = { ...card, deliveries: [...card.deliveries] }
    return acceptNew({ success: true, result: await deliverAll(state, copy, body, spaces) })
  }
}

/** POST v1.0/card/instances/createAndDeliver: a 200 may hold failed deliveries. */
export function createAndDeliver(state: DingtalkState): Guarded {
  return async (body, app) => {
    const card = build(state, body, app)
    if (isAnswer(card)) return card
    const spaces = readSpaces(body)
    if (isAnswer(spaces)) return spaces
    const wrong = modelFault(body, app, spaces)
    if (wrong) return wrong
    const deliverResults = await deliverAll(state, card, body, spaces)
    return acceptNew({ success: true, result: { outTrackId: card.outTrackId, deliverResults } })
  }
}

function without(params: Params, keys: string[]): Params {
  return Object.fromEntries(Object.entries(params).filter(([key]) => !keys.includes(key)))
}

/** New public values, by key or (the default) instead of the old ones; they outdo what a press had shown. */
function changePublic(card: CardDoc, change: Params, byKey: boolean): CardDoc {
  const keys = Object.keys(change)
  const kept = Object.entries(card.presserData).map(([userId, params]) => [userId, without(params, keys)])
  return {
    ...card,
    publicData: byKey ? { ...card.publicData, ...change } : change,
    presserData: byKey ? Object.fromEntries(kept) : {},
  }
}

function changePrivate(card: CardDoc, change: Record<string, Params>, byKey: boolean): CardDoc {
  const merged = Object.entries(change).map(([userId, params]) => [
    userId,
    byKey ? { ...card.privateData[userId], ...params } : params,
  ])
  return { ...card, privateData: { ...card.privateData, ...Object.fromEntries(merged) } }
}

/** PUT v1.0/card/instances/spaces: how the card looks in its spaces; nothing of it shows on these phones. */
export function setSpaces(state: DingtalkState): Guarded {
  return (body, app) => {
    if (!body.outTrackId) return refuseNew('param.outTrackIdEmpty')
    const card = state.cards.get(`${body.outTrackId}`)
    if (!card || card.appKey !== app.appKey) return refuseNew('param.cardNotExist')
    return acceptNew({ success: true, result: true })
  }
}

/** PUT v1.0/card/instances: overwrites unless told `updateCardDataByKey`. */
export function updateCard(state: DingtalkState): Guarded {
  return async (body, app) => {
    if (!body.outTrackId) return refuseNew('param.outTrackIdEmpty')
    const card = state.cards.get(`${body.outTrackId}`)
    if (!card || card.appKey !== app.appKey) return refuseNew('param.cardNotExist')
    if (!isJson(body.cardData) && !isJson(body.privateData))
      return refuseNew('param.cardDataAndPrivateDataBothEmpty')
    const shown = isJson(body.cardData) ? readParams(body.cardData.cardParamMap, 'cardData') : undefined
    if (shown && isAnswer(shown)) return shown
    const own = readPrivate(state, body.privateData, userIdType(body))
    if (isAnswer(own)) return own
    const options = isJson(body.cardUpdateOptions) ? body.cardUpdateOptions : {}
    const fresh = state.cards.get(card.outTrackId) ?? card
    const next = shown ? changePublic(fresh, shown as Params, options.updateCardDataByKey === true) : fresh
    const done = changePrivate(next, own as Record<string, Params>, options.updatePrivateDataByKey === true)
    await state.cards.put(card.outTrackId, done)
    state.changes.tell({ kind: 'screen', userIds: card.deliveries.map(({ userId }) => userId) })
    return acceptNew({ success: true, result: true })
  }
}

/** The answer to a press: shown to the presser only, until an update tells everybody. Wrong shapes are ignored. */
export async function applyAnswer(state: DingtalkState, outTrackId: string, userId: string, answer: Json) {
  const card = state.cards.get(outTrackId)
  if (!card) return
  const options = isJson(answer.cardUpdateOptions) ? answer.cardUpdateOptions : {}
  const read = (name: string) => {
    const holder = answer[name]
    const params = isJson(holder) && holder.cardParamMap ? readParams(holder.cardParamMap, name) : {}
    return isAnswer(params) ? {} : (params as Params)
  }
  const shown = read('cardData')
  const own = read('userPrivateData')
  const byKey = options.updateCardDataByKey === true
  const blank = Object.fromEntries(Object.keys(card.publicData).map(key => [key, '']))
  const seen = Object.keys(shown).length ? { ...(byKey ? card.presserData[userId] : blank), ...shown } : {}
  const next = { ...card, presserData: { ...card.presserData, [userId]: seen } }
  const done = Object.keys(own).length
    ? changePrivate(next, { [userId]: own }, options.updatePrivateDataByKey === true)
    : next
  await state.cards.put(outTrackId, done)
  state.changes.tell({ kind: 'screen', userIds: [userId] })
}

/** POST v1.0/card/callbacks/register. */
export function registerRoute(state: DingtalkState): Guarded {
  return async body => {
    const key = `${body.callbackRouteKey ?? ''}`
    if (key === '') return refuseNew('param.callbackRouteKeyEmpty')
    if (typeof body.callbackUrl !== 'string' || body.callbackUrl === '')
      return refuseNew('param.callbackUrlEmpty')
    if (state.routes.get(key) && body.forceUpdate !== true)
      return refuseNew('param.callbackRouteKeyExist', 'param.callbackRouteKeyExist', 500)
    const apiSecret = typeof body.apiSecret === 'string' ? body.apiSecret : randomId('', 24)
    await state.routes.put(key, { key, url: body.callbackUrl, apiSecret })
    return acceptNew({ success: true, result: { callbackUrl: body.callbackUrl, apiSecret } })
  }
}
