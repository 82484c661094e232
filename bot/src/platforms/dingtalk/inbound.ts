import type { Acknowledgement, Receive } from '@gonghai/shared/ports/platform'
import type { Json } from '../call'
import type { PlatformDeps } from '../deps'
import { renderDingtalkCard } from './card'
import type { DingtalkConfig } from './config'
import { type EventEnvelope, parseDirectoryEvent } from './parse-directory'
import { parsePress } from './parse-press'
import { parseRobotMessage } from './parse-robot'

/** How long the answer to a press may take to go back with the acknowledgement. */
const ANSWER_MS = 1500
/** DingTalk gives up after 2 seconds: before that the press is acknowledged without its answer. */
const GIVE_UP_MS = 1850

/** What DingTalk pushes, whichever way it came; verified before. Rejects when the event could not be stored. */
export interface DingtalkInbound {
  /** @param readOnly the way it came does not prove who typed it */
  robot(json: unknown, receive: Receive, readOnly: boolean): Promise<void>
  /** The response for the presser's card. */
  press(json: unknown, receive: Receive, at: Date, pressId?: string): Promise<Json>
  event(json: Json, receive: Receive, envelope?: EventEnvelope): Promise<void>
}

/** Turns what DingTalk pushes into neutral events and hands them on. */
export function createDingtalkInbound(config: DingtalkConfig, deps: PlatformDeps): DingtalkInbound {
  const leave = (kind: string, reason: string) =>
    deps.log.info({ platform: 'dingtalk', kind, reason }, 'push not used')
  return {
    robot: async (json, receive, readOnly) => {
      const parsed = parseRobotMessage(config, json)
      if ('left' in parsed) return leave('robot', parsed.left)
      for (const event of parsed.events) {
        await receive(readOnly && event.type === 'text' ? { ...event, readOnly } : event)
      }
    },
    press: async (json, receive, at, pressId) => {
      const event = parsePress(config, json, at, pressId)
      if (!event) {
        leave('press', 'shape')
        return {}
      }
      return respond(await inTime(receive(event, { within: ANSWER_MS }), deps))
    },
    event: async (json, receive, envelope) => {
      const event = parseDirectoryEvent(config, json, deps.now(), envelope)
      if (event) await receive(event)
    },
  }
}

function respond(answer: Acknowledgement): Json {
  if (!answer.card) return {}
  const cardData = { cardParamMap: renderDingtalkCard(answer.card) }
  return { cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true }, cardData }
}

/** The answer, or an empty one when it comes too late; what goes wrong after that is logged. */
async function inTime(answering: Promise<Acknowledgement>, deps: PlatformDeps): Promise<Acknowledgement> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>(done => {
    timer = setTimeout(done, GIVE_UP_MS, null)
  })
  try {
    const answer = await Promise.race([answering, late])
    if (answer) return answer
  } finally {
    clearTimeout(timer)
  }
  answering.catch(error =>
    deps.log.error({ platform: 'dingtalk', error: String(error) }, 'late press failed'),
  )
  return {}
}
