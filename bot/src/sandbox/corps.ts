import type {
  SandboxCompany,
  SandboxPerson,
  SandboxPlatforms,
  StartSandbox,
} from '@gonghai/shared/ports/sandbox'
import cardTemplate from '../platforms/dingtalk/card-template.json' with { type: 'json' }
import type { DingtalkCorp, WechatAccount, WecomCorp } from './stand-ins'

const agentId = 1_000_002
const templateId = 'gonghai-sandbox.schema'
const progressId = 'gonghai-sandbox-progress'

type Options = Pick<Parameters<StartSandbox>[0], 'company' | 'publicUrl' | 'secretFor'>

/** 43 characters, as both platforms want their AES keys. */
function aesKey(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64').replace(/[+/=]/g, 'x').slice(0, 43)
}

function peopleOn(company: SandboxCompany, platform: SandboxPerson['platform']): SandboxPerson[] {
  return company.people.filter(person => person.platform === platform)
}

/** The company as WeCom knows it, with our app in it. */
export function wecomCorp(options: Options): WecomCorp {
  const { company, publicUrl, secretFor } = options
  return {
    corpId: 'wwsandbox',
    name: company.name,
    departments: company.departments,
    people: peopleOn(company, 'wecom'),
    apps: [
      {
        agentId,
        name: '公海助手',
        secret: secretFor('wecom secret'),
        token: secretFor('wecom token').slice(0, 32),
        encodingAesKey: aesKey(secretFor('wecom aes key')),
        callbackUrl: `${publicUrl}/callbacks/wecom`,
        trustedDomains: [new URL(publicUrl).host],
        homeUrl: `${publicUrl}/`,
      },
    ],
  }
}

/** The company as DingTalk knows it, with our robot in it. */
export function dingtalkCorp(options: Options): DingtalkCorp {
  const { company, publicUrl, secretFor } = options
  return {
    corpId: 'dingsandboxcorp',
    name: company.name,
    departments: company.departments.map(({ id, parentId, name }) => ({
      id,
      name,
      ...(parentId ? { parentId } : {}),
    })),
    people: peopleOn(company, 'dingtalk').map(person => ({ ...person, unionId: `union-${person.userId}` })),
    apps: [
      {
        appKey: 'dingsandbox',
        appSecret: secretFor('dingtalk secret'),
        agentId,
        name: '公海助手',
        trustedDomains: [new URL(publicUrl).host],
        templates: { [templateId]: { variables: cardTemplate.variables.map(variable => variable.name) } },
      },
    ],
  }
}

/** The form in which the account may write unasked: what it is called on the phone, and what of a card fills it. */
const progressFields = [
  { key: 'thing1', label: '服务内容', from: ['title'] },
  { key: 'thing2', label: '进度', from: ['outcome', 'subtitle', 'flag'] },
  { key: 'character_string3', label: '单号', from: ['fact1'] },
  { key: 'time4', label: '时间', from: ['time'] },
]

/** The company's official account, with its customers in front of it. */
export function wechatAccount(options: Options): WechatAccount {
  const { company, publicUrl, secretFor } = options
  const short = company.departments.find(one => one.parentId === 0)?.name ?? company.name
  return {
    appId: 'wxsandbox',
    appSecret: secretFor('wechat secret'),
    originalId: 'gh_sandbox',
    name: `${short}服务`,
    callbackUrl: `${publicUrl}/callbacks/wechat`,
    token: secretFor('wechat token').slice(0, 32),
    encodingAesKey: aesKey(secretFor('wechat aes key')),
    mode: 'safe',
    oauthDomain: new URL(publicUrl).host,
    templates: {
      [progressId]: {
        title: '服务进度通知',
        fields: progressFields.map(({ key, label }) => ({ key, label })),
      },
    },
    people: company.followers.map(({ openId, name, follows }) => ({
      openId,
      unionId: `union-${openId}`,
      nickname: name,
      follows,
    })),
  }
}

/** What our client of WeCom is configured with. */
export function wecomConfig(
  options: Options,
  at: { apiBase: string; oauthBase: string; loginBase: string },
): NonNullable<SandboxPlatforms['wecom']> {
  const { corpId, apps } = wecomCorp(options)
  const [app] = apps
  return {
    corpId,
    agentId: String(agentId),
    secret: app!.secret,
    token: app!.token!,
    encodingAesKey: app!.encodingAesKey!,
    apiBase: at.apiBase,
    oauthBase: at.oauthBase,
    loginBase: at.loginBase,
  }
}

/** What our client of DingTalk is configured with. */
export function dingtalkConfig(
  options: Options,
  at: { apiBase: string; oapiBase: string; loginBase: string },
): NonNullable<SandboxPlatforms['dingtalk']> {
  const { corpId, apps } = dingtalkCorp(options)
  const [app] = apps
  return {
    corpId,
    clientId: app!.appKey,
    clientSecret: app!.appSecret,
    agentId: String(agentId),
    cardTemplateId: templateId,
    apiBase: at.apiBase,
    oapiBase: at.oapiBase,
    loginBase: at.loginBase,
    jsapiHash: 'sha256',
  }
}

/** What our client of the official account is configured with. */
export function wechatConfig(
  options: Options,
  at: { apiBase: string; oauthBase: string },
): NonNullable<SandboxPlatforms['wechat']> {
  const { appId, appSecret, originalId, token, encodingAesKey } = wechatAccount(options)
  const fields = progressFields.map(({ key, from }) => ({ key, from }))
  return {
    appId,
    appSecret,
    originalId,
    token,
    encodingAesKey,
    mode: 'safe',
    apiBase: at.apiBase,
    oauthBase: at.oauthBase,
    progress: { id: progressId, fields },
  }
}
