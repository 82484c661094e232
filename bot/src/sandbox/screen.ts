import type { PlatformName } from '@gonghai/shared/ports/events'

/** What a phone shows, the same for every platform, as data. */

/** A line of facts on a card; with `url` the value is a link. */
export interface ScreenFact {
  label: string
  value: string
  url?: string
}

/** A button: with `url` it opens the page, otherwise pressing it calls back with `key`. */
export interface ScreenButton {
  key: string
  text: string
  style: 'primary' | 'danger' | 'plain'
  url?: string
}

/** A choice on a card; `selected` holds option ids. */
export interface ScreenChoice {
  key: string
  title: string
  options: { id: string; text: string }[]
  selected: string[]
  many: boolean
  disabled: boolean
}

/** A card as its reader sees it now. With an `outcome` it can no longer be pressed. */
export interface ScreenCard {
  source?: string
  flag?: string
  title: string
  subtitle?: string
  body?: string
  image?: string
  facts: ScreenFact[]
  url?: string
  buttons: ScreenButton[]
  choices: ScreenChoice[]
  inputs: { key: string; title: string; placeholder?: string }[]
  links: { text: string; url: string }[]
  outcome?: string
}

/** One entry of a chat. */
export interface ScreenItem {
  id: string
  /** ISO time. */
  at: string
  from: 'me' | 'app'
  kind: 'text' | 'markdown' | 'image' | 'card' | 'recalled'
  text?: string
  /** Image: the media id to fetch by `control.media`. */
  mediaId?: string
  card?: ScreenCard
  /** A line of the person's own that did not reach the app. */
  undelivered?: boolean
}

/** Somebody who can sit at a phone. */
export interface Sitter {
  userId: string
  name: string
  title?: string
  department?: string
  leader: boolean
  /** Customers: the end of the phone number that the company knows of them. */
  phoneEnding?: string
  /** Customers: QR codes on machines at their company. */
  stickers?: Sticker[]
}

/** A machine's QR code: its picture leads to `url`. */
export interface Sticker {
  name: string
  serialNumber: string
  url: string
}

/** What a press or a line led to: delivered to Gonghai or why not. */
export interface Delivery {
  delivered: boolean
  /** `timeout`, `http 500`, `offline`, `no connection` … */
  reason?: string
}

/** What a person does in a platform's client, the same verbs on every platform. */
export interface PhoneControl {
  readonly platform: PlatformName
  people(): Sitter[]
  /** Oldest first. */
  screen(userId: string): ScreenItem[]
  /** A picture on the screen: shown to its reader only. */
  media(userId: string, mediaId: string): { bytes: Buffer; contentType: string } | undefined
  typeLine(userId: string, text: string): Promise<Delivery>
  sendPicture(
    userId: string,
    picture: { bytes: Buffer; fileName: string; contentType: string },
  ): Promise<Delivery>
  /** @param values input texts and chosen option ids by key; several ids are joined by `,` */
  press(userId: string, itemId: string, key: string, values: Record<string, string>): Promise<Delivery>
  /** The person opens the chat with the app. */
  openChat(userId: string): Promise<Delivery>
  /** A login code for the person who holds this phone: 5 minutes, once. */
  mintCode(userId: string): Promise<string>
}
