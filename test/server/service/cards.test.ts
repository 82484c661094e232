import { cardRenderers } from '@gonghai/server/areas/index'
import { findAction } from '@gonghai/shared/actions'
import { type CardKindName, cardKinds } from '@gonghai/shared/cards'
import type { Locale } from '@gonghai/shared/i18n'
import type { Card } from '@gonghai/shared/ports/messages'
import { timeZone } from '../../support/compose-server'
import type { Person } from '../records/company'
import { type ServiceWorld, serviceWorld } from './world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const render = (kind: CardKindName, matter: string, reader: Person, params = {}, locale: Locale = 'zh-CN') =>
  cardRenderers[kind].render(world.server.db, {
    matter,
    params,
    reader: { employeeId: reader.id, locale, timeZone },
    now: world.server.clock.now(),
    companyZone: 'Asia/Shanghai',
    baseUrl: 'https://crm.test',
  })

const keys = (card: Card) => card.buttons.filter(button => !button.url).map(button => button.key)
/** The people who have a card of a matter, and how it stands. */
const copies = (kind: string, matter: string) =>
  world.server.rows<{ user_id: string; state: string; dirty: boolean }>(
    `select c.user_id, c.state, k.version > 0 as dirty from card_copy c join card k on k.id = c.card_id
     where k.kind = $1 and k.matter = $2 order by c.user_id`,
    [kind, matter],
  )
const version = async (kind: string, matter: string) =>
  (
    await world.server.rows<{ version: number }>('select version from card where kind = $1 and matter = $2', [
      kind,
      matter,
    ])
  )[0]!.version
/** Plain words that wait to be sent to somebody. */
const told = async (userId: string) =>
  (
    await world.server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = $1 and body is not null order by seq`,
      [userId],
    )
  ).map(row => row.text)

/** Every verb on a card is answered, by an action that takes what the card gives it. */
function checkPresses(kind: CardKindName, card: Card): void {
  for (const key of keys(card)) {
    const press = cardKinds[kind].presses[key]
    expect([key, press === undefined]).toEqual([key, false])
    const { input } = findAction(press!.action)!
    const given = [...Object.keys(press!.input), press!.ask?.field, press!.pick?.field].filter(Boolean)
    const needed = Object.keys(input).filter(name => input[name]!.required)
    expect([key, given]).toEqual([key, expect.arrayContaining(needed)])
    expect(given.every(name => input[name!])).toBe(true)
  }
  // WeCom cuts what is longer
  expect([...card.source].slice(0, 20).join('')).toMatch(/(FW|GD)-\d{8}-\d{4}/)
  for (const { text } of card.buttons) expect([...text].length).toBeLessThanOrEqual(10)
  expect(card.buttons.length).toBeLessThanOrEqual(6)
  expect(card.facts.length).toBeLessThanOrEqual(6)
}

describe('CHAT-9 the dispatch card', () => {
  test('goes to the desk when a request comes in, not to administrators', async () => {
    const request = await world.fileRequest()
    await world.server.runJobs()
    expect((await copies('dispatch', `serviceRequest:${request}`)).map(copy => copy.user_id)).toEqual([
      'desk',
    ])
  })

  test.each(['zh-CN', 'zh-TW', 'en'] as const)(
    'says what is wrong, where, with whom, in %s',
    async locale => {
      const wantedAt = new Date(world.server.clock.now().getTime() + 86_400_000).toISOString()
      const request = await world.fileRequest({ wantedAt, description: '测头报警\n开机就报 E042' })
      const { card, final } = await render('dispatch', `serviceRequest:${request}`, world.desk, {}, locale)
      expect(final).toBe(false)
      const values = card.facts.map(fact => fact.value).join(' ')
      for (const known of ['CMM-800', '苏州恒远电子', '陈国栋 13900139000', '11-22 16:00'])
        expect(values).toContain(known)
      expect(card.title).toBe('测头报警')
      expect(card.subtitle).toContain('E042')
      expect(JSON.stringify(card)).not.toMatch(/card\.|option\./)
      checkPresses('dispatch', card)
    },
  )

  test('offers at most eight engineers, whoever has least to do first', async () => {
    await world.dispatched()
    const request = await world.fileRequest()
    const { card } = await render('dispatch', `serviceRequest:${request}`, world.desk)
    expect(keys(card)).toEqual(['request.dispatch', 'request.complete'])
    const ids = card.choice!.options.map(option => option.id)
    expect(ids).toEqual([world.colleague.id, world.engineer.id])
    expect(card.choice!.options[0]!.text).toBe('吴师傅（手上 0 单）')
  })

  test('of who gave it out shows how far it is and the way back; of others who has it', async () => {
    const { server, desk, engineer } = world
    const { request, order } = await world.dispatched()
    const matter = `serviceRequest:${request}`
    const own = await render('dispatch', matter, desk)
    expect([own.final, keys(own.card)]).toEqual([false, ['request.undoDispatch']])
    checkPresses('dispatch', own.card)
    const other = await render('dispatch', matter, server.people.administrator!)
    expect(other).toMatchObject({
      final: true,
      card: { buttons: [], outcome: expect.stringContaining('已派给') },
    })
    await server.run(engineer, 'work.accept', { order })
    expect((await render('dispatch', matter, desk)).card.facts[0]!.value).toContain('已接单')
    await server.run(engineer, 'work.begin', { order })
    expect(keys((await render('dispatch', matter, desk)).card)).toEqual([])
    await server.run(engineer, 'work.complete', { order, result: '好' })
    expect(await render('dispatch', matter, desk)).toMatchObject({
      final: true,
      card: { outcome: expect.stringContaining('已完成') },
    })
  })

  test('comes again when the engineer refuses, and the desk is told why', async () => {
    const { request } = await world.orderIn('refused')
    await world.server.runJobs()
    const { card, final } = await render('dispatch', `serviceRequest:${request}`, world.desk)
    expect([final, keys(card)]).toEqual([false, ['request.dispatch', 'request.complete']])
    expect((await told('desk')).at(-1)).toMatch(/拒单 FW-.*今天请假/)
  })

  test('of a request that is gone says so', async () => {
    const { card, final } = await render(
      'dispatch',
      'serviceRequest:019aa000-0000-7000-8000-000000000000',
      world.desk,
    )
    expect([final, card.buttons, card.outcome]).toEqual([true, [], '已不存在'])
  })
})

describe('CHAT-9 the work order’s card', () => {
  const buttons = {
    assigned: ['work.accept', 'work.refuse', 'work.handOver'],
    accepted: ['work.setOut', 'work.begin', 'work.refuse', 'work.handOver'],
    onTheWay: ['work.begin', 'work.handOver'],
    working: ['work.complete'],
    done: [],
    refused: [],
    handedOver: [],
    cancelled: [],
  }
  test.each(Object.entries(buttons))('in state %s offers %j', async (state, wanted) => {
    const { order } = await world.orderIn(state)
    const { card, final } = await render('workOrder', `workOrder:${order}`, world.engineer)
    expect(keys(card)).toEqual(wanted)
    expect(final).toBe(wanted.length === 0)
    expect(card.outcome === undefined).toBe(wanted.length > 0)
    expect(JSON.stringify(card)).not.toMatch(/card\.|option\./)
    checkPresses('workOrder', card)
  })

  test('goes to the engineer with the desk’s note, and every step renews it', async () => {
    const { server, desk, engineer } = world
    const request = await world.fileRequest()
    const { result } = await server.run(desk, 'request.dispatch', {
      request,
      engineer: engineer.id,
      note: '带备件',
    })
    const matter = `workOrder:${result.order}`
    await server.runJobs()
    expect((await copies('workOrder', matter)).map(copy => copy.user_id)).toEqual(['liushifu'])
    const { card } = await render('workOrder', matter, engineer)
    expect(card.facts[0]!.value).toBe('带备件')
    // nobody hands work over to themselves
    expect(card.choice!.options.map(option => option.id)).toEqual([world.colleague.id])
    const before = [
      await version('workOrder', matter),
      await version('dispatch', `serviceRequest:${request}`),
    ]
    await server.run(engineer, 'work.accept', { order: result.order })
    await server.runJobs()
    const after = [await version('workOrder', matter), await version('dispatch', `serviceRequest:${request}`)]
    expect(after[0]).toBeGreaterThan(before[0]!)
    expect(after[1]).toBeGreaterThan(before[1]!)
  })

  test('an engineer hears that a request was withdrawn or taken back', async () => {
    const withdrawn = await world.dispatched()
    await world.follower.run('request.withdraw', { request: withdrawn.request })
    await world.server.runJobs()
    expect((await told('liushifu')).at(-1)).toMatch(/苏州恒远电子撤回了 FW-/)
    await world.orderIn('cancelled')
    await world.server.runJobs()
    expect((await told('liushifu')).at(-1)).toMatch(/FW-.*派工已撤销/)
    const { card } = await render('workOrder', `workOrder:${withdrawn.order}`, world.engineer)
    expect(card.outcome).toContain('客户已撤回')
  })
})

describe('PORTAL-3 what the customer says reaches whoever has it', () => {
  test('an urge is an urgent card: of the desk first, of the engineer then, each time a new one', async () => {
    const { server, follower } = world
    const request = await world.fileRequest()
    await follower.run('request.urge', { request })
    await server.runJobs()
    const matter = (times: number) => `serviceRequest:${request}/${times}`
    expect((await copies('urged', matter(1))).map(copy => copy.user_id)).toEqual(['desk'])
    await server.run(world.desk, 'request.dispatch', { request, engineer: world.engineer.id })
    server.clock.advance({ hours: 2 })
    await follower.run('request.urge', { request })
    await server.runJobs()
    expect((await copies('urged', matter(2))).map(copy => copy.user_id)).toEqual(['liushifu'])
    const urgency = await server.rows(
      `select m.urgency from outbound_message m join card_copy c on c.id = m.copy_id join card k on k.id = c.card_id
       where k.kind = 'urged' and k.matter = $1`,
      [matter(2)],
    )
    expect(urgency).toEqual([{ urgency: 'now' }])
    const { card } = await render('urged', matter(2), world.engineer)
    expect(card).toMatchObject({
      flag: '催办 2 次',
      buttons: [{ url: `https://crm.test/r/serviceRequest/${request}` }],
    })
    await follower.run('request.withdraw', { request })
    expect(await render('urged', matter(2), world.engineer)).toMatchObject({
      final: true,
      card: { outcome: '已撤回' },
    })
  })

  test('additions are told to the engineer', async () => {
    const { request } = await world.dispatched()
    await world.follower.run('request.add', { request, words: '电源也跳了' })
    await world.server.runJobs()
    expect((await told('liushifu')).at(-1)).toMatch(/苏州恒远电子补充了 FW-.*：电源也跳了/)
  })

  test('whoever looks after the customer knows of the request', async () => {
    await world.fileRequest({ description: '账号那边也要知道' })
    await world.server.runJobs()
    expect((await told('zhang')).at(-1)).toMatch(
      /您的客户「苏州恒远电子」提交了服务请求 FW-.*账号那边也要知道/,
    )
  })
})

describe('SERV-8 the card of a low mark', () => {
  test('names the mark, the words and whom to call; pressed, it is done', async () => {
    const { server, desk, follower } = world
    const { survey } = await world.finished()
    await follower.run('survey.answer', { survey, stars: 1, tags: ['late', 'unsolved'], words: '等了三天' })
    await server.runJobs()
    const [task] = await server.rows<{ id: string }>(
      `select id from task order by created_at desc, id desc limit 1`,
    )
    const matter = `task:${task!.id}`
    expect((await copies('lowMark', matter)).map(copy => copy.user_id)).toEqual(['desk'])
    const { card } = await render('lowMark', matter, desk, { survey })
    const values = card.facts.map(fact => fact.value)
    expect(values).toEqual(
      expect.arrayContaining(['★☆☆☆☆', '等了三天', '来得晚、没解决', '苏州恒远电子', '13900139000']),
    )
    checkPresses('lowMark', card)
    await server.run(desk, 'task.complete', { task: task!.id })
    const before = await version('lowMark', matter)
    await server.runJobs()
    expect(await version('lowMark', matter)).toBeGreaterThan(before)
    expect(await render('lowMark', matter, desk, { survey })).toMatchObject({
      final: true,
      card: { buttons: [], outcome: expect.stringContaining('已回访') },
    })
    expect((await told('liushifu')).at(-1)).toMatch(/FW-.* 打了 1 星：「等了三天」/)
  })
})

describe('Today', () => {
  const today = async (person: Person) => (await world.server.get(person, '/api/today')).body

  test('shows engineers their orders with the next step, and the desk what waits', async () => {
    const { desk, engineer, manager } = world
    const { order } = await world.orderIn('accepted')
    const request = await world.fileRequest()
    const mine = await today(engineer)
    expect(mine.items.find((item: { record: string }) => item.record === `workOrder:${order}`)).toMatchObject(
      {
        kind: 'workOrder',
        buttons: [{ action: 'work.setOut', input: { order } }],
      },
    )
    expect(mine.figures.map((figure: { key: string }) => figure.key)).toContain('orders')
    const theirs = await today(desk)
    expect(
      theirs.items.find((item: { record: string }) => item.record === `serviceRequest:${request}`),
    ).toMatchObject({
      kind: 'serviceRequest',
      buttons: [{ open: `serviceRequest:${request}` }],
    })
    expect(theirs.figures.find((figure: { key: string }) => figure.key === 'requests').value).toBeGreaterThan(
      0,
    )
    expect((await today(manager)).figures.map((figure: { key: string }) => figure.key)).not.toContain(
      'requests',
    )
  })
})
