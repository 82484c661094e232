import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Card, SendReceipt, TextMessage } from '@gonghai/shared/ports/messages'
import type { Sender } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { Json } from '../call'
import { checkCopyId, checkRecipient } from '../check-ids'
import { cutBytes, plainLine, plainText } from '../cut-text'
import { escapeMarkdown } from '../escape-markdown'
import type { DingtalkApi } from './api'
import { renderDingtalkCard } from './card'
import { CARD_ROUTE_KEY } from './card-route'
import type { DingtalkConfig } from './config'

const TEXT_BYTES = 5000
const FLOW_CONTROL_MS = 10_000
const ALREADY_THERE = 'param.cardAlreadyExist'

const robotAnswer = z.object({
  processQueryKey: z.string().optional(),
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
})

const deliverAnswer = z.object({
  result: z.object({
    deliverResults: z.array(z.object({ success: z.boolean(), carrierId: z.string().nullish() })).min(1),
  }),
})

/** Sends as the app's robot to one employee at a time. */
export function createDingtalkSender(config: DingtalkConfig, api: DingtalkApi): Sender {
  return {
    abilities: {
      cardInput: true,
      updateNeedsCode: false,
      idempotentText: false,
      // DingTalk publishes no figure for a robot's private messages: as many as for its webhook robots.
      perPerson: { perMinute: 20, perHour: 1000 },
    },
    sendText: (to, message) => sendText(config, api, to, message),
    sendCard: (to, card, copyId) => sendCard(config, api, to, card, copyId),
    updateCard: async (_to, card, copyId) => {
      checkCopyId('dingtalk', 'card/instances', copyId)
      const cardData = { cardParamMap: renderDingtalkCard(card) }
      // Without the option everything that we do not name would be wiped.
      const cardUpdateOptions = { updateCardDataByKey: true }
      await api.call('card/instances', {
        body: { outTrackId: copyId, cardData, cardUpdateOptions, userIdType: 1 },
      })
    },
  }
}

async function sendText(
  config: DingtalkConfig,
  api: DingtalkApi,
  to: string,
  message: TextMessage,
): Promise<SendReceipt> {
  const method = 'robot/oToMessages/batchSend'
  checkRecipient('dingtalk', method, to)
  const body = { robotCode: config.clientId, userIds: [to], ...renderText(message) }
  const answer = readAnswer('dingtalk', method, robotAnswer, await api.call(method, { body }))
  if (answer.invalidStaffIdList?.includes(to)) {
    throw new PlatformError('dingtalk', method, 'recipient', 'invalidStaffIdList')
  }
  if (answer.flowControlledStaffIdList?.includes(to)) {
    throw new PlatformError('dingtalk', method, 'throttled', 'flowControlledStaffIdList', FLOW_CONTROL_MS)
  }
  return { remoteId: answer.processQueryKey }
}

/** Plain text, or markdown where there are links; the words give way to the links. */
function renderText(message: TextMessage): { msgKey: string; msgParam: string } {
  const links = (message.links ?? []).map(
    link => `\n\n[${escapeMarkdown(link.text)}](${linkTarget(link.url)})`,
  )
  while (links.length > 0 && Buffer.byteLength(links.join('')) > TEXT_BYTES) links.pop()
  const room = TEXT_BYTES - Buffer.byteLength(links.join(''))
  if (links.length === 0) {
    return {
      msgKey: 'sampleText',
      msgParam: JSON.stringify({ content: cutBytes(plainText(message.text), room) }),
    }
  }
  // Two blanks end a line in markdown.
  const text = cutBytes(escapeMarkdown(message.text).replaceAll('\n', '  \n'), room) + links.join('')
  const title = cutBytes(plainLine(message.text), 64)
  return { msgKey: 'sampleMarkdown', msgParam: JSON.stringify({ title, text }) }
}

function linkTarget(url: string): string {
  return url.replace(/[()\s<>]/g, character => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

async function sendCard(
  config: DingtalkConfig,
  api: DingtalkApi,
  to: string,
  card: Card,
  copyId: string,
): Promise<SendReceipt> {
  const method = 'card/instances/createAndDeliver'
  checkCopyId('dingtalk', method, copyId)
  checkRecipient('dingtalk', method, to)
  const body = deliverRequest(config, to, card, copyId)
  try {
    const answer = readAnswer('dingtalk', method, deliverAnswer, await api.call(method, { body }))
    const failed = answer.result.deliverResults.some(delivery => !delivery.success)
    if (failed) throw new PlatformError('dingtalk', method, 'recipient', 'deliverResults')
    return { remoteId: answer.result.deliverResults[0]?.carrierId ?? undefined }
  } catch (error) {
    if (error instanceof PlatformError && error.code === ALREADY_THERE) return { duplicate: true }
    throw error
  }
}

function deliverRequest(config: DingtalkConfig, to: string, card: Card, copyId: string): Json {
  const preview = cutBytes(plainLine(`${card.source}：${card.title}`), 200)
  return {
    cardTemplateId: config.cardTemplateId,
    outTrackId: copyId,
    ...(config.http
      ? { callbackType: 'HTTP', callbackRouteKey: CARD_ROUTE_KEY }
      : { callbackType: 'STREAM' }),
    cardData: { cardParamMap: renderDingtalkCard(card) },
    openSpaceId: `dtv1.card//IM_ROBOT.${to}`,
    imRobotOpenSpaceModel: {
      supportForward: false,
      lastMessageI18n: { ZH_CN: preview, ZH_TW: preview, EN_US: preview },
      notification: { alertContent: preview, notificationOff: false },
    },
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: config.clientId },
    userIdType: 1,
  }
}
