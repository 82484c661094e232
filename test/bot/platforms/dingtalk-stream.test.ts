import { once } from 'node:events'
import { createDingtalk } from '@gonghai/bot/platforms/dingtalk/index'
import { DingtalkStream } from '@gonghai/bot/platforms/dingtalk/stream'
import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { Receive } from '@gonghai/shared/ports/platform'
import type { Rig } from './support/conformance'
import { dingtalkCardFaults } from './support/dingtalk-card-faults'
import { dingtalkConfig, dingtalkMessages, startDingtalkRig } from './support/dingtalk-rig'
import { memoryTokens } from './support/memory-tokens'
import { recordingLog } from './support/recording-log'
import { sampleCards } from './support/sample-cards'
import { type StreamGateway, startStreamGateway } from './support/stream-gateway'

const OPEN = '/v1.0/gateway/connections/open'
const ROBOT = '/v1.0/im/bot/messages/get'
const CARD = '/v1.0/card/instances/callback'

function frame(type: string, topic: string, data: unknown, headers: object = {}) {
  const fixed = {
    appId: 'a',
    connectionId: 'c',
    contentType: 'application/json',
    messageId: 'frame-1',
    topic,
  }
  return {
    specVersion: '1.0',
    type,
    headers: { ...fixed, time: '1700000000000', ...headers },
    data: JSON.stringify(data),
  }
}

describe('dingtalk stream', () => {
  let rig: Rig
  let gateway: StreamGateway
  let close: () => Promise<void>
  let received: InboundEvent[]
  let receive: Receive

  beforeEach(async () => {
    rig = await startDingtalkRig({})
    gateway = await startStreamGateway()
    rig.server.standing(OPEN, { json: { endpoint: gateway.endpoint, ticket: 'ticket+/=1' } })
    received = []
    receive = async event => {
      received.push(event)
      return {}
    }
    close = await rig.platform.listen!((event, options) => receive(event, options))
  })
  afterEach(async () => {
    await close()
    await gateway.stop()
    await rig.stop()
  })

  test('asks for everything it needs, without a token, and takes the ticket along whole', () => {
    const [request] = rig.server.at(OPEN)
    expect(request!.headers.accept).toBe('application/json')
    expect(request!.headers['x-acs-dingtalk-access-token']).toBeUndefined()
    expect(request!.body).toMatchObject({
      clientId: 'dingapp',
      subscriptions: [
        { type: 'EVENT', topic: '*' },
        { type: 'CALLBACK', topic: ROBOT },
        { type: 'CALLBACK', topic: CARD },
      ],
    })
    expect(gateway.tickets).toEqual(['ticket+/=1'])
  })

  test('CHAT-1 a robot message becomes a text and is acknowledged', async () => {
    const socket = await gateway.connection(1)
    const ack = await gateway.ask(socket, frame('CALLBACK', ROBOT, dingtalkMessages.text!.body))
    expect(ack).toMatchObject({ code: 200, headers: { messageId: 'frame-1' } })
    expect(JSON.parse(ack.data)).toEqual({ response: null })
    expect(received).toMatchObject([{ type: 'text', text: '领取 云起', dedupeKey: 'msg-text-1' }])
    expect(received[0]).not.toHaveProperty('readOnly')
  })

  test('a press is answered with the card as it looks now', async () => {
    const card = sampleCards['a decided card']!
    receive = async (event, options) => {
      received.push(event)
      expect(options).toEqual({ within: 1500 })
      return { card }
    }
    const socket = await gateway.connection(1)
    const ack = await gateway.ask(socket, frame('CALLBACK', CARD, dingtalkMessages.press!.body))
    const { response } = JSON.parse(ack.data)
    expect(dingtalkCardFaults(response.cardData.cardParamMap)).toEqual([])
    expect(response.cardUpdateOptions.updateCardDataByKey).toBe(true)
    expect(received).toMatchObject([{ type: 'press', copyId: 'copy-42', dedupeKey: 'frame-1' }])
    expect(received[0]!.at).toEqual(new Date(1_700_000_000_000))
  })

  test('an event is acknowledged once stored, and comes again otherwise', async () => {
    const socket = await gateway.connection(1)
    const event = frame(
      'EVENT',
      '*',
      { timeStamp: '1700000000000', userId: ['u9'] },
      { eventType: 'user_leave_org', eventId: 'ev-9', eventCorpId: 'ding1' },
    )
    expect(JSON.parse((await gateway.ask(socket, event)).data)).toMatchObject({ status: 'SUCCESS' })
    expect(received).toMatchObject([{ type: 'directory', ids: ['u9'], dedupeKey: 'ev-9' }])
    receive = async () => Promise.reject(new Error('database down'))
    expect(JSON.parse((await gateway.ask(socket, event)).data)).toMatchObject({ status: 'LATER' })
  })

  test('an event of another corporation and one that we do not use are acknowledged and left', async () => {
    const socket = await gateway.connection(1)
    for (const headers of [
      { eventType: 'user_leave_org', eventCorpId: 'ding9' },
      { eventType: 'toString' },
    ]) {
      const ack = await gateway.ask(socket, frame('EVENT', '*', { userId: ['u9'] }, headers))
      expect(JSON.parse(ack.data)).toMatchObject({ status: 'SUCCESS' })
    }
    expect(received).toEqual([])
  })

  test('a message that could not be stored is answered with an error', async () => {
    receive = async () => Promise.reject(new Error('database down'))
    const socket = await gateway.connection(1)
    expect((await gateway.ask(socket, frame('CALLBACK', ROBOT, dingtalkMessages.text!.body))).code).toBe(500)
  })

  test('an unknown topic is 404, a ping is echoed, nonsense is survived', async () => {
    const socket = await gateway.connection(1)
    socket.send('no json')
    socket.send('{"type":"CALLBACK"}')
    expect((await gateway.ask(socket, frame('CALLBACK', '/v1.0/graph/api/invoke', {}))).code).toBe(404)
    const pong = await gateway.ask(socket, frame('SYSTEM', 'ping', { opaque: 'x1' }))
    expect(pong).toMatchObject({ code: 200, headers: { messageId: 'frame-1' } })
    expect(JSON.parse(pong.data)).toEqual({ opaque: 'x1' })
  })

  test('told to go, it opens the new connection before it leaves the old one', async () => {
    const first = await gateway.connection(1)
    const gone = once(first, 'close')
    first.send(JSON.stringify(frame('SYSTEM', 'disconnect', { reason: 'connection is expired' })))
    const second = await gateway.connection(2)
    expect(first.readyState).toBe(first.OPEN)
    await gone
    expect((await gateway.ask(second, frame('CALLBACK', ROBOT, dingtalkMessages.text!.body))).code).toBe(200)
    expect(rig.server.at(OPEN)).toHaveLength(2)
  })

  test('closing answers what is running first', async () => {
    const socket = await gateway.connection(1)
    let finish: () => void = () => undefined
    const started = new Promise<void>(begun => {
      receive = () =>
        new Promise(done => {
          finish = () => done({})
          begun()
        })
    })
    const answered = gateway.ask(socket, frame('CALLBACK', ROBOT, dingtalkMessages.text!.body))
    await started
    const closing = close()
    finish()
    expect((await answered).code).toBe(200)
    await closing
    if (socket.readyState !== socket.CLOSED) await once(socket, 'close')
    expect(gateway.sockets).toHaveLength(1)
  })
})

describe('dingtalk stream reconnecting', () => {
  const timing = { firstPause: 10, longestPause: 40, heartbeat: 20, drain: 50 }
  const answer = async () => ({ code: 200, message: 'OK', data: {} })
  let gateway: StreamGateway
  let stream: DingtalkStream
  beforeEach(async () => {
    gateway = await startStreamGateway()
  })
  afterEach(async () => {
    await stream.close()
    await gateway.stop()
  })

  test('comes back after a break with a new ticket', async () => {
    let tickets = 0
    const open = async () => ({ endpoint: gateway.endpoint, ticket: `t${++tickets}` })
    stream = new DingtalkStream({ open, answer, log: recordingLog(), timing, random: () => 0 })
    await stream.connect()
    ;(await gateway.connection(1)).terminate()
    await gateway.connection(2)
    expect(gateway.tickets).toEqual(['t1', 't2'])
  })

  test('keeps trying while the platform is ill, with growing pauses, and one attempt at a time', async () => {
    let attempts = 0
    const open = async () => {
      attempts++
      if (attempts < 5) throw new Error('ill')
      return { endpoint: gateway.endpoint, ticket: 't' }
    }
    const log = recordingLog()
    stream = new DingtalkStream({ open, answer, log, timing, random: () => 0 })
    await stream.connect()
    await gateway.connection(1)
    expect(attempts).toBe(5)
    expect(gateway.sockets).toHaveLength(1)
  })

  test('a connection that no longer answers is given up', async () => {
    const open = async () => ({ endpoint: gateway.endpoint, ticket: 't' })
    stream = new DingtalkStream({ open, answer, log: recordingLog(), timing, random: () => 0 })
    await stream.connect()
    const dead = await gateway.connection(1)
    dead.pause()
    await gateway.connection(2)
    expect(gateway.sockets.length).toBeGreaterThanOrEqual(2)
  })

  test('once closed it stays closed', async () => {
    let attempts = 0
    const open = async () => {
      attempts++
      throw new Error('ill')
    }
    stream = new DingtalkStream({ open, answer, log: recordingLog(), timing, random: () => 0 })
    await stream.connect()
    await stream.close()
    await stream.connect()
    await new Promise(done => setTimeout(done, 60))
    expect(attempts).toBe(1)
  })

  test('a gateway without TLS is refused when the platform itself has it', async () => {
    const log = recordingLog()
    const now = () => new Date(0)
    const answerOpen = async () =>
      new Response(JSON.stringify({ endpoint: gateway.endpoint, ticket: 't' }), { status: 200 })
    const deps = { now, tokens: memoryTokens(now), log, fetch: answerOpen as typeof fetch }
    const close = await createDingtalk(dingtalkConfig('https://api.dingtalk.com'), deps).listen!(
      async () => ({}),
    )
    await close()
    expect(gateway.sockets).toEqual([])
    expect(log.lines.join()).toContain('without TLS')
    stream = new DingtalkStream({ open: async () => ({ endpoint: '', ticket: '' }), answer, log, timing })
  })
})
