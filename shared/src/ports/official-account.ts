import type { SendReceipt } from './messages'
import type { ChatPlatform } from './platform'

/** A QR code that brings whoever scans it to the account, with a scene that comes back in the `OpenEvent`. */
export interface SceneQr {
  /** What the QR picture has to hold. */
  url: string
  /** The platform's own name of the code; kept for support. */
  ticket: string
  /** Absent for permanent codes. */
  expiresAt?: Date
}

/** A menu entry: sends its key to us, opens an address, or holds up to five of both. */
export type MenuButton =
  | { text: string; key: string }
  | { text: string; url: string }
  | { text: string; items: ({ text: string; key: string } | { text: string; url: string })[] }

/** What the platform tells of a person who follows or followed the account. It withholds name and picture. */
export interface Follower {
  openId: string
  following: boolean
  /** The same person in all accounts and apps of one owner. */
  unionId?: string
  /** Since when; absent when they don't follow. */
  since?: Date
  /** The scene of the code that brought them. */
  scene?: string
}

/** A message in a form that the platform has approved; needs no window. */
export interface TemplateMessage {
  templateId: string
  /** Values by the template's typed keys (`thing1`, `time3` …); cut to what their type takes. */
  values: Record<string, string>
  /** Opened by a tap, http or https. */
  url?: string
}

/** An official account: a chat platform whose people are customers. All methods throw `PlatformError`. */
export interface OfficialAccount extends ChatPlatform {
  readonly name: 'wechat'
  /**
   * Makes a QR code.
   * @param scene 1 to 64 visible ASCII characters; unguessable where it opens something
   * @param lifetime seconds (60 to 2,592,000), or `permanent` for what is printed (at most 100,000 in all)
   */
  createSceneQr(scene: string, lifetime: number | 'permanent'): Promise<SceneQr>
  /** Replaces the account's menu: one to three entries. */
  publishMenu(buttons: MenuButton[]): Promise<void>
  follower(openId: string): Promise<Follower>
  /** @param key unique per message; the platform notices a repeat for about ten minutes */
  sendTemplate(to: string, message: TemplateMessage, key: string): Promise<SendReceipt>
}

/** Is this platform an official account? */
export function isOfficialAccount(platform: ChatPlatform): platform is OfficialAccount {
  return 'publishMenu' in platform
}
