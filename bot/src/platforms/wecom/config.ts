import { z } from 'zod'
import { baseAddress, callbackToken, encodingKey, required } from '../config-fields'
import { type Environment, readPlatformConfig } from '../read-config'

const schema = z.object({
  WECOM_CORP_ID: required('the corporation id, ww…'),
  WECOM_AGENT_ID: z.string('the number of the app').regex(/^\d{1,12}$/, 'the number of the app'),
  WECOM_SECRET: required('the secret of the app'),
  WECOM_TOKEN: callbackToken(),
  WECOM_ENCODING_AES_KEY: encodingKey(),
  WECOM_API_BASE: baseAddress('https://qyapi.weixin.qq.com'),
  WECOM_OAUTH_BASE: baseAddress('https://open.weixin.qq.com'),
  WECOM_LOGIN_BASE: baseAddress('https://login.work.weixin.qq.com'),
})

const credentials = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_ENCODING_AES_KEY',
]

/** A self-built WeCom app. Bases have no path of the API and no trailing slash. */
export interface WecomConfig {
  corpId: string
  /** Digits. */
  agentId: string
  secret: string
  token: string
  encodingAesKey: string
  apiBase: string
  oauthBase: string
  loginBase: string
}

/** The WeCom app of this deployment, or undefined when none is configured; throws an Error that names what is missing. */
export function readWecomConfig(env: Environment): WecomConfig | undefined {
  const read = readPlatformConfig(env, schema, credentials)
  if (!read) return undefined
  return {
    corpId: read.WECOM_CORP_ID,
    agentId: read.WECOM_AGENT_ID,
    secret: read.WECOM_SECRET,
    token: read.WECOM_TOKEN,
    encodingAesKey: read.WECOM_ENCODING_AES_KEY,
    apiBase: read.WECOM_API_BASE,
    oauthBase: read.WECOM_OAUTH_BASE,
    loginBase: read.WECOM_LOGIN_BASE,
  }
}
