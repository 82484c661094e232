import { v7 as uuid } from 'uuid'
import { buildContract, buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  boss = server.people.administrator!
})
afterAll(() => server.stop())

const write = (record: string, values: Record<string, unknown> = {}) =>
  server.run(zhang, 'followUp.create', { record, channel: 'phone', content: '聊了交期', ...values })
const row = async (table: string, id: string) =>
  (await server.rows<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0]!

describe('followUp.create', () => {
  test('POOL-11 the first one moves a record on; last and next contact are kept without a new version', async () => {
    const id = await buildCustomer(server, zhang)
    const next = '2026-11-25T01:00:00.000Z'
    await write(`customer:${id}`, { nextContactAt: next })
    expect(await row('customer', id)).toMatchObject({
      stage: 'following',
      last_follow_at: server.clock.now(),
      next_contact_at: new Date(next),
      version: 2,
    })
    server.clock.advance({ days: 1 })
    await write(`customer:${id}`)
    expect(await row('customer', id)).toMatchObject({
      stage: 'following',
      last_follow_at: server.clock.now(),
      next_contact_at: null,
      version: 2,
    })
  })

  test('a lead moves on as well; a cooperating customer stays what it is', async () => {
    const lead = await buildLead(server, zhang)
    await write(`lead:${lead}`)
    expect((await row('lead', lead)).status).toBe('following')
    const customer = await buildCustomer(server, zhang)
    await server.rows(`update customer set stage = 'cooperating' where id = $1`, [customer])
    await write(`customer:${customer}`)
    expect((await row('customer', customer)).stage).toBe('cooperating')
  })

  test('CUST-17 stands in the stream of its record', async () => {
    const id = await buildContract(server, zhang)
    await write(`contract:${id}`, { content: '对方要改付款条件' })
    const { body } = await server.get(zhang, `/api/records/contract/${id}/stream`)
    expect(body.entries.map((entry: { kind: string }) => entry.kind)).toContain('followUp')
    expect(body.entries.find((entry: { kind: string }) => entry.kind === 'followUp').text).toBe(
      '对方要改付款条件',
    )
  })
})

describe('followUp.create with pictures', () => {
  async function uploaded(by: string, name: string): Promise<string> {
    const id = uuid()
    await server.rows(
      `insert into stored_file (id, hash, file_name, size, content_type, uploader_id, created_at)
       values ($1, $2, $3, 1000, 'image/jpeg', $4, $5)`,
      [id, id.replaceAll('-', ''), name, by, server.clock.now()],
    )
    return id
  }

  test('CUST-17 stand beside the words in the stream and the whole picture, and go with them', async () => {
    const id = await buildCustomer(server, boss)
    const write = (files: string[]) => ({
      record: `customer:${id}`,
      channel: 'visit',
      content: '现场看过设备',
      files,
    })
    const files = [await uploaded(boss.id, '铭牌.jpg'), await uploaded(boss.id, '车间.jpg')]
    const done = await server.run(boss, 'followUp.create', write(files))
    const shown = [
      expect.objectContaining({ name: '铭牌.jpg', type: 'image/jpeg' }),
      expect.objectContaining({ name: '车间.jpg' }),
    ]
    const entryOf = async (path: string) => {
      const { body } = await server.get(boss, path)
      return body.entries.find(({ text }: { text: string }) => text === '现场看过设备')
    }
    const entry = await entryOf(`/api/records/customer/${id}/stream`)
    expect(entry.files).toEqual(shown)
    expect((await entryOf(`/api/customers/${id}/timeline`)).files).toEqual(shown)
    expect((await server.get(boss, `/api/records/attachment/${entry.files[0].id}/url`)).status).toBe(200)
    const stranger = await buildEmployee(server, { name: '别组同事' })
    expect((await server.get(stranger, `/api/records/attachment/${entry.files[0].id}/url`)).status).toBe(404)
    expect(
      await server.refusal(boss, 'followUp.create', write([await uploaded(zhang.id, '别人的.jpg')])),
    ).toMatchObject({ code: 'notFound', fields: [{ path: 'files.0', rule: 'missingRecord' }] })
    await server.run(boss, 'followUp.remove', done.undo!.input)
    const left = await server.rows('select 1 from attachment where record_id = $1 and deleted_at is null', [
      done.result.id,
    ])
    expect(left).toEqual([])
  })
})

const undo = async (done: Awaited<ReturnType<typeof write>>) => {
  const { action, input } = done.undo!
  await server.run(zhang, action, input)
}

describe('followUp.create on what lies at a customer', () => {
  test('CUST-17 POOL-5 one on a contact or a contract counts for the customer: clocks, stage, stream, figures', async () => {
    const pool = await buildPool(server, { members: [zhang.id], recycleDays: 30 })
    const id = await buildCustomer(server, { pool })
    await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
    const contact = idOf(await server.run(zhang, 'contact.create', { name: '王总', customer: id }))
    server.clock.advance({ days: 4 })
    await write(`contact:${contact}`, { content: '王总说下周来看厂' })
    const called = server.clock.now()
    expect(await row('customer', id)).toMatchObject({
      stage: 'following',
      last_follow_at: called,
      next_contact_at: null,
      follow_due: new Date(called.getTime() + 30 * 86_400_000),
    })
    server.clock.advance({ days: 1 })
    const contract = await buildContract(server, zhang, { customer: id, title: '设备采购' })
    await write(`contract:${contract}`, { content: '条款谈妥' })
    expect((await row('customer', id)).last_follow_at).toEqual(server.clock.now())
    const { body } = await server.get(
      server.people.superAdministrator!,
      `/api/records/customer/${id}/stream?kinds=communication`,
    )
    expect(body.entries.map(({ text, detail }: Record<string, string>) => [text, detail])).toEqual([
      ['条款谈妥', '设备采购 · 电话'],
      ['王总说下周来看厂', '王总 · 电话'],
    ])
    const overview = (await server.get(server.people.superAdministrator!, `/api/customers/${id}/overview`))
      .body
    expect(overview.figures).toMatchObject({ followUps: 2, quiet: 0 })
    expect(overview.months.at(-1).count + overview.months.at(-2).count).toBe(2)
  })

  test('CUST-17 taken back, the customer stands as before; who may not open the contact does not read of it', async () => {
    const id = await buildCustomer(server, zhang)
    const contact = idOf(await server.run(zhang, 'contact.create', { name: '李工', customer: id }))
    const before = await row('customer', id)
    const done = await write(`contact:${contact}`)
    await undo(done)
    expect(await row('customer', id)).toMatchObject({
      stage: 'potential',
      last_follow_at: before.last_follow_at,
      follow_due: before.follow_due,
    })
    await write(`contact:${contact}`, { content: '只有负责人能看' })
    const guest = await buildEmployee(server, { name: '协作人' })
    await server.rows(
      `insert into team_member (object, record_id, employee_id, access, created_at) values ('customer', $1, $2, 'read', $3)`,
      [id, guest.id, server.clock.now()],
    )
    const seen = await server.get(guest, `/api/records/customer/${id}/stream`)
    const contacts = await server.get(guest, `/api/records/contact/${contact}`)
    expect(seen.status).toBe(200)
    const texts = seen.body.entries.map((entry: { text: string }) => entry.text)
    expect(contacts.status).toBe(404)
    expect(texts).not.toContain('只有负责人能看')
  })
})

describe('followUp.remove', () => {
  test('POOL-11 the first one taken back leaves the stage as it was; while another stands, the stage stands', async () => {
    const id = await buildCustomer(server, zhang)
    const first = await write(`customer:${id}`)
    server.clock.advance({ hours: 1 })
    const second = await write(`customer:${id}`)
    await undo(first)
    expect((await row('customer', id)).stage).toBe('following')
    await undo(second)
    expect(await row('customer', id)).toMatchObject({ stage: 'potential', last_follow_at: null })
    const lead = await buildLead(server, zhang)
    await undo(await write(`lead:${lead}`))
    expect((await row('lead', lead)).status).toBe('open')
  })

  test('POOL-11 what woke a dormant customer is taken back: it sleeps since the day it fell asleep', async () => {
    const id = await buildCustomer(server, zhang)
    const slept = server.clock.now()
    await server.rows(
      `update customer set stage = 'dormant', dormant_since = $2, deal_at = $2 where id = $1`,
      [id, slept],
    )
    await server.rows(
      `insert into history (id, object, record_id, action, door, actor_kind, request_id, changes, at)
       values (gen_random_uuid(), 'customer', $1, 'customer.sleep', 'job', 'system', 'test',
         '{"stage": ["cooperating", "dormant"]}', $2)`,
      [id, slept],
    )
    server.clock.advance({ days: 3 })
    const woken = await write(`customer:${id}`)
    expect(await row('customer', id)).toMatchObject({ stage: 'cooperating', dormant_since: null })
    await undo(woken)
    expect(await row('customer', id)).toMatchObject({ stage: 'dormant', dormant_since: slept })
  })

  test('POOL-11 a stage that something else has moved since stays', async () => {
    const id = await buildCustomer(server, zhang)
    const done = await write(`customer:${id}`)
    server.clock.advance({ hours: 1 })
    await server.rows(`update customer set stage = 'cooperating' where id = $1`, [id])
    await undo(done)
    expect((await row('customer', id)).stage).toBe('cooperating')
  })
})

describe('tasks', () => {
  test('WORK-5 done twice is done once; reopened it waits again', async () => {
    const { result } = await server.run(zhang, 'task.create', { title: '寄样品' })
    const id = String(result.id)
    const done = await server.run(zhang, 'task.complete', { task: id })
    expect(done.undo).toEqual({ action: 'task.reopen', input: { task: id } })
    const doneAt = server.clock.now()
    server.clock.advance({ hours: 1 })
    await server.run(zhang, 'task.complete', { task: id })
    expect(await row('task', id)).toMatchObject({ state: 'done', done_at: doneAt, version: 2 })
    await server.run(zhang, 'task.reopen', { task: id })
    expect(await row('task', id)).toMatchObject({ state: 'open', done_at: null })
  })
})
