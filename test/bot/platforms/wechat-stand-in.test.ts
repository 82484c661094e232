import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWechat } from '@gonghai/bot/platforms/wechat/index'
import { MemoryStore } from '@gonghai/bot/sandbox/store'
import { startWechatStandIn, type WechatStandIn } from '@gonghai/bot/sandbox/wechat/start'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { OfficialAccount } from '@gonghai/shared/ports/official-account'
import type { Acknowledgement, Receive } from '@gonghai/shared/ports/platform'
import { appId, buildAccount, keys, linda, wang } from '../sandbox/wechat-account'
import { memoryTokens } from './support/memory-tokens'
import { recordingLog } from './support/recording-log'
import { sampleCards } from './support/sample-cards'
import { wechatConfig } from './support/wechat-rig'

const HOUR = 3_600_000
const card = sampleCards['an approval with choice, field and flag']!
const fields = [
  { key: 'thing1', from: ['title'] },
  { key: 'character_string2', from: ['fact1'] },
  { key: 'phrase3', from: ['outcome', 'flag'] },
  { key: 'time4', from: ['time'] },
]
const picture = {
  bytes: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
  fileName: 'a.png',
  contentType: 'image/png',
}

describe.each(['safe', 'plain'] as const)('wechat client against the stand-in, %s mode', mode => {
  let time: number
  let received: InboundEvent[]
  let answer: Acknowledgement
  let web: Server
  let standIn: WechatStandIn
  let platform: OfficialAccount
  const now = () => new Date(time)
  const receive: Receive = async event => {
    received.push(event)
    return answer
  }
  const screen = (openId: string) => standIn.control.screen(openId)

  beforeEach(async () => {
    time = Date.parse('2026-11-21T02:00:00Z')
    received = []
    answer = {}
    web = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const query = request.url?.split('?')[1] ?? ''
      const body = String(Buffer.concat(chunks))
      const call = { method: request.method ?? '', query, path: '', headers: {}, body }
      const given = await platform.handleCallback!(call, receive)
      response.writeHead(given.status, { 'content-type': given.contentType }).end(given.body)
    })
    await new Promise<void>(done => web.listen(0, '127.0.0.1', done))
    const callbackUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}/callbacks/wechat`
    standIn = await startWechatStandIn({
      now,
      store: new MemoryStore(),
      account: buildAccount({ mode, callbackUrl }),
      callbackTiming: { timeoutMs: 1000, pausesMs: [1, 1] },
    })
    const config = wechatConfig(standIn.apiBase, {
      ...keys,
      appId,
      appSecret: 'wechat-secret',
      originalId: 'gh_gonghai',
      mode,
      progress: { id: 'tpl-progress', fields },
    })
    platform = createWechat(config, { now, tokens: memoryTokens(now), log: recordingLog() })
  })
  afterEach(async () => {
    await standIn.close()
    await new Promise(done => web.close(done))
  })

  test('CHAT-3 the address verifies, and everything that a customer does arrives', async () => {
    const callbackUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}/x`
    expect(await standIn.control.saveCallback({ ...keys, mode, callbackUrl })).toEqual({ delivered: true })
    const { url } = await platform.createSceneQr('asset.k3Yq', 'permanent')
    await platform.publishMenu([{ text: '报修', key: 'request' }])
    expect(await standIn.control.scan(linda, url)).toEqual({ delivered: true })
    await standIn.control.scan(linda, url)
    await standIn.control.typeLine(linda, '打印机 <卡纸>')
    await standIn.control.sendVoice(
      linda,
      { ...picture, fileName: 'a.amr', contentType: 'audio/amr' },
      '坏了',
    )
    await standIn.control.sendLocation(linda, { latitude: 30.27, longitude: 120.15, label: '西湖区' })
    await standIn.control.pressMenu(linda, 'request')
    await standIn.control.unfollow(linda)
    expect(received).toMatchObject([
      { type: 'open', first: true, scene: 'asset.k3Yq', from: { platform: 'wechat', userId: linda } },
      { type: 'open', scene: 'asset.k3Yq' },
      { type: 'text', text: '打印机 <卡纸>' },
      { type: 'text', text: '坏了' },
      { type: 'location', latitude: 30.27, longitude: 120.15, label: '西湖区' },
      { type: 'open', menuKey: 'request' },
      { type: 'leave' },
    ])
  })

  test('a picture is fetched by its id', async () => {
    await standIn.control.sendPicture(wang, picture)
    const { mediaId } = received[0] as InboundEvent & { mediaId: string }
    const media = await platform.fetchMedia(mediaId)
    expect(Buffer.from(media.bytes)).toEqual(picture.bytes)
  })

  test('a reply in time is shown at once and costs nothing of the window', async () => {
    const links = [{ text: '看进度', url: 'https://crm.test/#/r/request/1' }]
    answer = { reply: { text: '已受理 ]]> <急>', links } }
    expect(await standIn.control.typeLine(wang, '报修')).toEqual({ delivered: true })
    expect(screen(wang).at(-1)).toMatchObject({
      from: 'app',
      text: '已受理 ]]> <急>\n<a href="https://crm.test/#/r/request/1">看进度</a>',
    })
    expect(standIn.control.standing(wang).allowance.left).toBe(5)
  })

  test('a repeated push carries the same key', async () => {
    await standIn.control.typeLine(wang, '报修')
    await standIn.control.repeatLast(wang)
    expect(received).toHaveLength(2)
    expect(received[1]?.dedupeKey).toBe(received[0]?.dedupeKey)
  })

  test('words go five times within 48 hours; then, and without a word of theirs, the window is closed', async () => {
    const say = (text: string) => platform.sender.sendText(wang, { text }, text)
    await expect(say('0')).rejects.toMatchObject({ failure: 'window', code: '45015' })
    await standIn.control.typeLine(wang, '在吗')
    for (const text of ['1', '2', '3', '4', '5']) expect(await say(text)).toEqual({})
    await expect(say('6')).rejects.toMatchObject({ failure: 'window', code: '45047' })
    await standIn.control.typeLine(wang, '在吗')
    time += 49 * HOUR
    await expect(say('7')).rejects.toMatchObject({ failure: 'window', code: '45015' })
    expect(screen(wang).flatMap(item => (item.from === 'app' ? [item.text] : []))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ])
  })

  test('a card arrives as a template message without a window, once under its id, and is reported', async () => {
    const receipt = await platform.sender.sendCard(wang, card, 'copy-1')
    expect(await platform.sender.sendCard(wang, card, 'copy-1')).toEqual(receipt)
    await standIn.control.settled()
    expect(screen(wang)).toHaveLength(1)
    expect(screen(wang)[0]?.card).toMatchObject({
      url: card.url,
      facts: [
        { value: '年度框架合同' },
        { value: '120,000.00' },
        { value: '低于底价' },
        { value: '2026-11-21 10:00' },
      ],
    })
    expect(received).toMatchObject([
      { type: 'report', from: { userId: wang }, remoteId: receipt.remoteId, ok: true },
    ])
  })

  test('who refuses, and a platform that fails, come as reports', async () => {
    await standIn.control.setRefuses(wang, true)
    await platform.sender.sendCard(wang, card, 'copy-1')
    await standIn.control.settled()
    await standIn.control.setRefuses(wang, false)
    standIn.control.failTemplates()
    await platform.sender.sendCard(wang, card, 'copy-2')
    await standIn.control.settled()
    expect(received).toMatchObject([
      { ok: false, reason: 'refused' },
      { ok: false, reason: 'failed' },
    ])
  })

  test('who does not follow is out of reach', async () => {
    await expect(platform.sender.sendCard(linda, card, 'copy-1')).rejects.toMatchObject({
      failure: 'recipient',
    })
    await expect(platform.follower('oNobody')).rejects.toMatchObject({ failure: 'recipient' })
    expect(await platform.follower(linda)).toMatchObject({ openId: linda, following: false })
    expect(await platform.follower(wang)).toMatchObject({ openId: wang, following: true })
  })

  test('a code signs in once; a snapshot’s made-up person never', async () => {
    const code = await standIn.control.mintCode(linda)
    expect(await platform.signIn.exchange(code, 'client')).toEqual({ userId: linda })
    await expect(platform.signIn.exchange(code, 'client')).rejects.toMatchObject({ failure: 'spent' })
    await standIn.control.setSnapshot(linda, true)
    const virtual = await standIn.control.mintCode(linda)
    await expect(platform.signIn.exchange(virtual, 'client')).rejects.toMatchObject({
      failure: 'recipient',
      code: 'snapshot user',
    })
  })

  test('a page signature is one that WeChat takes', async () => {
    const url = 'https://crm.test/?a=1'
    const { corpId, timestamp, nonce, signature } = await platform.signPage(`${url}#/todo`)
    expect(corpId).toBe(appId)
    const claim = { appId, url, timestamp: String(timestamp), nonce, signature }
    expect(standIn.control.checkPageSignature(claim)).toBeUndefined()
  })

  test('tokens that end before their time are renewed unseen', async () => {
    await standIn.control.typeLine(wang, '在吗')
    await platform.sender.sendText(wang, { text: '1' }, '1')
    await standIn.control.expireTokens()
    await platform.sender.sendText(wang, { text: '2' }, '2')
    expect(screen(wang).at(-1)?.text).toBe('2')
  })
})
