import { cardRenderers } from '@gonghai/server/areas/index'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server, { name: '张晓琳' })
  chen = await buildEmployee(server, { name: '陈立' })
  await linkIdentity(server, zhang, 'wecom', 'zhang')
})
afterAll(() => server.stop())

const cards = (id: string) =>
  server.rows<{ employee_id: string; platform: string }>(
    `select y.employee_id, y.platform from card c join card_copy y on y.card_id = c.id
     where c.kind = 'followReminder' and c.matter = $1`,
    [`customer:${id}`],
  )
const nextContact = async (id: string) =>
  (
    await server.rows<{ at: Date | null }>('select next_contact_at as at from customer where id = $1', [id])
  )[0]!.at
const inHours = (hours: number) => new Date(server.clock.now().getTime() + hours * 3_600_000).toISOString()

async function agreed(hours = 2): Promise<string> {
  const id = await buildCustomer(server, zhang)
  const input = {
    record: `customer:${id}`,
    channel: 'phone',
    content: '要报价',
    nextContactAt: inHours(hours),
  }
  await server.run(zhang, 'followUp.create', input)
  await server.runJobs()
  return id
}

const draw = (id: string, person = zhang) =>
  cardRenderers.followReminder.render(server.db, {
    matter: `customer:${id}`,
    params: {},
    reader: { employeeId: person.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    now: server.clock.now(),
    companyZone: 'Asia/Shanghai',
    baseUrl: 'https://crm.test',
  })

describe('reminder of an agreed contact (CHAT-5, CUST-17)', () => {
  test('comes to the owner at that time, once, and not before', async () => {
    const id = await agreed()
    expect(await cards(id)).toEqual([])
    server.clock.advance({ hours: 2 })
    await server.runJobs()
    await server.runJobs()
    expect(await cards(id)).toEqual([{ employee_id: zhang.id, platform: 'wecom' }])
    const { card, final } = await draw(id)
    expect(final).toBe(false)
    expect(card.buttons.map(button => button.key)).toEqual(['reminder.done', 'reminder.snooze', 'open'])
    expect(card.facts.map(fact => fact.value)).toContain('要报价')
  })

  test('reminder.done: nothing is due any more, and done can be taken back', async () => {
    const id = await agreed()
    const record = `customer:${id}`
    server.clock.advance({ hours: 2 })
    await server.runJobs()
    const before = await nextContact(id)
    const done = await server.run(zhang, 'reminder.done', { record }, { door: 'card' })
    expect(await nextContact(id)).toBeNull()
    expect((await draw(id)).card).toMatchObject({ buttons: [], outcome: '已处理' })
    await server.run(zhang, 'reminder.done', { record })
    expect(done.undo?.action).toBe('reminder.snooze')
    await server.run(zhang, done.undo!.action, done.undo!.input)
    expect(await nextContact(id)).toEqual(before)
  })

  test('reminder.snooze moves it: no card at the old time, one at the new', async () => {
    const id = await agreed()
    await server.run(zhang, 'reminder.snooze', { record: `customer:${id}`, until: inHours(5) })
    await server.runJobs()
    server.clock.advance({ hours: 3 })
    await server.runJobs()
    expect(await cards(id)).toEqual([])
    server.clock.advance({ hours: 2 })
    await server.runJobs()
    expect(await cards(id)).toHaveLength(1)
  })

  test('a newer follow-up without a next contact silences it', async () => {
    const id = await agreed()
    await server.run(zhang, 'followUp.create', {
      record: `customer:${id}`,
      channel: 'visit',
      content: '已拜访',
    })
    await server.runJobs()
    server.clock.advance({ hours: 3 })
    await server.runJobs()
    expect(await cards(id)).toEqual([])
  })

  test('followUp.remove: last and next contact are those of the one before', async () => {
    const id = await agreed(30)
    const first = await nextContact(id)
    server.clock.advance({ minutes: 1 })
    const input = {
      record: `customer:${id}`,
      channel: 'phone',
      content: '说错了',
      nextContactAt: inHours(60),
    }
    const second = await server.run(zhang, 'followUp.create', input)
    await server.run(zhang, second.undo!.action, second.undo!.input)
    expect(await nextContact(id)).toEqual(first)
  })

  test('only whoever may change the record can answer for it', async () => {
    const id = await agreed()
    const refused = await server.refusal(chen, 'reminder.done', { record: `customer:${id}` })
    expect(refused.code).toBe('notFound')
    expect((await draw(id, chen)).card.buttons).toEqual([])
  })

  test('what one agreed on a contact, or as a colleague, stands in one’s own day until one is in touch again (CUST-17)', async () => {
    const helper = await buildEmployee(server, { name: '李工' })
    const id = await buildCustomer(server, zhang, { name: '协作客户' })
    await server.rows(
      `insert into team_member (object, record_id, employee_id, access, created_at) values ('customer', $1, $2, 'edit', $3)`,
      [id, helper.id, server.clock.now()],
    )
    const contact = String(
      (await server.run(zhang, 'contact.create', { name: '王总', customer: id })).result.id,
    )
    const write = (who: Person, record: string, nextContactAt?: string) =>
      server.run(who, 'followUp.create', { record, channel: 'phone', content: '约好再谈', nextContactAt })
    await write(helper, `customer:${id}`, inHours(1))
    await write(zhang, `contact:${contact}`, inHours(2))
    const due = async (who: Person) =>
      (await server.get(who, '/api/today')).body.items
        .filter(({ kind }: { kind: string }) => kind === 'followDue')
        .map((item: { record: string; buttons: { open: string }[] }) => [item.record, item.buttons[0]?.open])
    expect(await due(helper)).toEqual([[`customer:${id}`, `followUp:customer:${id}`]])
    expect(await due(zhang)).toContainEqual([`contact:${contact}`, `followUp:contact:${contact}`])
    expect(await due(zhang)).not.toContainEqual([`customer:${id}`, `followUp:customer:${id}`])
    await write(helper, `customer:${id}`)
    expect(await due(helper)).toEqual([])
    await write(zhang, `contact:${contact}`, inHours(80))
    expect((await due(zhang)).map(([record]: string[]) => record)).not.toContain(`contact:${contact}`)
  })

  test('a moment long past is refused', async () => {
    const id = await agreed()
    const input = { record: `customer:${id}`, until: inHours(-24 * 30) }
    expect((await server.refusal(zhang, 'reminder.snooze', input)).code).toBe('pastTime')
  })
})
