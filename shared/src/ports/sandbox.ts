import type { PlatformName } from './events'

/** The demo company as the stand-ins of the platforms see it. */
export interface SandboxCompany {
  name: string
  /** Department 1 is the root; others name their parent. */
  departments: { id: number; parentId: number; name: string }[]
  people: SandboxPerson[]
  /** Customers with a phone of their own; the first one holds it at first. */
  followers: SandboxFollower[]
}

/** A customer in WeChat, who follows the official account or could. */
export interface SandboxFollower {
  openId: string
  /** What their phone calls them. */
  name: string
  company?: string
  /** The last four digits of the phone number that the company knows of them. */
  phoneEnding?: string
  /** Follows when the stand-in first starts. */
  follows: boolean
  /** What stands at their company, to be scanned. */
  machines: SandboxMachine[]
}

/** A machine with its QR code on it. */
export interface SandboxMachine {
  name: string
  serialNumber: string
  /** Ends the address in its QR code, `/q/<code>`. */
  code: string
}

export interface SandboxPerson {
  platform: PlatformName
  userId: string
  name: string
  title: string
  department: string
  departments: number[]
  leads: number[]
  leaderUserId?: string
}

/** Documents that the stand-ins keep, so that they go on after a crash like the real platforms do. */
export interface SandboxStore {
  load(kind: string): Promise<{ id: string; doc: unknown }[]>
  put(kind: string, id: string, doc: unknown): Promise<void>
  remove(kind: string, id: string): Promise<void>
}

/** Configurations of the stand-ins, as the platform clients take them. */
export interface SandboxPlatforms {
  wecom?: {
    corpId: string
    agentId: string
    secret: string
    token: string
    encodingAesKey: string
    apiBase: string
    oauthBase: string
    loginBase: string
  }
  dingtalk?: {
    corpId: string
    clientId: string
    clientSecret: string
    agentId: string
    cardTemplateId: string
    apiBase: string
    oapiBase: string
    loginBase: string
    jsapiHash: 'sha256'
  }
  wechat?: {
    appId: string
    appSecret: string
    originalId: string
    token: string
    encodingAesKey: string
    mode: 'safe'
    apiBase: string
    oauthBase: string
    /** The template that carries cards: its keys, and what of a card fills them. */
    progress: { id: string; fields: { key: string; from: string[] }[] }
  }
}

/** A Koa middleware for everything below `/sandbox`, without Koa's types. */
export type SandboxMiddleware = (ctx: never, next: () => Promise<unknown>) => Promise<unknown> | unknown

/** The sandbox page of a process. */
export interface SandboxPage {
  middleware: SandboxMiddleware
  /** Origins of the stand-ins: their login pages stand in the phones' frames. */
  origins: readonly string[]
  /** Path of the script that gives each phone its host's bridge. */
  script: string
}

/** Starts the stand-ins of all platforms that are not real, and the page. */
export type StartSandbox = (options: {
  company: SandboxCompany
  real: Record<PlatformName, boolean>
  publicUrl: string
  now(): Date
  /** 64 hex digits for one purpose, the same at every start. */
  secretFor(purpose: string): string
  storeFor(prefix: string): SandboxStore
  /** Ports of the last start: taken again where they are free, so that other processes find the stand-ins. */
  ports?: Partial<Record<PlatformName, number>>
  /** Moves the sandbox clock of all processes forward to this moment; without it the page only shows the time. */
  moveClock?(to: Date): Promise<void>
  /** Which flows of the page's checklist (`claim`, `approve`, `remind`, `request`, `rate`) were played, by whatever door. */
  played?(): Promise<string[]>
}) => Promise<SandboxPlatforms & { page: SandboxPage; close(): Promise<void> }>
