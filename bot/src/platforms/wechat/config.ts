import { z } from 'zod'
import { baseAddress, callbackToken, encodingKey, required } from '../config-fields'
import { type Environment, readPlatformConfig } from '../read-config'
import { type CardTemplate, parseTemplateFields } from './card-template'

/** Fits templates whose first two keywords are things and whose third is a time. */
const DEFAULT_FIELDS = 'thing1=title|source,thing2=outcome|subtitle|flag|fact1,time3=time'
const fieldWords =
  'keys and what fills them, such as thing1=title,thing2=outcome|subtitle,phrase3=flag|"处理中",time4=time'

const schema = z.object({
  WECHAT_APP_ID: required('the app id of the account, wx…'),
  WECHAT_APP_SECRET: required('the app secret of the account'),
  WECHAT_ORIGINAL_ID: z
    .string()
    .regex(/^gh_\w+$/, 'the original id of the account, gh_…')
    .optional(),
  WECHAT_TOKEN: callbackToken(),
  WECHAT_ENCODING_AES_KEY: encodingKey(),
  WECHAT_MODE: z.enum(['safe', 'plain'], 'safe, or plain in the sandbox').default('safe'),
  WECHAT_API_BASE: baseAddress('https://api.weixin.qq.com'),
  WECHAT_OAUTH_BASE: baseAddress('https://open.weixin.qq.com'),
  WECHAT_TEMPLATE_PROGRESS: z.string().trim().optional(),
  WECHAT_TEMPLATE_PROGRESS_FIELDS: z
    .string()
    .default(DEFAULT_FIELDS)
    .transform((text, issues) => {
      const fields = parseTemplateFields(text)
      if (fields) return fields
      issues.addIssue({ code: 'custom', message: fieldWords })
      return z.NEVER
    }),
})

const credentials = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_TOKEN', 'WECHAT_ENCODING_AES_KEY']

/** An official account (a verified service account). Bases have no path of the API and no trailing slash. */
export interface WechatConfig {
  appId: string
  appSecret: string
  /** `gh_…`; callbacks for another account are left when it is set. */
  originalId?: string | undefined
  token: string
  encodingAesKey: string
  /** `safe`: callbacks are encrypted. `plain`: they are not, and nothing proves their body; for the sandbox only. */
  mode: 'safe' | 'plain'
  apiBase: string
  oauthBase: string
  /** The template that carries cards; without it they go as words. */
  progress?: CardTemplate | undefined
}

/**
 * The official account of this deployment, or undefined when none is configured; throws an Error that names what is
 * missing, and for plain callbacks outside the sandbox (decision 22).
 */
export function readWechatConfig(env: Environment): WechatConfig | undefined {
  const read = readPlatformConfig(env, schema, credentials)
  if (!read) return undefined
  if (read.WECHAT_MODE === 'plain' && !isSandbox(env)) {
    throw new Error('WECHAT_MODE is wrong: safe, as plain callbacks are taken in the sandbox only')
  }
  const id = read.WECHAT_TEMPLATE_PROGRESS
  return {
    appId: read.WECHAT_APP_ID,
    appSecret: read.WECHAT_APP_SECRET,
    originalId: read.WECHAT_ORIGINAL_ID,
    token: read.WECHAT_TOKEN,
    encodingAesKey: read.WECHAT_ENCODING_AES_KEY,
    mode: read.WECHAT_MODE,
    apiBase: read.WECHAT_API_BASE,
    oauthBase: read.WECHAT_OAUTH_BASE,
    ...(id && { progress: { id, fields: read.WECHAT_TEMPLATE_PROGRESS_FIELDS } }),
  }
}

/** As the server decides it (decision 1). */
function isSandbox(env: Environment): boolean {
  const mode = env.GONGHAI_MODE?.trim()
  return mode ? mode === 'sandbox' : !env.DATABASE_URL?.trim()
}
