import { createHmac } from 'node:crypto'
import type { Delivery } from '../screen'
import { applyAnswer } from './card'
import { cardTopic, type Gateway } from './gateway'
import { isJson } from './guard'
import type { CardDoc, DingtalkState, Json } from './state'

function parse(text: string): Json {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : {}
  } catch {
    return {}
  }
}

/** By HTTP: the signature covers the timestamp only. */
async function byHttp(
  state: DingtalkState,
  card: CardDoc,
  payload: Json,
  ms: number,
): Promise<Json | string> {
  const route = state.routes.get(card.callbackRouteKey ?? '')
  if (!route) return 'no route'
  const timestamp = `${state.now().getTime()}`
  const signature = createHmac('sha256', route.apiSecret).update(timestamp).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'x-ddpaas-signature-timestamp': timestamp,
    'x-ddpaas-signature': signature,
  }
  const signal = AbortSignal.timeout(ms)
  let outcome = ''
  let answer: Json | undefined
  try {
    const response = await fetch(route.url, {
      method: 'POST',
      headers,
      body: JSON.stringify(payload),
      signal,
    })
    outcome = `${response.status}`
    if (response.ok) answer = parse(await response.text())
  } catch {
    outcome = signal.aborted ? 'timeout' : 'refused'
  }
  const title = `POST ${new URL(route.url).pathname}`
  state.wire.add({ direction: 'callback', title, outcome, request: payload, response: answer ?? null })
  return answer ?? (/^\d/.test(outcome) ? `http ${outcome}` : outcome)
}

async function byStream(gateway: Gateway, card: CardDoc, payload: Json, ms: number): Promise<Json | string> {
  const acked = await gateway.callback(card.appKey, cardTopic, payload, ms)
  if ('reason' in acked) return acked.reason
  if (acked.ack.code !== 200) return `code ${acked.ack.code}`
  const { response } = parse(`${acked.ack.data}`)
  return isJson(response) ? response : {}
}

/** Reports a press, waits up to `ms` for the answer, and shows it to the presser. */
export async function reportPress(
  state: DingtalkState,
  gateway: Gateway,
  card: CardDoc,
  person: { userId: string; unionId: string },
  pressed: { actionIds: string[]; params: Record<string, string> },
  ms: number,
): Promise<Delivery> {
  const content = JSON.stringify({ cardPrivateData: pressed })
  const payload = {
    extension: '{}',
    corpId: state.corp.corpId,
    spaceType: 'im',
    userIdType: card.userIdType,
    type: 'actionCallback',
    userId: card.userIdType === 2 ? person.unionId : person.userId,
    content,
    spaceId: person.userId,
    outTrackId: card.outTrackId,
    value: content,
  }
  const http = card.callbackType === 'HTTP'
  const answer = http ? await byHttp(state, card, payload, ms) : await byStream(gateway, card, payload, ms)
  if (typeof answer === 'string') return { delivered: false, reason: answer }
  await applyAnswer(state, card.outTrackId, person.userId, answer)
  return { delivered: true }
}
