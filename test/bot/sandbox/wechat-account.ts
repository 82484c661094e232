import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MemoryStore } from '@gonghai/bot/sandbox/store'
import type { WechatAccount } from '@gonghai/bot/sandbox/wechat/account'
import { startWechatStandIn, type WechatStandIn } from '@gonghai/bot/sandbox/wechat/start'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'

export type Json = Record<string, unknown>

/** Token and key as published with vector V4, so that they are of the real form. */
export const keys = { token: 'pamtest', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' }

export const appId = 'wxb11529c136998cb6'
export const [linda, wang] = ['oLinda', 'oWang']

export function buildAccount(change: Partial<WechatAccount> = {}): WechatAccount {
  return {
    appId,
    appSecret: 'wechat-secret',
    originalId: 'gh_gonghai',
    name: '恒测仪器服务号',
    mode: 'safe',
    ...keys,
    oauthDomain: 'crm.test',
    templates: {
      'tpl-progress': {
        title: '服务进度通知',
        fields: [
          { key: 'thing1', label: '服务内容' },
          { key: 'character_string2', label: '单号' },
          { key: 'phrase3', label: '状态' },
          { key: 'time4', label: '时间' },
        ],
      },
    },
    people: [
      { openId: linda, unionId: 'uLinda', nickname: '琳达' },
      { openId: wang, nickname: '王工', follows: true },
    ],
    ...change,
  }
}

/** The sandbox clock of a test, in ms since 1970. */
export const clock = { time: Date.parse('2026-11-21T02:00:00Z') }

/** A stand-in with its clock and quick retries; it waits `timeoutMs` for the account's server. */
export function startWechat(
  store: MemoryStore,
  change: Partial<WechatAccount> = {},
  timeoutMs = 5000,
): Promise<WechatStandIn> {
  return startWechatStandIn({
    now: () => new Date(clock.time),
    store,
    account: buildAccount(change),
    callbackTiming: { timeoutMs, pausesMs: [1, 1] },
  })
}

/** Raw calls of one stand-in's API. */
export function apiOf(standIn: () => WechatStandIn) {
  const json = async (answer: Response) => JSON.parse(await answer.text()) as Json
  const get = async (path: string) => json(await fetch(`${standIn().apiBase}${path}`))
  const post = async (path: string, body: unknown) =>
    json(await fetch(`${standIn().apiBase}${path}`, { method: 'POST', body: JSON.stringify(body) }))
  const login = async (change: Json = {}) => {
    const asked = { grant_type: 'client_credential', appid: appId, secret: 'wechat-secret', ...change }
    return `${(await post('/cgi-bin/stable_token', asked)).access_token}`
  }
  return { get, post, login }
}

/** What a small account server got: the address' parameters, the raw body and its clear text. */
export interface Received {
  query: URLSearchParams
  body: string
  clear: string
}

/** A small account server; reads and seals with the official library. `answer` gives the body or makes it fail. */
export async function listen(
  answer: (clear: string, tries: number) => string | { status: number } | 'hang' | undefined,
) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://app').searchParams
    const part = (name: string) => query.get(name) ?? ''
    if (getSignature(keys.token, part('timestamp'), part('nonce'), '') !== part('signature'))
      return response.writeHead(403).end()
    if (request.method === 'GET') return response.end(part('echostr'))
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = `${Buffer.concat(chunks)}`
    const sealed = /<Encrypt><!\[CDATA\[(.*)\]\]><\/Encrypt>/.exec(body)?.[1]
    const expected = sealed && getSignature(keys.token, part('timestamp'), part('nonce'), sealed)
    if (sealed && expected !== part('msg_signature')) return response.writeHead(403).end()
    const clear = sealed ? decrypt(keys.encodingAesKey, sealed).message : body
    received.push({ query, body, clear })
    const given = answer(clear, received.length) ?? 'success'
    if (given === 'hang') return
    if (typeof given === 'string') return response.end(given)
    response.writeHead(given.status).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/wechat`,
    received,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A passive reply in the clear. */
export const reply = (openId: string, inside: string, from = 'gh_gonghai') =>
  `<xml><ToUserName><![CDATA[${openId}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>1763690400</CreateTime>${inside}</xml>`

export const textReply = (openId: string, text: string) =>
  reply(openId, `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content>`)

/** The reply as safe mode wants it. */
export function sealedReply(xml: string, receiver = appId, token = keys.token): string {
  const sealed = encrypt(keys.encodingAesKey, xml, receiver)
  const signature = getSignature(token, '1763690400', 'n', sealed)
  return `<xml><Encrypt><![CDATA[${sealed}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>1763690400</TimeStamp><Nonce><![CDATA[n]]></Nonce></xml>`
}
