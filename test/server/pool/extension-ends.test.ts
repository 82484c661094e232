import { cardRenderers, chatReads } from '@gonghai/server/areas/index'
import { actorOf } from '@gonghai/server/auth/sessions'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { sweep as sweepServer } from '../../support/recycling'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let manager: Person
let leader: Person
let zhang: Person
let pool: string
let record: string

const day = 86_400_000
const reason = '客户下月定预算'
const sweep = () => sweepServer(server)

beforeAll(async () => {
  server = await testServer()
  manager = await buildEmployee(server, { name: '何总', role: 'departmentManager' })
})
afterAll(() => server.stop())

beforeEach(async () => {
  leader = await buildEmployee(server, { name: '周建国', role: 'teamLeader', leader: manager })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  pool = await buildPool(server, { members: [zhang.id, leader.id], recycleDays: 30, warnDays: 3 })
  record = `customer:${await buildCustomer(server, { pool })}`
  await server.run(zhang, 'pool.claim', { record })
})

type Row = Record<string, Date & string & null>
const row = async () =>
  (await server.rows<Row>('select * from customer where id = $1', [record.split(':')[1]]))[0]!
const asked = async (request: unknown) =>
  (await server.rows<Row>('select * from extension_request where id = $1', [request]))[0]!
const inDays = (count: number) => new Date(server.clock.now().getTime() + count * day)
const ask = async (days = 10) => {
  const done = await server.run(zhang, 'pool.askExtension', { record, days, reason })
  await server.runJobs()
  return { ...done, request: String(done.result.request) }
}
const outcome = async (request: string, reader = leader) => {
  const { card, final } = await cardRenderers.extension.render(server.db, {
    matter: `extension:${request}`,
    params: {},
    reader: { employeeId: reader.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    now: server.clock.now(),
    companyZone: 'Asia/Shanghai',
    baseUrl: 'https://crm.test',
  })
  return { words: card.outcome, final }
}
const said = async (user: string) =>
  (
    await server.rows<{ text: string }>(
      `select body ->> 'text' as text from outbound_message where user_id = $1 and kind = 'text' order by created_at, id`,
      [user],
    )
  ).map(({ text }) => text)

describe('an ask for more days ends (POOL-6)', () => {
  test('the leader leaves: the next one above decides, and has the card', async () => {
    const { request } = await ask()
    await linkIdentity(server, manager, 'wecom', 'he')
    await server.run('system', 'employee.leave', { employee: leader.id })
    await server.runJobs()
    expect((await asked(request)).approvers).toEqual([manager.id])
    const copies = await server.rows(
      `select 1 from card c join card_copy y on y.card_id = c.id where c.matter = $1 and y.user_id = 'he'`,
      [`extension:${request}`],
    )
    expect(copies).toHaveLength(1)
    await server.run(manager, 'pool.agreeExtension', { request })
    expect(await row()).toMatchObject({ extension_asked_at: null, follow_due: inDays(40) })
  })

  test('typed lines find what waits for the leader, by name and number, and for nobody else', async () => {
    const { request } = await ask()
    const { db, clock } = server
    const reads = chatReads({ db, clock, services: undefined as never })
    const named = async (person: Person, words: string) =>
      (await reads.extensions(await actorOf(db, person.id, 'chat'), words, 5)).map(({ id }) => id)
    const { name, number } = await row()
    expect(await named(leader, '')).toEqual([request])
    expect(await named(leader, String(name))).toEqual([request])
    expect(await named(leader, String(number))).toEqual([request])
    expect(await named(leader, '没有这家')).toEqual([])
    expect(await named(manager, '')).toEqual([])
  })

  test('days that are given directly settle it, and the asker hears so', async () => {
    await linkIdentity(server, zhang, 'wecom', 'zhang-direct')
    const { request } = await ask()
    await server.run(manager, 'pool.extend', { record, days: 5 })
    await server.runJobs()
    expect(await asked(request)).toMatchObject({ state: 'extended', decider_id: manager.id })
    expect(await row()).toMatchObject({ extension_asked_at: null, follow_due: inDays(35) })
    expect(await outcome(request)).toMatchObject({
      words: expect.stringContaining('何总已直接延期 5 天'),
      final: true,
    })
    expect(await said('zhang-direct')).toEqual([expect.stringContaining('何总已给')])
    await server.run(zhang, 'pool.askExtension', { record, days: 3, reason })
  })

  test('given back and claimed again it is void: the old card agrees to nothing', async () => {
    const { request } = await ask()
    await server.run(zhang, 'pool.release', { record, reason: '不做了' })
    expect((await asked(request)).state).toBe('void')
    await server.run(zhang, 'pool.claim', { record })
    const refused = await server.refusal(leader, 'pool.agreeExtension', { request })
    expect(refused.code).toBe('handsChanged')
    expect(await outcome(request)).toMatchObject({ words: '已不在张晓琳名下', final: true })
    expect((await row()).follow_due).toEqual(inDays(30))
    await ask()
  })

  test('transferred or deleted, it is void, too', async () => {
    const first = await ask()
    await server.run(zhang, 'customer.transfer', { record, to: leader.id })
    expect((await asked(first.request)).state).toBe('void')
    await server.run(leader, 'customer.transfer', { record, to: zhang.id })
    const second = await ask()
    await server.run(zhang, 'customer.remove', { id: record.split(':')[1] })
    expect((await asked(second.request)).state).toBe('void')
    await server.run(zhang, 'customer.restore', { id: record.split(':')[1] })
    expect((await row()).extension_asked_at).toBeNull()
  })

  test('whoever asked withdraws it, by the button, the card or “撤销”; nobody else does', async () => {
    const { request, undo } = await ask()
    expect(undo).toEqual({ action: 'pool.withdrawExtension', input: { record } })
    const view = (await server.get(zhang, `/api/records/customer/${record.split(':')[1]}`)).body.record
    expect(view.allowed).toContain('pool.withdrawExtension')
    const { card, final } = await cardRenderers.recycleWarning.render(server.db, {
      matter: record,
      params: {},
      reader: { employeeId: zhang.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      now: server.clock.now(),
      companyZone: 'Asia/Shanghai',
      baseUrl: 'https://crm.test',
    })
    expect(final).toBe(false)
    expect(card.buttons.map(({ key }) => key)).toEqual(['open', 'pool.withdrawExtension'])
    expect((await server.refusal(leader, 'pool.withdrawExtension', { record })).code).toBe('notYourTurn')
    await server.run(zhang, 'pool.withdrawExtension', { record }, { door: 'card' })
    await server.runJobs()
    expect(await asked(request)).toMatchObject({ state: 'withdrawn', decider_id: zhang.id })
    expect(await row()).toMatchObject({ extension_asked_at: null, follow_due: inDays(30) })
    expect((await outcome(request)).words).toContain('张晓琳已撤回申请')
    expect((await server.refusal(leader, 'pool.agreeExtension', { request })).params).toMatchObject({
      name: '张晓琳',
      decision: '撤回',
    })
    expect((await server.refusal(zhang, 'pool.withdrawExtension', { record })).code).toBe('nothingAsked')
  })

  test('a leader who never answers is reminded after a day; after a week it lapses, both hear of it, and the rule holds', async () => {
    await linkIdentity(server, zhang, 'wecom', 'zhang-lapse')
    await linkIdentity(server, leader, 'wecom', 'zhou-lapse')
    server.clock.advance({ days: 29 })
    const { request } = await ask()
    server.clock.advance({ days: 1, minutes: 1 })
    await sweep()
    await sweep()
    expect(await said('zhou-lapse')).toEqual([expect.stringContaining('申请延期已等了一天')])
    server.clock.advance({ days: 6 })
    await sweep()
    expect(await asked(request)).toMatchObject({ state: 'lapsed' })
    expect(await row()).toMatchObject({ owner_id: zhang.id, extension_asked_at: null })
    expect((await said('zhang-lapse')).at(-1)).toContain('7 天没有处理，已失效')
    expect((await said('zhou-lapse')).at(-1)).toContain('张晓琳为')
    expect((await outcome(request)).words).toBe('超过 7 天没有处理，申请已失效')
    const [trace] = await server.rows(
      `select actor_kind from history where record_id = $1 and action = 'pool.lapseExtension'`,
      [record.split(':')[1]],
    )
    expect(trace).toEqual({ actor_kind: 'system' })
    // Warned once more, and then it goes: another ask needs a follow-up first.
    await sweep()
    expect(await row()).toMatchObject({ owner_id: zhang.id, follow_due: inDays(3), warned_for: inDays(3) })
    expect((await server.refusal(zhang, 'pool.askExtension', { record, days: 3, reason })).code).toBe(
      'extensionLapsed',
    )
    expect((await server.refusal(leader, 'pool.agreeExtension', { request })).code).toBe('extensionLapsed')
    server.clock.advance({ days: 3, minutes: 1 })
    await sweep()
    expect((await row()).owner_id).toBeNull()
  })

  test('asking, withdrawing and asking again keeps nothing longer than one ask; a follow-up begins anew', async () => {
    await ask()
    server.clock.advance({ days: 6 })
    await server.run(zhang, 'pool.withdrawExtension', { record })
    const { request } = await ask()
    expect((await asked(request)).lapses_at).toEqual(inDays(1))
    server.clock.advance({ days: 1 })
    await sweep()
    expect((await asked(request)).state).toBe('lapsed')
    await server.run(zhang, 'followUp.create', { record, channel: 'phone', content: '约了下周' })
    const again = await ask()
    expect((await asked(again.request)).lapses_at).toEqual(inDays(7))
  })
})
