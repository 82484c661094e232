import { createHash } from 'node:crypto'
import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Card, SendReceipt, TextMessage } from '@gonghai/shared/ports/messages'
import type { Sender } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import type { Json } from '../call'
import { checkCopyId, checkRecipient } from '../check-ids'
import type { WecomApi } from './api'
import { renderWecomCard, renderWecomText, renderWecomUpdate } from './card'
import type { WecomConfig } from './config'

const HOUR_MS = 3_600_000
const DUPLICATE_SECONDS = { least: 1800, most: 14_400 }
/** "taskid has existed": on sending again, our card is there already. */
const TASK_EXISTS = '42014'

const sent = z.object({
  msgid: z.string().optional(),
  response_code: z.string().optional(),
  invaliduser: z.string().optional(),
  unlicenseduser: z.string().optional(),
})
const updated = z.object({ invaliduser: z.union([z.array(z.string()), z.string()]).optional() })

/** Sends as the WeCom app to one member at a time. */
export function createWecomSender(config: WecomConfig, api: WecomApi): Sender {
  const send = async (to: string, key: string, message: Json): Promise<SendReceipt> => {
    checkRecipient('wecom', 'message/send', to)
    const body = { touser: to, agentid: Number(config.agentId), ...duplicateCheck(key), ...message }
    const answer = readAnswer('wecom', 'message/send', sent, await api.call('message/send', { body }))
    refuseMissed(to, 'message/send', 'invaliduser', answer.invaliduser?.split('|'))
    refuseMissed(to, 'message/send', 'unlicenseduser', answer.unlicenseduser?.split('|'))
    return { remoteId: answer.msgid || undefined, sendCode: answer.response_code || undefined }
  }
  return {
    abilities: {
      cardInput: false,
      updateNeedsCode: true,
      codeLifetimeMs: 72 * HOUR_MS,
      idempotentText: true,
      perPerson: { perMinute: 30, perHour: 1000 },
    },
    sendText: (to: string, message: TextMessage, key: string) => {
      const content = renderWecomText(message.text, message.links ?? [])
      return send(to, key, { msgtype: 'text', text: { content } })
    },
    sendCard: async (to: string, card: Card, copyId: string) => {
      checkCopyId('wecom', 'message/send', copyId)
      const template_card = { ...renderWecomCard(card), task_id: copyId }
      try {
        return await send(to, copyId, { msgtype: 'template_card', template_card })
      } catch (error) {
        if (error instanceof PlatformError && error.code === TASK_EXISTS) return { duplicate: true }
        throw error
      }
    },
    updateCard: async (to: string, card: Card, _copyId: string, code?: string) => {
      const method = 'message/update_template_card'
      checkRecipient('wecom', method, to)
      if (!code) throw new PlatformError('wecom', method, 'input', 'no code')
      const target = { userids: [to], agentid: Number(config.agentId), response_code: code }
      const answer = await api.call(method, { body: { ...target, template_card: renderWecomUpdate(card) } })
      const missed = readAnswer('wecom', method, updated, answer).invaliduser
      refuseMissed(to, method, 'invaliduser', typeof missed === 'string' ? missed.split('|') : missed)
    },
  }
}

/**
 * WeCom drops a message whose JSON equals one within the interval. The interval itself carries our key,
 * so that sending one message again is noticed and saying the same words twice is not.
 */
function duplicateCheck(key: string): Json {
  const span = DUPLICATE_SECONDS.most - DUPLICATE_SECONDS.least
  const offset = createHash('sha256').update(key).digest().readUInt32BE() % span
  return { enable_duplicate_check: 1, duplicate_check_interval: DUPLICATE_SECONDS.least + offset }
}

/** WeCom answers 0 and lists whom it did not reach, in lower case: user ids know no case there. */
function refuseMissed(to: string, method: string, list: string, missed: string[] = []): void {
  if (!missed.some(userId => userId.toLowerCase() === to.toLowerCase())) return
  throw new PlatformError('wecom', method, 'recipient', list)
}
