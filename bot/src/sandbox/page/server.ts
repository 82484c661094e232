/// <reference lib="dom" />
import type { PlatformName } from '@gonghai/shared/ports/events'
import type { Delivery, ScreenItem, Sitter } from '../screen'
import type { Standing } from '../wechat/control'
import type { WireEntry } from '../wire'

export type { PlatformName }

/** A phone as the server describes it. */
export interface PhoneState {
  platform: PlatformName
  /** What stands above the chat, where it is not our assistant. */
  name?: string
  people: Sitter[]
  seat?: string
  faults: {
    offline: boolean
    dropCallbacks: boolean
    duplicateCallbacks: boolean
    waiting: { path: string; kind: string; left: number }[]
  }
}

/** Everything that the page starts from. */
export interface PageState {
  now: string
  canMoveClock: boolean
  miniappUrl: string
  flows: { id: string; done: boolean }[]
  phones: PhoneState[]
}

export type { Standing }

/** An entry of the app's menu at the foot of a chat. */
export interface MenuEntry {
  name: string
  type?: string
  key?: string
  url?: string
  sub_button?: MenuEntry[]
}

/** What is on somebody's screen; customers also stand somehow to the account. */
export interface Screen {
  items: ScreenItem[]
  menu: MenuEntry[]
  standing?: Standing
  /** The account's own QR codes. */
  codes?: { url: string; scene: string }[]
}

/** What the live feed tells. */
export interface LiveEvent {
  kind: 'screen' | 'wire' | 'faults' | 'flows' | 'clock'
  platform?: PlatformName
  userIds?: string[]
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = { 'x-sandbox': '1', ...init.headers }
  const answer = await fetch(`/sandbox/api/${path}`, { ...init, headers })
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`)
  return (await answer.json()) as T
}

const post = <T>(path: string, body: unknown) =>
  ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const phone = (platform: PlatformName, userId: string) => `${platform}/${encodeURIComponent(userId)}`

/** The page's calls to its own server. */
export const server = {
  state: () => ask<PageState>('state'),
  wire: () => ask<WireEntry[]>('wire'),
  screen: (platform: PlatformName, userId: string) => ask<Screen>(`screen/${phone(platform, userId)}`),
  say: (platform: PlatformName, userId: string, text: string) =>
    post<Delivery>(`phones/${phone(platform, userId)}/say`, { text }),
  press: (
    platform: PlatformName,
    userId: string,
    item: string,
    key: string,
    values: Record<string, string>,
  ) => post<Delivery>(`phones/${phone(platform, userId)}/press`, { item, key, values }),
  open: (platform: PlatformName, userId: string) =>
    post<Delivery>(`phones/${phone(platform, userId)}/open`, {}),
  menu: (platform: PlatformName, userId: string, key: string) =>
    post<Delivery>(`phones/${phone(platform, userId)}/menu`, { key }),
  picture: (platform: PlatformName, userId: string, file: Blob) =>
    ask<Delivery>(`phones/${phone(platform, userId)}/picture`, {
      method: 'POST',
      headers: { 'content-type': file.type },
      body: file,
    }),
  follow: (userId: string) => post<Delivery>(`phones/${phone('wechat', userId)}/follow`, {}),
  unfollow: (userId: string) => post<Delivery>(`phones/${phone('wechat', userId)}/unfollow`, {}),
  scan: (userId: string, code: string) => post<Delivery>(`phones/${phone('wechat', userId)}/scan`, { code }),
  refuse: (userId: string, on: boolean) => post<Standing>(`phones/${phone('wechat', userId)}/refuse`, { on }),
  faults: (change: object) => post<PageState>('faults', change),
  clock: (to: Date) => post<PageState>('clock', { to: to.toISOString() }),
  /** Address of the picture of a QR code. */
  qr: (text: string) => `/sandbox/api/qr/${encodeURIComponent(text)}`,
  /** Address of a picture on this person's screen. */
  media: (platform: PlatformName, userId: string, mediaId: string) =>
    `/sandbox/api/media/${phone(platform, userId)}/${encodeURIComponent(mediaId)}`,
}

/** Listens to the live feed; `reconnected` runs when it comes back after a break. */
export function listen(heard: (event: LiveEvent) => void, reconnected: () => void): void {
  const source = new EventSource('/sandbox/events')
  let broken = false
  source.addEventListener('message', event => heard(JSON.parse(event.data) as LiveEvent))
  source.addEventListener('error', () => {
    broken = true
  })
  source.addEventListener('open', () => {
    if (broken) reconnected()
    broken = false
  })
}
