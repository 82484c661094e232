import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { linkIdentity, type TestServer, testServer, withoutRequest } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

const sees = async (person: Person, id: string) =>
  (await server.get(person, `/api/records/customer/${id}`)).status
const waiting = async (person: Person, tab = 'waiting') =>
  (await server.get(person, `/api/access/requests?tab=${tab}`)).body.requests
const request = async (asker: Person, id: string): Promise<string> =>
  String(
    (await server.run(asker, 'access.request', { record: `customer:${id}`, reason: '接手项目' })).result
      .request,
  )

async function people() {
  const owner = await buildEmployee(server)
  const asker = await buildEmployee(server)
  const customer = await buildCustomer(server, owner, { name: '昆山博瑞' })
  return { owner, asker, customer }
}

describe('access.request (SET-2)', () => {
  test('puts a card before the owner on both platforms, and tells the asker nothing', async () => {
    const { owner, asker, customer } = await people()
    await linkIdentity(server, owner, 'wecom', `w${owner.id}`)
    await linkIdentity(server, owner, 'dingtalk', `d${owner.id}`)
    const id = await request(asker, customer)
    await server.runJobs()
    const copies = await server.rows<{ platform: string }>(
      `select c.platform from card_copy c join card k on k.id = c.card_id where k.matter = $1 order by 1`,
      [`accessRequest:${id}`],
    )
    expect(copies.map(({ platform }) => platform)).toEqual(['dingtalk', 'wecom'])
    const [mine] = await waiting(asker, 'mine')
    expect([mine.title, mine.state]).toEqual([null, 'waiting'])
    expect((await waiting(owner))[0]).toMatchObject({ id, title: '昆山博瑞', reason: '接手项目', open: true })
  })

  test('is accepted in the same words for a record that does not exist, and nobody is asked', async () => {
    const { asker, customer } = await people()
    const call = (id: string) =>
      server.call(asker, 'access.request', { record: `customer:${id}`, reason: '接手项目' })
    const [there, missing] = [await call(customer), await call(uuid())]
    expect([there.status, missing.status]).toEqual([200, 200])
    expect(withoutRequest({ ...missing.body, result: 0 })).toEqual(
      withoutRequest({ ...there.body, result: 0 }),
    )
    const mine = await waiting(asker, 'mine')
    expect(mine).toHaveLength(2)
    const shapes = mine.map(({ id: _id, record: _record, ...rest }: Record<string, unknown>) => rest)
    expect(shapes[0]).toEqual(shapes[1])
    const rows = await server.rows('select 1 from access_request where deciders = $1 and requester_id = $2', [
      [],
      asker.id,
    ])
    expect(rows).toHaveLength(1)
  })

  test('goes to the pool’s administrators, who may change it above one who has left, else to the administrators', async () => {
    const { owner, asker, customer } = await people()
    const head = await buildEmployee(server, { role: 'departmentManager' })
    const leader = await buildEmployee(server, { leader: head })
    await server.rows('update employee set leader_id = $2, active = false where id = $1', [
      owner.id,
      leader.id,
    ])
    await request(asker, customer)
    // The leader's own records are all that the role reaches: asked, they could only say no.
    expect(await waiting(leader)).toEqual([])
    expect(await waiting(head)).toHaveLength(1)
    const keeper = await buildEmployee(server)
    const pooled = await buildCustomer(server, {
      pool: await buildPool(server, { members: [keeper.id], administrators: [keeper.id] }),
    })
    await request(asker, pooled)
    expect(await waiting(keeper)).toHaveLength(1)
    await server.rows('update employee set leader_id = null where id = $1', [owner.id])
    await request(await buildEmployee(server), customer)
    expect(await waiting(server.people.administrator!)).toHaveLength(1)
  })

  test('is refused for kinds that nobody can open to one person, and to whoever may not use that kind', async () => {
    const { asker } = await people()
    const single = { record: `product:${uuid()}`, reason: '看看价格' }
    expect((await server.refusal(asker, 'access.request', single)).code).toBe('notOpenable')
    const task = { record: `task:${uuid()}`, reason: '看看' }
    expect((await server.refusal(asker, 'access.request', task)).code).toBe('notOpenable')
    const clerk = await buildEmployee(server, { role: null })
    const [role] = await server.rows<{ id: string }>(
      `insert into role (id, key, name, permissions, scopes, masks, built_in) values (gen_random_uuid(), 'clerk', '前台',
         '{"contact":["query","view"]}', '{}', '{}', false) returning id`,
    )
    await server.run(server.people.superAdministrator!, 'role.grant', { employee: clerk.id, role: role!.id })
    const given = { record: `customer:${uuid()}`, reason: '看看' }
    const refused = await server.refusal(clerk, 'access.request', given)
    expect([refused.code, refused.params.object]).toEqual(['kindNotAllowed', '客户'])
  })

  test('refuses what names no record at all, and a flood', async () => {
    const { asker } = await people()
    const wrong = await server.refusal(asker, 'access.request', { record: 'customer:7', reason: 'x' })
    expect([wrong.code, wrong.fields[0]?.path]).toEqual(['invalidInput', 'record'])
    for (let count = 0; count < 30; count++) await request(asker, uuid())
    expect(
      (await server.refusal(asker, 'access.request', { record: `customer:${uuid()}`, reason: 'x' })).code,
    ).toBe('tooManyRequests')
  })
})

describe('access.grant (SET-2)', () => {
  test('opens the record until its day, then the timer closes it', async () => {
    const { owner, asker, customer } = await people()
    const id = await request(asker, customer)
    expect(await sees(asker, customer)).toBe(404)
    const done = await server.run(owner, 'access.grant', { request: id, lastDay: '2026-12-01' })
    expect(done.result.until).toBe('2026-12-01')
    expect(await sees(asker, customer)).toBe(200)
    await server.runJobs()
    const before = server.clock.now().toISOString()
    server.clock.set('2026-12-01T15:59:00.000Z')
    await server.runJobs()
    const team = () =>
      server.rows('select 1 from team_member where record_id = $1 and employee_id = $2', [customer, asker.id])
    expect(await team()).toHaveLength(1)
    server.clock.set('2026-12-01T16:00:01.000Z')
    await server.runJobs()
    expect(await team()).toEqual([])
    expect((await server.rows('select state from access_request where id = $1', [id]))[0]).toEqual({
      state: 'ended',
    })
    const stream = await server.rows<{ action: string }>(
      `select action from history where record_id = $1 and action like 'access.%' order by at`,
      [customer],
    )
    expect(stream.map(({ action }) => action)).toEqual(['access.grant', 'access.expired'])
    server.clock.set(before)
  })

  test('who was in the team for good stays in it as before', async () => {
    const { owner, asker, customer } = await people()
    await server.rows(
      `insert into team_member (object, record_id, employee_id, access, created_at) values ('customer', $1, $2, 'read', $3)`,
      [customer, asker.id, server.clock.now()],
    )
    const id = await request(asker, customer)
    await server.run(owner, 'access.grant', { request: id, access: 'edit', lastDay: '2026-12-01' })
    await server.runJobs()
    const before = server.clock.now().toISOString()
    server.clock.set('2026-12-02T00:00:00.000Z')
    await server.runJobs()
    server.clock.set(before)
    const [row] = await server.rows('select access, expires_at from team_member where record_id = $1', [
      customer,
    ])
    expect(row).toEqual({ access: 'read', expires_at: null })
  })

  test('has one winner, is only for who was asked, and not for who lost the record meanwhile', async () => {
    const { owner, asker, customer } = await people()
    const id = await request(asker, customer)
    const stranger = await buildEmployee(server)
    expect((await server.refusal(stranger, 'access.grant', { request: id })).code).toBe('notFound')
    expect((await server.refusal(asker, 'access.grant', { request: id })).code).toBe('notPermitted')
    expect((await server.refusal(owner, 'access.grant', { request: id, lastDay: '2020-01-01' })).code).toBe(
      'pastTime',
    )
    const decide = (action: string, more: object) =>
      server
        .run(owner, action, { request: id, ...more })
        .then(() => 'done')
        .catch((refusal: { code: string }) => refusal.code)
    const both = await Promise.all([decide('access.grant', {}), decide('access.refuse', { reason: '不行' })])
    expect(both.sort()).toEqual(['alreadyAnswered', 'done'])
    const other = await people()
    const late = await request(other.asker, other.customer)
    await server.rows('update customer set owner_id = $2 where id = $1', [other.customer, stranger.id])
    expect((await server.refusal(other.owner, 'access.grant', { request: late })).code).toBe('notPermitted')
  })

  test('opens nothing to who lost the right to such records, nor by somebody who is only in the team', async () => {
    const { owner, asker, customer } = await people()
    const id = await request(asker, customer)
    const grants = await server.rows<{ role_id: string }>(
      'select role_id from role_grant where employee_id = $1',
      [asker.id],
    )
    const boss = server.people.superAdministrator!
    for (const { role_id: role } of grants)
      await server.run(boss, 'role.revoke', { employee: asker.id, role })
    const refused = await server.refusal(owner, 'access.grant', { request: id })
    expect(refused.code).toBe('kindNotAllowed')
    for (const { role_id: role } of grants) await server.run(boss, 'role.grant', { employee: asker.id, role })
    await server.run(owner, 'customer.share', {
      record: `customer:${customer}`,
      people: [asker.id],
      access: 'edit',
    })
    const other = await buildEmployee(server)
    const asked = await request(other, customer)
    await server.rows('update access_request set deciders = array[$2::uuid] where id = $1', [asked, asker.id])
    expect((await server.refusal(asker, 'access.grant', { request: asked })).code).toBe('notPermitted')
  })

  test('a refusal reaches the asker with its reason', async () => {
    const { owner, asker, customer } = await people()
    await linkIdentity(server, asker, 'wecom', `w${asker.id}`)
    const id = await request(asker, customer)
    await server.run(owner, 'access.refuse', { request: id, reason: '内容不便公开' })
    await server.runJobs()
    const sent = await server.rows<{ body: unknown }>(
      'select body from outbound_message where user_id = $1',
      [`w${asker.id}`],
    )
    expect(JSON.stringify(sent)).toContain('内容不便公开')
    expect(JSON.stringify(sent)).not.toContain('昆山博瑞')
    expect(await sees(asker, customer)).toBe(404)
  })
})
