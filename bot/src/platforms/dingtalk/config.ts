import { z } from 'zod'
import { baseAddress, callbackToken, encodingKey, required } from '../config-fields'
import { type Environment, readPlatformConfig } from '../read-config'

const common = {
  DINGTALK_CORP_ID: required('the corporation id, ding…'),
  DINGTALK_CLIENT_ID: required('the client id (app key) of the app'),
  DINGTALK_CLIENT_SECRET: required('the client secret (app secret) of the app'),
  DINGTALK_AGENT_ID: z
    .string('the agent id of the app')
    .regex(/^\d{1,20}$/, 'the agent id of the app, a number'),
  DINGTALK_CARD_TEMPLATE_ID: required('the id of the published card template, ….schema'),
  DINGTALK_API_BASE: baseAddress('https://api.dingtalk.com'),
  DINGTALK_OAPI_BASE: baseAddress('https://oapi.dingtalk.com'),
  DINGTALK_LOGIN_BASE: baseAddress('https://login.dingtalk.com'),
  DINGTALK_JSAPI_HASH: z.enum(['sha256', 'sha1'], 'sha256 or sha1').default('sha256'),
}

const secretWords = 'at least 128 random bits: 32 hex digits, or 22 letters, digits, - and _'
const schema = z.discriminatedUnion(
  'DINGTALK_MODE',
  [
    z.object({ ...common, DINGTALK_MODE: z.literal('stream') }),
    z.object({
      ...common,
      DINGTALK_MODE: z.literal('http'),
      DINGTALK_CALLBACK_URL: z.url({
        protocol: /^https?$/,
        error: 'the public address of /callbacks/dingtalk',
      }),
      DINGTALK_CALLBACK_SECRET: z.string(secretWords).refine(isLongSecret, secretWords),
      DINGTALK_CALLBACK_TOKEN: callbackToken(),
      DINGTALK_CALLBACK_AES_KEY: encodingKey(),
    }),
  ],
  'stream or http',
)

const credentials = [
  'DINGTALK_CORP_ID',
  'DINGTALK_CLIENT_ID',
  'DINGTALK_CLIENT_SECRET',
  'DINGTALK_AGENT_ID',
  'DINGTALK_CARD_TEMPLATE_ID',
]

/** How DingTalk reaches us when it posts to our address instead of using our socket. */
export interface DingtalkHttpMode {
  /** Public address of `/callbacks/dingtalk`, without the secret and without a trailing slash. */
  url: string
  /** First part of every callback path. */
  pathSecret: string
  token: string
  aesKey: string
}

/** An internal DingTalk app. Bases have no path of the API and no trailing slash. */
export interface DingtalkConfig {
  corpId: string
  /** Also the code of the app's robot and the owner key of its events. */
  clientId: string
  clientSecret: string
  agentId: string
  cardTemplateId: string
  apiBase: string
  oapiBase: string
  loginBase: string
  jsapiHash: 'sha256' | 'sha1'
  /** Absent = Stream: DingTalk pushes over a socket that we open. */
  http?: DingtalkHttpMode
}

/** The DingTalk app of this deployment, or undefined when none is configured; throws an Error that names what is missing. */
export function readDingtalkConfig(env: Environment): DingtalkConfig | undefined {
  const mode = env.DINGTALK_MODE?.trim() || 'stream'
  const read = readPlatformConfig({ ...env, DINGTALK_MODE: mode }, schema, credentials)
  if (!read) return undefined
  return {
    corpId: read.DINGTALK_CORP_ID,
    clientId: read.DINGTALK_CLIENT_ID,
    clientSecret: read.DINGTALK_CLIENT_SECRET,
    agentId: read.DINGTALK_AGENT_ID,
    cardTemplateId: read.DINGTALK_CARD_TEMPLATE_ID,
    apiBase: read.DINGTALK_API_BASE,
    oapiBase: read.DINGTALK_OAPI_BASE,
    loginBase: read.DINGTALK_LOGIN_BASE,
    jsapiHash: read.DINGTALK_JSAPI_HASH,
    ...(read.DINGTALK_MODE === 'http' && {
      http: {
        url: read.DINGTALK_CALLBACK_URL.replace(/\/+$/, ''),
        pathSecret: read.DINGTALK_CALLBACK_SECRET,
        token: read.DINGTALK_CALLBACK_TOKEN,
        aesKey: read.DINGTALK_CALLBACK_AES_KEY,
      },
    }),
  }
}

function isLongSecret(value: string): boolean {
  return /^[0-9a-f]+$/i.test(value) ? value.length >= 32 : /^[A-Za-z0-9_-]{22,}$/.test(value)
}
