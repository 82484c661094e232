import { fieldTypeOf } from './template-fields'

/** Somebody with WeChat, who may follow the account. */
export interface WechatPerson {
  /** This person's id at this account. */
  openId: string
  /** The same person at every account of one owner; only when the account is bound to an open platform. */
  unionId?: string
  nickname: string
  /** True: follows already when the stand-in first starts. */
  follows?: boolean
}

/** A field of a template message: its key's prefix is its type (`thing1`, `time5`, `character_string2`). */
export interface WechatTemplateField {
  key: string
  label: string
  /** The values that an `enum` or `const` field takes. */
  values?: string[]
}

/** A template that the account has been granted. */
export interface WechatTemplate {
  title: string
  fields: WechatTemplateField[]
}

/**
 * How callbacks travel: in the clear, in the clear with the encrypted text beside it, or encrypted only.
 * The account must answer in kind (`compat` takes both).
 */
export type WechatMode = 'plain' | 'compat' | 'safe'

/** Where callbacks go and what they are signed with. */
export interface WechatCallback {
  callbackUrl: string
  /** 3 to 32 letters and digits. */
  token: string
  /** 43 characters. */
  encodingAesKey: string
  mode: WechatMode
}

/** A verified service account with its settings in the admin console. */
export interface WechatAccount extends Omit<WechatCallback, 'callbackUrl'> {
  appId: string
  appSecret: string
  /** `gh_…`, the account's name in callbacks. */
  originalId: string
  name: string
  /** Without it nothing is pushed until the settings are saved. */
  callbackUrl?: string
  /** `host` or `host:port` of pages that may ask for a login. */
  oauthDomain: string
  /** `host` or `host:port` of pages that may use the JS-API; the login's by default. */
  jsDomains?: string[]
  templates: Record<string, WechatTemplate>
  /** Mini programs bound to the account, which its messages may open. */
  miniProgramIds?: string[]
  people: WechatPerson[]
  /** Calls per day by path, where they differ from the usual ones. */
  dailyLimits?: Record<string, number>
}

/** The person with this openid. */
export function findPerson(account: WechatAccount, openId: string): WechatPerson | undefined {
  return account.people.find(person => person.openId === openId)
}

/** Throws on settings that the admin console would not take. */
export function checkAccount(account: WechatAccount): void {
  const wrong = callbackFault(account)
  if (wrong) throw new Error(`account: ${wrong}`)
  for (const [id, template] of Object.entries(account.templates))
    for (const { key } of template.fields)
      if (!fieldTypeOf(key)) throw new Error(`account: template ${id} has a field of no known type: ${key}`)
}

/** The setting that the admin console would refuse, by name. */
export function callbackFault(callback: Omit<WechatCallback, 'callbackUrl'>): string | undefined {
  if (!/^[A-Za-z0-9]{3,32}$/.test(callback.token)) return 'token'
  if (!/^[A-Za-z0-9]{43}$/.test(callback.encodingAesKey)) return 'encodingAesKey'
  return ['plain', 'compat', 'safe'].includes(callback.mode) ? undefined : 'mode'
}
