import type { InboundEvent, MediaEvent } from '@gonghai/shared/ports/events'
import { z } from 'zod'
import { ownEntry } from '../own-entry'
import type { DingtalkConfig } from './config'

const SINGLE = '1'

const file = z.object({ downloadCode: z.string().min(1) })
const robotMessage = z.object({
  msgId: z.string().min(1),
  msgtype: z.string().default(''),
  conversationType: z.string(),
  conversationId: z.string().optional(),
  createAt: z.coerce.number().int().positive(),
  senderStaffId: z.string().nullish(),
  senderCorpId: z.string().nullish(),
  robotCode: z.string().nullish(),
  errorCode: z.union([z.string(), z.number()]).nullish(),
  text: z.object({ content: z.string() }).optional(),
  content: z.record(z.string(), z.unknown()).optional(),
})

/** A message at the robot, or why it is left: from outside, for another robot, without content, not in its shape. */
export type ParsedRobotMessage = { events: InboundEvent[] } | { left: string }

type Message = z.infer<typeof robotMessage>
type Said = { text: string } | { media: MediaEvent['media']; mediaId: string }

/** What each message kind says: words, files, or both. */
const KINDS: Record<string, (message: Message) => Said[]> = {
  text: message => words(message.text?.content),
  richText: message => richText(message.content?.richText),
  picture: message => files(message.content, 'image'),
  audio: message => spoken(message.content),
  video: message => files(message.content, 'video'),
  file: message => files(message.content, 'file'),
}

/** The neutral events in a robot message; a rich text with pictures gives several, each with its own key. */
export function parseRobotMessage(config: DingtalkConfig, json: unknown): ParsedRobotMessage {
  const read = robotMessage.safeParse(json)
  if (!read.success) return { left: 'shape' }
  const message = read.data
  if (message.errorCode) return { left: `error ${message.errorCode}` }
  if (message.robotCode && message.robotCode !== config.clientId) return { left: 'another robot' }
  const ours = !message.senderCorpId || message.senderCorpId === config.corpId
  if (!message.senderStaffId || !ours) return { left: 'outsider' }
  const said = ownEntry(KINDS, message.msgtype)?.(message) ?? []
  const userId = message.senderStaffId
  return { events: said.map((part, index) => toEvent(message, userId, part, index)) }
}

function toEvent(message: Message, userId: string, part: Said, index: number): InboundEvent {
  const single = message.conversationType === SINGLE
  const base = {
    platform: 'dingtalk' as const,
    dedupeKey: index === 0 ? message.msgId : `${message.msgId}#${index}`,
    from: { platform: 'dingtalk' as const, userId },
    at: new Date(message.createAt),
    chat: single ? ('single' as const) : ('group' as const),
  }
  if ('mediaId' in part) return { ...base, type: 'media', ...part }
  return {
    ...base,
    type: 'text',
    text: part.text,
    ...(!single && { conversationId: message.conversationId }),
  }
}

function words(text: unknown): Said[] {
  return typeof text === 'string' && text.trim() ? [{ text: text.trim() }] : []
}

function files(content: unknown, media: MediaEvent['media']): Said[] {
  const read = file.safeParse(content)
  return read.success ? [{ media, mediaId: read.data.downloadCode }] : []
}

/** Recognised speech is as good as typed words. */
function spoken(content: Message['content']): Said[] {
  const recognised = words(content?.recognition)
  return recognised.length > 0 ? recognised : files(content, 'voice')
}

function richText(parts: unknown): Said[] {
  const list = z
    .array(z.object({ text: z.string().optional(), downloadCode: z.string().optional() }))
    .safeParse(parts)
  if (!list.success) return []
  return [
    ...words(list.data.map(part => part.text ?? '').join('')),
    ...list.data.flatMap(part => files(part, 'image')),
  ]
}
