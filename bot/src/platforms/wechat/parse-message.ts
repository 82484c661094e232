import type { InboundEvent, MediaEvent } from '@gonghai/shared/ports/events'
import { CallbackRefused } from '../callback-crypto'
import { ownEntry } from '../own-entry'
import { type XmlElement, xmlText } from '../read-xml'

type Parse = (message: XmlElement) => InboundEvent | undefined

/** What we take of the official account's message kinds and events; all others are acknowledged and left. */
const MESSAGES: Record<string, Parse> = {
  text: message => text(message, xmlText(message, 'Content')),
  image: message => media(message, 'image'),
  // Recognised speech is as good as typed words.
  voice: message => text(message, xmlText(message, 'Recognition')) ?? media(message, 'voice'),
  video: message => media(message, 'video'),
  shortvideo: message => media(message, 'video'),
  location,
  event: message => ownEntry(EVENTS, xmlText(message, 'Event').toLowerCase())?.(message),
}

const QR_PREFIX = 'qrscene_'

const EVENTS: Record<string, Parse> = {
  subscribe: message => ({ ...base(message), type: 'open', first: true, ...scene(message, QR_PREFIX) }),
  scan: message => ({ ...base(message), type: 'open', ...scene(message, '') }),
  click: message => ({ ...base(message), type: 'open', menuKey: xmlText(message, 'EventKey') }),
  unsubscribe: message => ({ ...base(message), type: 'leave' }),
  templatesendjobfinish: report,
}

/** The neutral event in a message, or undefined for kinds that we do not use; throws `CallbackRefused('shape')`. */
export function parseWechatMessage(message: XmlElement): InboundEvent | undefined {
  return ownEntry(MESSAGES, xmlText(message, 'MsgType').toLowerCase())?.(message)
}

function base(message: XmlElement) {
  const userId = xmlText(message, 'FromUserName')
  const created = xmlText(message, 'CreateTime')
  if (!userId || !/^\d{1,12}$/.test(created)) throw new CallbackRefused('shape')
  const platform = 'wechat' as const
  const at = new Date(Number(created) * 1000)
  return { platform, dedupeKey: dedupeKey(message), from: { platform, userId }, at }
}

/** WeChat numbers messages, not events. */
function dedupeKey(message: XmlElement): string {
  const messageId = xmlText(message, 'MsgId')
  if (messageId) return messageId
  const parts = ['FromUserName', 'CreateTime', 'Event', 'EventKey', 'MsgID']
  return parts.map(name => xmlText(message, name)).join('|')
}

function text(message: XmlElement, words: string): InboundEvent | undefined {
  return words.trim() ? { ...base(message), type: 'text', text: words, chat: 'single' } : undefined
}

/** `PicUrl` is never called: the id is enough, on the configured host. */
function media(message: XmlElement, kind: MediaEvent['media']): MediaEvent {
  const mediaId = xmlText(message, 'MediaId')
  if (!mediaId) throw new CallbackRefused('shape')
  return { ...base(message), type: 'media', media: kind, mediaId, chat: 'single' }
}

/** Latitude is called X there. */
function location(message: XmlElement): InboundEvent {
  const latitude = degrees(message, 'Location_X', 90)
  const longitude = degrees(message, 'Location_Y', 180)
  const label = xmlText(message, 'Label')
  return {
    ...base(message),
    type: 'location',
    latitude,
    longitude,
    ...(label && { label }),
    chat: 'single',
  }
}

function degrees(message: XmlElement, name: string, most: number): number {
  const value = Number(xmlText(message, name) || Number.NaN)
  if (!(Math.abs(value) <= most)) throw new CallbackRefused('shape')
  return value
}

/** The scene of a QR code; following without one has an empty key. */
function scene(message: XmlElement, prefix: string): { scene?: string } {
  const key = xmlText(message, 'EventKey')
  return key.startsWith(prefix) && key.length > prefix.length ? { scene: key.slice(prefix.length) } : {}
}

/** `success`, `failed:user block` or `failed: system failed`, sometimes with blanks. */
function report(message: XmlElement): InboundEvent {
  const remoteId = xmlText(message, 'MsgID')
  const status = xmlText(message, 'Status').trim().toLowerCase()
  if (!remoteId || !status) throw new CallbackRefused('shape')
  if (status === 'success') return { ...base(message), type: 'report', remoteId, ok: true }
  const reason = status.includes('block') ? 'refused' : 'failed'
  return { ...base(message), type: 'report', remoteId, ok: false, reason }
}
