import type { InboundEvent } from '@gonghai/shared/ports/events'
import type { ChatPlatform } from '@gonghai/shared/ports/platform'
import type { Answer, AnsweringServer, Arrived } from './answering-server'
import type { RecordingLog } from './recording-log'
import { sampleCards } from './sample-cards'

/** One platform client against a scripted platform. */
export interface Rig {
  platform: ChatPlatform
  server: AnsweringServer
  log: RecordingLog
  received: InboundEvent[]
  /** Gives a recorded message to the client the way the platform does it; false = the client refused it. */
  deliver(fixture: string, how: 'good' | 'badSignature' | 'stale'): Promise<boolean>
  stop(): Promise<void>
}

/** What the suite must know of a platform. */
export interface Harness {
  start(): Promise<Rig>
  /** Recorded messages by name and what they mean. `text` and `second` must be there. */
  fixtures: Record<string, Partial<InboundEvent>>
  /** Name of another fixture, of an event; `press` when absent. */
  second?: string
  /** Where the client's calls arrive. */
  paths: { token: string; text: string; card: string; update?: string }
  /** The platform numbers no texts. */
  textHasNoId?: true
  /** How the platform says these things. */
  answers: {
    sent: { json: unknown }
    tokenRefused: Answer
    throttled: Answer
    missed: Answer
    cardThere: Answer
    permission: Answer
  }
  /** The next token, as the platform hands it out. */
  token(value: string): { json: unknown }
  /** Which token a request carried. */
  tokenOf(request: Arrived): string | undefined
  /** Breaks of the platform's hard limits in a card request. */
  cardFaults(request: Arrived): string[]
  /** Code that an update needs, if any. */
  updateCode?: string
  /** What an HTML page with 200 means there. */
  html: { failure: string }
}

const to = 'zhangsan'
const words = { text: '你好' }

/** What every chat platform of Gonghai must do, run on its own recordings. */
export function platformConformance(name: string, harness: Harness): void {
  describe(`${name} conformance`, () => {
    let rig: Rig
    beforeEach(async () => {
      rig = await harness.start()
    })
    afterEach(() => rig.stop())

    inbound(harness, () => rig)
    outbound(harness, () => rig)
    failures(harness, () => rig)
  })
}

function inbound(harness: Harness, rig: () => Rig): void {
  const second = harness.second ?? 'press'
  test.each(Object.entries(harness.fixtures))(
    'CHAT-1 %s: a genuine message becomes its neutral event',
    async (fixture, expected) => {
      expect(await rig().deliver(fixture, 'good')).toBe(true)
      expect(rig().received).toHaveLength(1)
      expect(rig().received[0]).toMatchObject(expected)
      expect(rig().received[0]?.dedupeKey).toMatch(/\S/)
      expect(rig().received[0]?.at).toBeInstanceOf(Date)
    },
  )

  test.each(['text', second])('%s: a forged signature is refused and nothing is received', async fixture => {
    expect(await rig().deliver(fixture, 'badSignature')).toBe(false)
    expect(rig().received).toEqual([])
  })

  test.each(['text', second])('%s: an old recording is refused and nothing is received', async fixture => {
    expect(await rig().deliver(fixture, 'stale')).toBe(false)
    expect(rig().received).toEqual([])
  })

  test.each(['text', second])('%s: a repeat carries the same key, another message another', async fixture => {
    await rig().deliver(fixture, 'good')
    await rig().deliver(fixture, 'good')
    await rig().deliver(fixture === 'text' ? second : 'text', 'good')
    const [first, repeat, other] = rig().received.map(event => event.dedupeKey)
    expect(repeat).toBe(first)
    expect(other).not.toBe(first)
  })
}

function outbound(harness: Harness, rig: () => Rig): void {
  test('sends a text with a link to one person', async () => {
    const links = [{ text: '打开', url: 'https://crm.example.com/#/r/customer/1' }]
    const receipt = await rig().platform.sender.sendText(to, { ...words, links }, 'key-1')
    if (harness.textHasNoId) expect(receipt).toEqual({})
    else expect(receipt.remoteId).toMatch(/\S/)
    const [request] = rig().server.at(harness.paths.text)
    expect(JSON.stringify(request?.body)).toContain(to)
    expect(JSON.stringify(request?.body)).toContain('https://crm.example.com/#/r/customer/1')
  })

  test.each(Object.entries(sampleCards))('sends %s within the hard limits', async (_, card) => {
    await rig().platform.sender.sendCard(to, card, 'copy-1')
    const [request] = rig().server.at(harness.paths.card)
    expect(harness.cardFaults(request as Arrived)).toEqual([])
    expect(JSON.stringify(request?.body)).toContain('copy-1')
  })

  const { update } = harness.paths
  if (update) {
    test.each(Object.entries(sampleCards))('updates a copy to %s', async (_, card) => {
      await rig().platform.sender.updateCard(to, card, 'copy-1', harness.updateCode)
      const [request] = rig().server.at(update)
      expect(harness.cardFaults(request as Arrived)).toEqual([])
    })
  } else {
    test('says that it updates nothing, and nothing is sent', async () => {
      const card = Object.values(sampleCards)[0]!
      expect(rig().platform.sender.abilities.updateNeedsCode).toBe(true)
      expect(await rig().platform.sender.sendCard(to, card, 'copy-1')).not.toHaveProperty('sendCode')
      const sentSoFar = rig().server.arrived.length
      await expect(rig().platform.sender.updateCard(to, card, 'copy-1')).rejects.toMatchObject({
        failure: 'input',
      })
      expect(rig().server.arrived).toHaveLength(sentSoFar)
    })
  }

  test('a card that is there already counts as sent', async () => {
    rig().server.next(harness.paths.card, harness.answers.cardThere)
    const card = Object.values(sampleCards)[0]!
    expect(await rig().platform.sender.sendCard(to, card, 'copy-1')).toMatchObject({ duplicate: true })
  })

  test('an address, key or id that the platform would refuse is never sent', async () => {
    const card = Object.values(sampleCards)[0]!
    await expect(rig().platform.sender.sendCard(to, card, 'with blank')).rejects.toMatchObject({
      failure: 'input',
    })
    const bad = { ...card, url: 'javascript:alert(1)' }
    await expect(rig().platform.sender.sendCard(to, bad, 'copy-1')).rejects.toMatchObject({
      failure: 'input',
    })
    expect(rig().server.at(harness.paths.card)).toEqual([])
  })

  test.each(['@all', 'a|b', 'a;IM_GROUP.cid', 'a,b', ''])(
    '%j is not one person and never sent to',
    async many => {
      const card = Object.values(sampleCards)[0]!
      await expect(rig().platform.sender.sendText(many, words, 'k')).rejects.toMatchObject({
        failure: 'input',
      })
      await expect(rig().platform.sender.sendCard(many, card, 'copy-1')).rejects.toMatchObject({
        failure: 'input',
      })
      expect(rig().server.arrived).toEqual([])
    },
  )

  test('one token serves many calls', async () => {
    for (let index = 0; index < 3; index++) await rig().platform.sender.sendText(to, words, `key-${index}`)
    expect(rig().server.at(harness.paths.token)).toHaveLength(1)
  })
}

function failures(harness: Harness, rig: () => Rig): void {
  const send = () => rig().platform.sender.sendText(to, words, 'key-1')
  const table: [string, () => Answer, string][] = [
    ['too fast', () => harness.answers.throttled, 'throttled'],
    ['a person out of reach', () => harness.answers.missed, 'recipient'],
    ['a right that is missing', () => harness.answers.permission, 'permission'],
    ['a 502', () => ({ raw: '<html>bad gateway</html>', status: 502 }), 'transient'],
    ['an HTML page', () => ({ raw: '<html>maintenance</html>' }), harness.html.failure],
    [
      'nonsense for JSON',
      () => ({ raw: '{"errcode":', headers: { 'content-type': 'application/json' } }),
      'transient',
    ],
    ['a JSON list', () => ({ json: [] }), 'transient'],
    ['no answer in time', () => ({ silent: true }), 'unknown'],
    ['a connection cut after the request', () => ({ cut: true }), 'unknown'],
    ['a gateway that gave up', () => ({ raw: '', status: 504 }), 'unknown'],
    ['a redirect', () => ({ raw: '', status: 302, headers: { location: 'http://127.0.0.1:1/' } }), 'unknown'],
    ['429', () => ({ json: {}, status: 429, headers: { 'retry-after': '7' } }), 'throttled'],
  ]

  test.each(table)('%s is told apart', async (_, answer, failure) => {
    rig().server.next(harness.paths.text, answer())
    await expect(send()).rejects.toMatchObject({ name: 'PlatformError', failure })
    expect(rig().server.at(harness.paths.text)).toHaveLength(1)
  })

  test('too fast says how long to wait', async () => {
    rig().server.next(harness.paths.text, harness.answers.throttled)
    await expect(send()).rejects.toMatchObject({ retryAfterMs: expect.any(Number) })
  })

  test('a refused token is renewed once and the call repeated once', async () => {
    await send()
    rig().server.standing(harness.paths.token, harness.token('second-token'))
    rig().server.next(harness.paths.text, harness.answers.tokenRefused)
    await send()
    expect(rig().server.at(harness.paths.text).map(harness.tokenOf)).toEqual([
      'first-token',
      'first-token',
      'second-token',
    ])
    expect(rig().server.at(harness.paths.token)).toHaveLength(2)
  })

  test('many calls with one refused token renew it once', async () => {
    await send()
    rig().server.standing(harness.paths.token, harness.token('second-token'))
    rig().server.standing(harness.paths.text, request =>
      harness.tokenOf(request) === 'second-token' ? harness.answers.sent : harness.answers.tokenRefused,
    )
    await Promise.all(
      Array.from({ length: 5 }, (_, index) => rig().platform.sender.sendText(to, words, `k${index}`)),
    )
    expect(rig().server.at(harness.paths.token)).toHaveLength(2)
  })

  test('a token that is refused again is given up', async () => {
    rig().server.next(harness.paths.text, harness.answers.tokenRefused, harness.answers.tokenRefused)
    await expect(send()).rejects.toMatchObject({ failure: 'token' })
    expect(rig().server.at(harness.paths.text)).toHaveLength(2)
  })

  test('nobody at the other end is transient: nothing has left', async () => {
    // Without kept-alive sockets the next call has to connect.
    const headers = { connection: 'close' }
    rig().server.standing(harness.paths.token, { ...harness.token('first-token'), headers })
    rig().server.next(harness.paths.text, { ...harness.answers.sent, headers })
    await send()
    await rig().server.stop()
    await expect(send()).rejects.toMatchObject({ failure: 'transient' })
  })

  test('no token, secret or word of a message is logged', async () => {
    rig().server.next(harness.paths.text, harness.answers.tokenRefused, harness.answers.permission)
    await expect(send()).rejects.toThrow()
    const logged = rig().log.lines.join('\n')
    expect(logged).toContain('permission')
    for (const secret of ['first-token', 'app-secret', words.text]) expect(logged).not.toContain(secret)
  })
}
