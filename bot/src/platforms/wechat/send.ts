import { PlatformError } from '@gonghai/shared/ports/errors'
import type { Card, SendReceipt } from '@gonghai/shared/ports/messages'
import type { OfficialAccount, TemplateMessage } from '@gonghai/shared/ports/official-account'
import type { Sender } from '@gonghai/shared/ports/platform'
import { z } from 'zod'
import { readAnswer } from '../answer'
import { checkCopyId, checkRecipient } from '../check-ids'
import { checkUrl } from '../check-url'
import type { PlatformDeps } from '../deps'
import type { WechatApi } from './api'
import { fillTemplate } from './card-template'
import type { WechatConfig } from './config'
import { fitTemplateValue } from './template-values'
import { renderCardAsText, renderWechatText } from './text'

const CUSTOM = 'cgi-bin/message/custom/send'
const TEMPLATE = 'cgi-bin/message/template/send'
const URL_BYTES = 2048
/** "clientmsgid exist": on sending again, our message is there already. */
const MESSAGE_EXISTS = '45065'

const sent = z.object({ msgid: z.string().optional() })

/** Sends to one follower: words as customer-service messages, inside the window only; cards as template messages. */
export function createWechatSender(config: WechatConfig, api: WechatApi, deps: PlatformDeps): Sender {
  const sendTemplate = createTemplateSender(api)
  const sendContent = async (to: string, content: string): Promise<SendReceipt> => {
    checkRecipient('wechat', CUSTOM, to)
    await api.call(CUSTOM, { body: { touser: to, msgtype: 'text', text: { content } } })
    return {}
  }
  return {
    abilities: {
      cardInput: false,
      // Nothing that was sent can be changed: it never gives a code.
      updateNeedsCode: true,
      idempotentText: false,
      idempotentCard: config.progress !== undefined,
      // WeChat publishes none for template messages; five texts are all that one window allows.
      perPerson: { perMinute: 10, perHour: 60 },
    },
    sendText: (to, message) => sendContent(to, renderWechatText(message)),
    sendCard: async (to: string, card: Card, copyId: string) => {
      checkCopyId('wechat', TEMPLATE, copyId)
      checkUrl('wechat', TEMPLATE, card.url, URL_BYTES)
      if (!config.progress) return sendContent(to, renderCardAsText(card))
      return sendTemplate(to, fillTemplate(config.progress, card, deps.now()), copyId)
    },
    updateCard: async () => {
      throw new PlatformError('wechat', 'update', 'input', 'no updates')
    },
  }
}

/** Sends one template message; its key is WeChat's `client_msg_id`, under which a repeat within ten minutes is dropped. */
export function createTemplateSender(api: WechatApi): OfficialAccount['sendTemplate'] {
  return async (to: string, message: TemplateMessage, key: string) => {
    checkRecipient('wechat', TEMPLATE, to)
    checkCopyId('wechat', TEMPLATE, key)
    const { templateId: template_id, url } = message
    if (url !== undefined) checkUrl('wechat', TEMPLATE, url, URL_BYTES)
    const data = fitValues(message.values)
    const body = { touser: to, template_id, ...(url && { url }), client_msg_id: key, data }
    try {
      const answer = readAnswer('wechat', TEMPLATE, sent, await api.call(TEMPLATE, { body }))
      return { remoteId: answer.msgid }
    } catch (error) {
      if (error instanceof PlatformError && error.code === MESSAGE_EXISTS) return { duplicate: true }
      throw error
    }
  }
}

function fitValues(values: Record<string, string>): Record<string, { value: string }> {
  const fitted = Object.entries(values).map(([key, text]) => {
    const value = fitTemplateValue(key, text)
    if (value === undefined) throw new PlatformError('wechat', TEMPLATE, 'input', `template ${key}`)
    return [key, { value }] as const
  })
  return Object.fromEntries(fitted)
}
