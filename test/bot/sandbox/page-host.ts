import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { mountSandbox, type Sandbox } from '@gonghai/bot/sandbox/mount'
import {
  type DingtalkStandIn,
  MemoryStore,
  startDingtalkStandIn,
  startWechatStandIn,
  startWecomStandIn,
  type WechatStandIn,
  type WecomStandIn,
} from '@gonghai/bot/sandbox/stand-ins'
import { signPage } from '@gonghai/bot/sandbox/wecom/tickets'
import { build } from 'esbuild'
import Koa from 'koa'
import { WebSocket } from 'ws'
import { buildDingtalkCorp } from './dingtalk-corp'
import { apiOf, buildAccount, linda, listen, sealedReply, textReply, wang } from './wechat-account'
import { buildWecomCorp } from './wecom-corp'

type Json = Record<string, unknown>

/** A sandbox with a small app behind it: takes callbacks, and serves a page that uses the hosts' own SDKs. */
export interface PageHost {
  url: string
  wecom: WecomStandIn
  dingtalk: DingtalkStandIn
  wechat: WechatStandIn
  /** What the account's server got, decrypted. */
  pushed(): string[]
  now(): Date
  /** Calls WeCom's stand-in as the app. */
  callWecom(method: string, body: object): Promise<Json>
  callDingtalk(method: string, path: string, body: object): Promise<Json>
  /** Calls WeChat's stand-in as the account. */
  callWechat(method: string, body: object): Promise<Json>
  /** How Gonghai answers presses on DingTalk: the values for the presser's card. */
  answerPress(values: Record<string, string>): void
  close(): Promise<void>
}

const head = '<!doctype html><html><head><script src="/sandbox/phone.js"></script><title>今日</title>'
const policy = "default-src 'self'; connect-src 'self'"

/** What the page does once it is in a phone: logs in and asks the host for the place, by the real SDKs. */
const pageSource = `
import * as ww from '@wecom/jssdk'
import dd from 'dingtalk-jsapi'
const show = (name, value) => { document.body.dataset[name] = JSON.stringify(value) }
const sign = kind => fetch('/sign?kind=' + kind + '&url=' + encodeURIComponent(location.href.split('#')[0])).then(it => it.json())
const settings = await fetch('/settings').then(it => it.json())
const query = new URLSearchParams(location.search)
if (/wxwork/.test(navigator.userAgent)) {
  if (!query.get('code')) {
    const back = encodeURIComponent(location.origin + '/')
    location.replace(settings.oauthBase + '/connect/oauth2/authorize?appid=' + settings.corpId + '&redirect_uri=' + back + '&response_type=code&scope=snsapi_base&state=s1&agentid=1000002#wechat_redirect')
  } else {
    show('code', query.get('code'))
    ww.register({ corpId: settings.corpId, agentId: 1000002, jsApiList: ['getLocation'], getConfigSignature: () => sign('corp'), getAgentConfigSignature: () => sign(settings.bad ? 'bad' : 'agent') })
    ww.getLocation({ type: 'gcj02' }).then(place => show('place', place), error => show('error', error.errMsg))
  }
} else if (/DingTalk/.test(navigator.userAgent)) {
  dd.requestAuthCode({ corpId: 'dingcorp', clientId: 'dingkey' }).then(({ code }) => show('code', code), error => show('error', error))
} else if (/MicroMessenger/.test(navigator.userAgent)) {
  show('language', navigator.language)
  const { wx } = window
  wx.error(problem => show('error', problem.errMsg))
  wx.ready(() => wx.scanQRCode({ needResult: 1, success: answer => show('scanned', answer.resultStr), cancel: () => show('scanned', 'cancelled') }))
  sign('wechat').then(({ timestamp, nonceStr, signature }) => wx.config({ appId: query.has('bad') ? 'wx0' : settings.appId, timestamp, nonceStr, signature, jsApiList: ['scanQRCode'] }))
} else show('host', 'browser')
`

async function wecomToken(standIn: WecomStandIn): Promise<string> {
  const query = 'corpid=ww00000000000000aa&corpsecret=wecom-secret'
  return ((await (await fetch(`${standIn.apiBase}/cgi-bin/gettoken?${query}`)).json()) as Json)
    .access_token as string
}

/** A signature for wx.config. */
async function signWechat(standIn: WechatStandIn, url: string): Promise<Json> {
  const { login, get } = apiOf(() => standIn)
  const { ticket } = await get(`/cgi-bin/ticket/getticket?type=jsapi&access_token=${await login()}`)
  const signature = signPage(`${ticket}`, 'nonce', '1700000000', url)
  return { timestamp: 1700000000, nonceStr: 'nonce', signature }
}

async function postJson(url: string, body: object, headers: Record<string, string> = {}, method = 'POST') {
  const init = {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
  return (await (await fetch(url, init)).json()) as Json
}

async function listenDingtalk(standIn: DingtalkStandIn, answer: () => Record<string, string>) {
  const topics = ['/v1.0/card/instances/callback', '/v1.0/im/bot/messages/get']
  const subscriptions = topics.map(topic => ({ type: 'CALLBACK', topic }))
  const body = { clientId: 'dingkey', clientSecret: 'ding-secret-value', subscriptions }
  const url = `${standIn.apiBase}/v1.0/gateway/connections/open`
  const { endpoint, ticket } = await postJson(url, body, { accept: 'application/json' })
  const socket = new WebSocket(`${endpoint}?ticket=${ticket}`)
  socket.on('message', raw => {
    const { headers } = JSON.parse(`${raw}`) as { headers: Record<string, string> }
    const options = { updateCardDataByKey: true }
    const response = { cardUpdateOptions: options, cardData: { cardParamMap: answer() } }
    const data = JSON.stringify({ response })
    socket.send(JSON.stringify({ code: 200, headers: { messageId: headers.messageId }, data }))
  })
  await new Promise(resolve => socket.once('open', resolve))
  return socket
}

/** What the company knows of the account's people. */
const followers = [
  {
    openId: wang,
    name: '王工',
    company: '苏州恒远电子有限公司',
    phoneEnding: '8000',
    follows: true,
    machines: [
      { name: '三坐标测量机 CMM-800', serialNumber: 'CMM-800-4471', code: 'abcdefgh12345678' },
      { name: '影像仪 VMS-300', serialNumber: 'VMS-300-0912', code: 'abcdefgh87654321' },
    ],
  },
  {
    openId: linda,
    name: '琳达',
    company: '昆山百川模具有限公司',
    phoneEnding: '2046',
    follows: false,
    machines: [{ name: '三坐标测量机 CMM-600', serialNumber: 'CMM-600-0007', code: 'ijklmnop12345678' }],
  },
]

interface HostOptions {
  moveClock?(to: Date): Promise<void>
  played?(): Promise<string[]>
}

/** Starts everything on loopback. */
export async function startPageHost(now: () => Date, options: HostOptions = {}): Promise<PageHost> {
  const store = new MemoryStore()
  const app = new Koa()
  const server: Server = createServer((request, response) => void app.callback()(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `http://${address}`
  const settings = { callbackUrl: `${url}/callbacks/wecom`, trustedDomains: [address] }
  const timing = { timeoutMs: 2000, pausesMs: [] }
  const corp = buildWecomCorp(settings)
  const wecom = await startWecomStandIn({ now, store, corp, callbackTiming: timing })
  const dingtalk = await startDingtalkStandIn({ now, store, corp: buildDingtalkCorp() })
  const account = await listen(clear => {
    const openId = /<FromUserName><!\[CDATA\[(.*?)\]\]>/.exec(clear)?.[1] ?? ''
    const said = /<Content><!\[CDATA\[(.*?)\]\]>/.exec(clear)?.[1]
    if (/\[subscribe\]/.test(clear)) return sealedReply(textReply(openId, '欢迎'))
    return said ? sealedReply(textReply(openId, `收到：${said}`)) : undefined
  })
  const wechat = await startWechatStandIn({
    now,
    store,
    account: buildAccount({ callbackUrl: account.url, oauthDomain: address }),
    callbackTiming: timing,
  })
  const seats = { wecom: 'ZhangXiaolin', dingtalk: 'zhou' }
  const sandbox: Sandbox = await mountSandbox({
    standIns: { wecom, dingtalk, wechat },
    followers,
    ...options,
    miniappUrl: `${url}/`,
    now,
    store,
    seats,
  })
  let values: Record<string, string> = {}
  const socket = await listenDingtalk(dingtalk, () => values)
  const bundled = await build({
    stdin: { contents: pageSource, resolveDir: fileURLToPath(new URL('../../../miniapp', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
  })
  app.use(sandbox.middleware)
  app.use(async context => {
    const { path, query } = context
    if (path === '/callbacks/wecom') {
      context.status = 200
      context.body = ''
    } else if (path === '/settings') {
      context.body = { oauthBase: wecom.oauthBase, corpId: 'ww00000000000000aa', appId: buildAccount().appId }
    } else if (path === '/sign') {
      if (query.kind === 'wechat') {
        context.body = await signWechat(wechat, `${query.url}`)
        return
      }
      const token = await wecomToken(wecom)
      const call = query.kind === 'corp' ? 'get_jsapi_ticket?' : 'ticket/get?type=agent_config&'
      const answer = await fetch(`${wecom.apiBase}/cgi-bin/${call}access_token=${token}`)
      const { ticket } = (await answer.json()) as { ticket: string }
      const signature = signPage(ticket, 'nonce', '1700000000', `${query.url}`)
      context.body = { timestamp: 1700000000, nonceStr: 'nonce', signature }
    } else if (path === '/app.js') {
      context.type = 'text/javascript'
      context.body = bundled.outputFiles[0]?.text
    } else if (path === '/' || path === '/p' || path.startsWith('/q/')) {
      context.type = 'html'
      context.set('Content-Security-Policy', policy)
      context.body = `${head}</head><body><h1>小程序</h1><script type="module" src="/app.js"></script></body></html>`
    }
  })
  return {
    url,
    wecom,
    dingtalk,
    wechat,
    pushed: () => account.received.map(({ clear }) => clear),
    now,
    callWecom: async (method, body) =>
      postJson(`${wecom.apiBase}/cgi-bin/${method}?access_token=${await wecomToken(wecom)}`, body),
    callDingtalk: async (method, path, body) => {
      const login = { appKey: 'dingkey', appSecret: 'ding-secret-value' }
      const { accessToken } = await postJson(`${dingtalk.apiBase}/v1.0/oauth2/accessToken`, login)
      const headers = { 'x-acs-dingtalk-access-token': `${accessToken}` }
      return postJson(`${dingtalk.apiBase}${path}`, body, headers, method)
    },
    callWechat: async (method, body) => {
      const { login, post } = apiOf(() => wechat)
      return post(`/cgi-bin/${method}?access_token=${await login()}`, body)
    },
    answerPress: fresh => {
      values = fresh
    },
    close: async () => {
      socket.terminate()
      sandbox.close()
      await Promise.all([wecom.close(), dingtalk.close(), wechat.close()])
      await account.close()
      await new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
