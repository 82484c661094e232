import type { InboundEvent, MediaEvent } from '@gonghai/shared/ports/events'
import { isObject } from '../answer'
import { CallbackRefused } from '../callback-crypto'
import { ownEntry } from '../own-entry'
import { type XmlElement, xmlList, xmlText } from '../read-xml'

type Parse = (message: XmlElement) => InboundEvent | undefined

/** What we take of WeCom's message kinds and events; all others are acknowledged and left. */
const MESSAGES: Record<string, Parse> = {
  text: message => ({ ...base(message), type: 'text', text: xmlText(message, 'Content'), chat: 'single' }),
  image: message => media(message, 'image'),
  voice: message => media(message, 'voice'),
  video: message => media(message, 'video'),
  file: message => media(message, 'file'),
  event: message => ownEntry(EVENTS, xmlText(message, 'Event').toLowerCase())?.(message),
}

const EVENTS: Record<string, Parse> = {
  template_card_event: press,
  template_card_menu_event: press,
  enter_agent: message => ({ ...base(message), type: 'open' }),
  subscribe: message => ({ ...base(message), type: 'open' }),
  click: message => ({ ...base(message), type: 'open', menuKey: xmlText(message, 'EventKey') }),
  change_contact: directory,
}

/** The neutral event in a decrypted message, or undefined for kinds that we do not use; throws `CallbackRefused('shape')`. */
export function parseWecomMessage(message: XmlElement): InboundEvent | undefined {
  return ownEntry(MESSAGES, xmlText(message, 'MsgType').toLowerCase())?.(message)
}

function base(message: XmlElement) {
  const userId = xmlText(message, 'FromUserName')
  const created = xmlText(message, 'CreateTime')
  if (!userId || !/^\d{1,12}$/.test(created)) throw new CallbackRefused('shape')
  const platform = 'wecom' as const
  const at = new Date(Number(created) * 1000)
  return { platform, dedupeKey: dedupeKey(message), from: { platform, userId }, at }
}

/** WeCom numbers messages, not events; two presses in one second differ in their response code only. */
function dedupeKey(message: XmlElement): string {
  const messageId = xmlText(message, 'MsgId')
  if (messageId) return messageId
  const parts = ['FromUserName', 'CreateTime', 'Event', 'EventKey', 'TaskId', 'ResponseCode']
  const subject = ['ChangeType', 'UserID', 'NewUserID', 'Id']
  return [...parts, ...subject].map(name => xmlText(message, name)).join('|')
}

function media(message: XmlElement, kind: MediaEvent['media']): MediaEvent {
  const mediaId = xmlText(message, 'MediaId')
  if (!mediaId) throw new CallbackRefused('shape')
  return { ...base(message), type: 'media', media: kind, mediaId, chat: 'single' }
}

function press(message: XmlElement): InboundEvent {
  return {
    ...base(message),
    type: 'press',
    copyId: xmlText(message, 'TaskId'),
    action: xmlText(message, 'EventKey'),
    values: selected(message),
    pressCode: xmlText(message, 'ResponseCode') || undefined,
  }
}

function selected(message: XmlElement): Record<string, string> {
  const items = xmlList(message, 'SelectedItems', 'SelectedItem').filter(isObject)
  return Object.fromEntries(
    items.map(item => [xmlText(item, 'QuestionKey'), xmlList(item, 'OptionIds', 'OptionId').join(',')]),
  )
}

function directory(message: XmlElement): InboundEvent | undefined {
  const changeType = xmlText(message, 'ChangeType')
  if (changeType.endsWith('_user')) {
    const ids = [xmlText(message, 'UserID'), xmlText(message, 'NewUserID')].filter(Boolean)
    return { ...base(message), type: 'directory', change: 'employee', ids }
  }
  if (!changeType.endsWith('_party')) return undefined
  return {
    ...base(message),
    type: 'directory',
    change: 'department',
    ids: [xmlText(message, 'Id')].filter(Boolean),
  }
}
