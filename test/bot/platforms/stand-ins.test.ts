import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDingtalk } from '@gonghai/bot/platforms/dingtalk/index'
import { createWecom } from '@gonghai/bot/platforms/wecom/index'
import {
  type DingtalkStandIn,
  MemoryStore,
  startDingtalkStandIn,
  startWecomStandIn,
  type WecomStandIn,
} from '@gonghai/bot/sandbox/stand-ins'
import type { InboundEvent, PressEvent } from '@gonghai/shared/ports/events'
import type { Acknowledgement, ChatPlatform, Receive } from '@gonghai/shared/ports/platform'
import { buildWecomCorp, callbackKeys } from '../sandbox/wecom-corp'
import { templateVariables } from './support/dingtalk-card-faults'
import { dingtalkConfig } from './support/dingtalk-rig'
import { memoryTokens } from './support/memory-tokens'
import { recordingLog } from './support/recording-log'
import { sampleCards } from './support/sample-cards'
import { wecomConfig } from './support/wecom-rig'

const approval = sampleCards['an approval with choice, field and flag']!
const decided = sampleCards['a decided card']!
const claim = sampleCards['a claim with a link button']!

const time = Date.parse('2026-11-21T02:00:00Z')
const now = () => new Date(time)
let received: InboundEvent[]
let answer: Acknowledgement
const receive: Receive = async event => {
  received.push(event)
  return answer
}
beforeEach(() => {
  received = []
  answer = {}
})

describe('wecom client against the stand-in', () => {
  let standIn: WecomStandIn
  let platform: ChatPlatform
  let web: Server
  beforeEach(async () => {
    web = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const query = request.url?.split('?')[1] ?? ''
      const call = {
        method: request.method ?? '',
        query,
        path: '',
        headers: {},
        body: String(Buffer.concat(chunks)),
      }
      const { status, contentType, body } = await platform.handleCallback!(call, receive)
      response.writeHead(status, { 'content-type': contentType }).end(body)
    })
    await new Promise<void>(done => web.listen(0, '127.0.0.1', done))
    const callbackUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}/callbacks/wecom`
    const corp = buildWecomCorp({ callbackUrl })
    standIn = await startWecomStandIn({
      now,
      store: new MemoryStore(),
      corp,
      callbackTiming: { timeoutMs: 500, pausesMs: [] },
    })
    const config = wecomConfig(standIn.apiBase, {
      corpId: corp.corpId,
      secret: 'wecom-secret',
      ...callbackKeys,
    })
    platform = createWecom(config, { now, tokens: memoryTokens(now), log: recordingLog() })
  })
  afterEach(async () => {
    await standIn.close()
    await new Promise(done => web.close(done))
  })
  const shown = (userId: string) => standIn.control.screen(userId).at(-1)!

  test('CHAT-1 the address verifies, and a line and a picture arrive', async () => {
    const settings = {
      callbackUrl: `http://127.0.0.1:${(web.address() as AddressInfo).port}/x`,
      ...callbackKeys,
    }
    expect(await standIn.control.saveCallback(1000002, settings)).toEqual({ delivered: true })
    expect(await standIn.control.typeLine('ZhangXiaolin', '领取 云起')).toEqual({ delivered: true })
    const picture = {
      bytes: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      fileName: 'a.png',
      contentType: 'image/png',
    }
    await standIn.control.sendPicture('ZhangXiaolin', picture)
    await standIn.control.openChat('ZhangXiaolin')
    expect(received).toMatchObject([
      { type: 'text', text: '领取 云起', from: { userId: 'ZhangXiaolin' } },
      { type: 'media', media: 'image' },
      { type: 'open' },
    ])
    const { mediaId } = received[1] as InboundEvent & { mediaId: string }
    expect(Buffer.from((await platform.fetchMedia(mediaId)).bytes)).toEqual(picture.bytes)
  })

  test('CHAT-2 a card is sent, pressed with its choice, and updated by the press code, then by the send code', async () => {
    const receipt = await platform.sender.sendCard('zhangxiaolin', approval, 'copy-1')
    expect(receipt).toMatchObject({ remoteId: expect.any(String), sendCode: expect.any(String) })
    const item = shown('ZhangXiaolin')
    expect(item.card).toMatchObject({
      title: '年度框架合同',
      body: '低于底价 3%',
      choices: [{ key: 'reason' }],
    })
    expect(
      await standIn.control.press('ZhangXiaolin', item.id, 'approval.reject', { reason: 'terms' }),
    ).toEqual({ delivered: true })
    const press = received[0] as PressEvent
    expect(press).toMatchObject({
      type: 'press',
      copyId: 'copy-1',
      action: 'approval.reject',
      values: { reason: 'terms' },
    })
    await platform.sender.updateCard('ZhangXiaolin', { ...approval, title: '改' }, 'copy-1', press.pressCode)
    expect(shown('ZhangXiaolin').card).toMatchObject({
      title: '改',
      buttons: [{ text: '同意' }, { text: '驳回' }],
    })
    await platform.sender.updateCard('ZhangXiaolin', decided, 'copy-1', receipt.sendCode)
    expect(shown('ZhangXiaolin').card).toMatchObject({ buttons: [], outcome: decided.outcome })
    await expect(
      platform.sender.updateCard('ZhangXiaolin', decided, 'copy-1', receipt.sendCode),
    ).rejects.toMatchObject({
      failure: 'spent',
    })
  })

  test('every sample card is taken, sent again it counts as sent, and to nobody it fails', async () => {
    for (const [index, card] of Object.values(sampleCards).entries()) {
      expect(await platform.sender.sendCard('chenli', card, `copy-${index}`)).not.toHaveProperty('duplicate')
      expect(await platform.sender.sendCard('chenli', card, `copy-${index}`)).toEqual({ duplicate: true })
    }
    await expect(platform.sender.sendCard('gone', claim, 'copy-x')).rejects.toMatchObject({
      failure: 'recipient',
    })
  })

  test('a text repeated under its key is shown once, the same words under another key again', async () => {
    for (const key of ['a', 'a', 'b']) await platform.sender.sendText('chenli', { text: '没有找到' }, key)
    expect(standIn.control.screen('chenli').map(item => item.text)).toEqual(['没有找到', '没有找到'])
  })

  test('a token that was withdrawn is renewed within the call', async () => {
    await platform.sender.sendText('chenli', { text: '一' }, 'a')
    await standIn.control.expireTokens()
    await platform.sender.sendText('chenli', { text: '二' }, 'b')
    expect(standIn.control.screen('chenli')).toHaveLength(2)
  })

  test('CHAT-3 login, page signatures and the directory', async () => {
    const code = await standIn.control.mintCode('ZhangXiaolin')
    expect(await platform.signIn.exchange(code, 'client')).toEqual({ userId: 'ZhangXiaolin' })
    await expect(platform.signIn.exchange(code, 'client')).rejects.toMatchObject({ failure: 'spent' })
    const page = platform.signIn.authorizeUrl!('http://crm.test/back', 'state1').replace(/#.*/, '')
    expect((await fetch(page)).status).toBe(200)
    expect((await fetch(platform.signIn.webLoginUrl!('http://crm.test/back', 'state1'))).status).toBe(200)
    const url = 'http://crm.test/?a=1'
    const signed = await platform.signPage(`${url}#/todo`)
    const { corpId, agentId, nonce, signature } = signed
    const claim = { corpId, agentId, url, nonce, timestamp: String(signed.timestamp) }
    const agentSignature = signed.agentSignature ?? ''
    expect(standIn.control.checkPageSignature({ ...claim, kind: 'corp', signature })).toBeUndefined()
    const agent = { ...claim, kind: 'agent' as const, signature: agentSignature }
    expect(standIn.control.checkPageSignature(agent)).toBeUndefined()
    expect(standIn.control.checkPageSignature({ ...agent, signature })).toBe('invalid signature')
    const { departments, people } = await platform.readDirectory()
    expect(departments).toHaveLength(3)
    expect(people.find(person => person.userId === 'chenli')).toMatchObject({
      name: '陈立',
      leads: ['2'],
      active: true,
    })
    expect(people.find(person => person.userId === 'ZhangXiaolin')).toMatchObject({
      leaderUserId: 'chenli',
      departmentIds: ['3'],
    })
  })
})

describe('dingtalk client against the stand-in', () => {
  let standIn: DingtalkStandIn
  let platform: ChatPlatform
  let close: () => Promise<void>
  beforeEach(async () => {
    standIn = await startDingtalkStandIn({
      now,
      store: new MemoryStore(),
      corp: {
        corpId: 'ding1',
        name: '恒测仪器',
        apps: [
          {
            appKey: 'dingapp',
            appSecret: 'app-secret',
            agentId: 77,
            name: '公海助手',
            trustedDomains: ['crm.test'],
            templates: { 'abc.schema': { variables: templateVariables } },
          },
        ],
        departments: [
          { id: 1, name: '恒测仪器' },
          { id: 2, parentId: 1, name: '华东销售部' },
        ],
        people: [
          { userId: 'u1', unionId: 'union1', name: '张晓琳', departments: [2], leaderUserId: 'u2' },
          { userId: 'u2', unionId: 'union2', name: '陈立', departments: [2], leads: [2] },
        ],
      },
    })
    const log = recordingLog()
    const deps = { now, tokens: memoryTokens(now), log }
    platform = createDingtalk(dingtalkConfig(standIn.apiBase), deps)
    close = await platform.listen!(receive)
    expect(standIn.control.connections).toBe(1)
  })
  afterEach(async () => {
    await close()
    await standIn.close()
  })
  const shown = (userId: string) => standIn.control.screen(userId).at(-1)!

  test('CHAT-1 a line, a picture and a directory change arrive by stream', async () => {
    expect(await standIn.control.typeLine('u1', '领取 云起')).toEqual({ delivered: true })
    const picture = {
      bytes: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      fileName: 'a.png',
      contentType: 'image/png',
    }
    await standIn.control.sendPicture('u1', picture)
    await standIn.control.emitEvent('user_modify_org', { timeStamp: String(time), userId: ['u1'] })
    expect(received).toMatchObject([
      { type: 'text', text: '领取 云起', from: { userId: 'u1' }, chat: 'single' },
      { type: 'media', media: 'image' },
      { type: 'directory', change: 'employee', ids: ['u1'] },
    ])
    const { mediaId } = received[1] as InboundEvent & { mediaId: string }
    expect(Buffer.from((await platform.fetchMedia(mediaId)).bytes)).toEqual(picture.bytes)
  })

  test('CHAT-2 a card is sent, pressed with choice and words, answered at once, and updated', async () => {
    expect(await platform.sender.sendCard('u1', approval, 'copy-1')).toMatchObject({
      remoteId: expect.any(String),
    })
    const item = shown('u1')
    expect(item.card).toMatchObject({
      title: '年度框架合同',
      flag: '低于底价 3%',
      inputs: [{ key: 'comment' }],
    })
    answer = { card: decided }
    const values = { reason: 'terms', comment: '再谈一次' }
    expect(await standIn.control.press('u1', item.id, 'approval.reject', values)).toEqual({ delivered: true })
    expect(received[0]).toMatchObject({ type: 'press', copyId: 'copy-1', action: 'approval.reject', values })
    expect(shown('u1').card).toMatchObject({ buttons: [], choices: [], inputs: [], outcome: decided.outcome })
    await platform.sender.updateCard('u1', { ...decided, title: '改' }, 'copy-1')
    expect(await standIn.control.press('u1', item.id, 'approval.reject', values)).toMatchObject({
      delivered: false,
    })
  })

  test('an update alone changes the reader’s card', async () => {
    await platform.sender.sendCard('u2', claim, 'copy-2')
    await platform.sender.updateCard('u2', decided, 'copy-2')
    expect(shown('u2').card).toMatchObject({
      title: decided.title,
      buttons: [],
      outcome: decided.outcome,
      flag: decided.flag,
    })
    await expect(platform.sender.updateCard('u2', decided, 'copy-nowhere')).rejects.toMatchObject({
      failure: 'input',
    })
  })

  test('every sample card is taken, sent again it counts as sent, and to nobody it fails', async () => {
    for (const [index, card] of Object.values(sampleCards).entries()) {
      expect(await platform.sender.sendCard('u2', card, `copy-${index}`)).not.toHaveProperty('duplicate')
      expect(await platform.sender.sendCard('u2', card, `copy-${index}`)).toEqual({ duplicate: true })
    }
    await expect(platform.sender.sendText('gone', { text: 'x' }, 'k')).rejects.toMatchObject({
      failure: 'recipient',
    })
    standIn.control.flowControl('u1')
    await expect(platform.sender.sendText('u1', { text: 'x' }, 'k')).rejects.toMatchObject({
      failure: 'throttled',
    })
    standIn.control.failDeliveries()
    await expect(platform.sender.sendCard('u1', claim, 'copy-f')).rejects.toMatchObject({
      failure: 'recipient',
    })
  })

  test('a token that was withdrawn is renewed within the call, on both hosts', async () => {
    await platform.sender.sendText('u1', { text: '一' }, 'a')
    await standIn.control.expireTokens()
    await platform.sender.sendText('u1', { text: '二' }, 'b')
    await standIn.control.expireTokens()
    expect((await platform.readDirectory()).people).toHaveLength(2)
    expect(standIn.control.screen('u1')).toHaveLength(2)
  })

  test('a replaced and a broken connection come back', async () => {
    standIn.control.dropConnections(true)
    standIn.control.dropConnections(false)
    const deadline = 200
    for (let tries = 0; standIn.control.connections === 0 && tries < deadline; tries++) {
      await new Promise(done => setTimeout(done, 20))
    }
    expect(await standIn.control.typeLine('u1', '在吗')).toEqual({ delivered: true })
  })

  test('CHAT-3 login, page signatures and the directory', async () => {
    const code = await standIn.control.mintCode('u1')
    expect(await platform.signIn.exchange(code, 'client')).toEqual({ userId: 'u1' })
    await expect(platform.signIn.exchange(code, 'client')).rejects.toMatchObject({ failure: 'spent' })
    expect((await fetch(platform.signIn.webLoginUrl!('http://crm.test/back', 's1'))).status).toBe(200)
    const url = 'http://crm.test/?u=http%3A%2F%2Fa'
    const { timestamp, ...signed } = await platform.signPage(`${url}#/todo`)
    const claim = { ...signed, url, timestamp: String(timestamp) }
    expect(standIn.control.checkPageConfig(claim)).toEqual({ hash: 'sha256' })
    const { departments, people } = await platform.readDirectory()
    expect(departments.map(department => department.name)).toEqual(['恒测仪器', '华东销售部'])
    expect(people.find(person => person.userId === 'u1')).toMatchObject({ leaderUserId: 'u2', leads: [] })
    expect(people.find(person => person.userId === 'u2')).toMatchObject({ leads: ['2'] })
  })
})
