import type { SandboxCompany, SandboxPerson, StartSandbox } from '@gonghai/shared/ports/sandbox'
import cardTemplate from '../platforms/dingtalk/card-template.json' with { type: 'json' }
import { mountSandbox } from './mount'
import { type DingtalkCorp, startDingtalkStandIn, startWecomStandIn, type WecomCorp } from './stand-ins'

const agentId = 1_000_002
const templateId = 'gonghai-sandbox.schema'

type Started = Awaited<ReturnType<StartSandbox>>
type Options = Parameters<StartSandbox>[0]

/** 43 characters, as both platforms want their AES keys. */
function aesKey(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64').replace(/[+/=]/g, 'x').slice(0, 43)
}

function peopleOn(company: SandboxCompany, platform: SandboxPerson['platform']): SandboxPerson[] {
  return company.people.filter(person => person.platform === platform)
}

function wecomCorp(options: Options, corpId: string): WecomCorp {
  const { company, publicUrl, secretFor } = options
  return {
    corpId,
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

function dingtalkCorp(options: Options, corpId: string): DingtalkCorp {
  const { company, publicUrl, secretFor } = options
  return {
    corpId,
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

/** Starts the stand-ins of the platforms that are not real, and the page on which one sits at their phones. */
export const startSandbox: StartSandbox = async options => {
  const { now, storeFor, publicUrl, real, ports } = options
  const base = { now, log: () => undefined }
  const wecom = real.wecom
    ? undefined
    : await startWecomStandIn({
        ...base,
        ...(ports?.wecom ? { port: ports.wecom } : {}),
        corp: wecomCorp(options, 'wwsandbox'),
        store: storeFor('wecom'),
      })
  const dingtalk = real.dingtalk
    ? undefined
    : await startDingtalkStandIn({
        ...base,
        ...(ports?.dingtalk ? { port: ports.dingtalk } : {}),
        corp: dingtalkCorp(options, 'dingsandboxcorp'),
        store: storeFor('dingtalk'),
      })
  const standIns = { ...(wecom ? { wecom } : {}), ...(dingtalk ? { dingtalk } : {}) }
  const sandbox = await mountSandbox({
    standIns,
    miniappUrl: `${publicUrl}/`,
    now,
    store: storeFor('page'),
    ...(options.moveClock ? { moveClock: options.moveClock } : {}),
    ...(options.played ? { played: options.played } : {}),
  })
  const started: Started = {
    page: {
      middleware: sandbox.middleware as never,
      origins: Object.values(standIns).map(standIn => standIn.apiBase),
      script: '/sandbox/phone.js',
    },
    close: async () => {
      sandbox.close()
      await Promise.all(Object.values(standIns).map(standIn => standIn.close()))
    },
  }
  if (wecom) started.wecom = wecomConfig(options, wecom)
  if (dingtalk) started.dingtalk = dingtalkConfig(options, dingtalk)
  return started
}

function wecomConfig(
  options: Options,
  at: { apiBase: string; oauthBase: string; loginBase: string },
): Started['wecom'] {
  const { corpId, apps } = wecomCorp(options, 'wwsandbox')
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

function dingtalkConfig(
  options: Options,
  at: { apiBase: string; oapiBase: string; loginBase: string },
): Started['dingtalk'] {
  const { corpId, apps } = dingtalkCorp(options, 'dingsandboxcorp')
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
