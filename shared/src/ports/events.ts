/** What a person did on a chat platform, after verification, decryption and parsing. No platform word is left in it. */

/** The chat platforms. `wechat` (the official account) is the customers' door. */
export type PlatformName = 'wecom' | 'dingtalk' | 'wechat'

/** On it, people are customers and not staff: their events never reach the staff's conversation. */
export const customerPlatform: PlatformName = 'wechat'

/** Somebody on a platform: WeCom userid, DingTalk userid, official-account openid. */
export interface Identity {
  platform: PlatformName
  userId: string
}

interface InboundBase {
  platform: PlatformName
  /** Unique per platform: the platform's own message id, or sender + time + kind (+ press code). A repeat is answered, not done again. */
  dedupeKey: string
  from: Identity
  /** When the person did it, by the platform's clock (UTC). */
  at: Date
}

/** A line typed (or spoken and recognised) at the bot. */
export interface TextEvent extends InboundBase {
  type: 'text'
  text: string
  chat: 'single' | 'group'
  /** Set in group chats only; customer facts never go there. */
  conversationId?: string
  /** True when the way it came does not prove who typed it: questions may be answered, nothing is changed by it. */
  readOnly?: boolean
}

/** A button pressed on a card. Authority never comes from here: only `copyId` and `action` are looked up. */
export interface PressEvent extends InboundBase {
  type: 'press'
  /** The id of the card copy that we sent (WeCom task_id, DingTalk outTrackId). */
  copyId: string
  /** The key of the pressed button, as the card was rendered. */
  action: string
  /** Input fields and choices of the card, by key. */
  values: Record<string, string>
  /** WeCom: a ResponseCode, good for one update of the card within 72 h. */
  pressCode?: string
}

/** A picture, voice or file sent to the bot. `mediaId` is fetched later by the platform's own API. */
export interface MediaEvent extends InboundBase {
  type: 'media'
  media: 'image' | 'voice' | 'video' | 'file'
  mediaId: string
  chat: 'single' | 'group'
}

/** The person opened the chat, followed the app, or pressed a menu entry. */
export interface OpenEvent extends InboundBase {
  type: 'open'
  /** Menu key, or absent when the chat was just opened. */
  menuKey?: string
  /** What our own QR code carried that was scanned. Comes from outside: look it up, never trust it. */
  scene?: string
  /** The person follows the account from this moment on, for the first time or again. */
  first?: true
}

/** The person stopped following the account: nothing reaches them any more. */
export interface LeaveEvent extends InboundBase {
  type: 'leave'
}

/** A place that the person sent. */
export interface LocationEvent extends InboundBase {
  type: 'location'
  /** Degrees, as the platform's maps count them (GCJ-02 in China). */
  latitude: number
  longitude: number
  /** The platform's words for the place. */
  label?: string
  chat: 'single' | 'group'
}

/** What became of a message that the platform delivers after its answer. `from` is whom it was sent to. */
export interface DeliveryReportEvent extends InboundBase {
  type: 'report'
  /** `SendReceipt.remoteId` of the message. */
  remoteId: string
  ok: boolean
  /** Why it was not delivered: the person refuses messages, or the platform failed. Absent when `ok`. */
  reason?: 'refused' | 'failed'
}

/** The platform's directory changed; the ids are re-read by its API, never trusted from the event. */
export interface DirectoryEvent extends InboundBase {
  type: 'directory'
  change: 'employee' | 'department'
  ids: string[]
}

export type InboundEvent =
  | TextEvent
  | PressEvent
  | MediaEvent
  | LocationEvent
  | OpenEvent
  | LeaveEvent
  | DeliveryReportEvent
  | DirectoryEvent
