import { openSession } from '@gonghai/server/auth/sessions'
import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildLead,
  buildPool,
  step,
} from '../../support/builders'
import { idOf, linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

const leave = (person: Person) => server.run(boss, 'employee.leave', { employee: person.id })
const owners = async (table: string, ids: string[]) =>
  server.rows<{ id: string; owner_id: string | null; department_id: string | null }>(
    `select id, owner_id, department_id from ${table} where id = any($1::uuid[]) order by id`,
    [ids],
  )

/** An open approval that waits for these people. */
async function waitingFor(...people: Person[]): Promise<string> {
  await server.rows('update approval_flow set active = false')
  await buildFlow(server, { steps: [step('all', ...people), step('any', ...people)] })
  const applicant = server.people.accountManager!
  const contract = await buildContract(server, applicant)
  return String((await server.run(applicant, 'contract.submit', { contract })).result.approval)
}

const tasks = (approval: string) =>
  server.rows<{ approver_id: string; state: string }>(
    'select approver_id, state from approval_task where approval_id = $1::uuid order by created_at, id',
    [approval],
  )

describe('leaving (SET-1)', () => {
  test('ends the sessions at once and deletes nothing', async () => {
    const person = await buildEmployee(server, { name: '要走的人' })
    const { token } = await openSession(
      server.db,
      { employeeId: person.id, platform: 'wecom' },
      server.clock.now(),
    )
    const mine = await buildCustomer(server, person)
    const me = () => server.send('/api/me', { headers: { Authorization: `Bearer ${token}` } })
    expect((await me()).status).toBe(200)
    await leave(person)
    expect((await me()).status).toBe(401)
    expect(await owners('customer', [mine])).toMatchObject([{ owner_id: person.id }])
    expect((await server.get(boss, `/api/organisation/people/${person.id}`)).body).toMatchObject({
      active: false,
      records: 1,
    })
    const list = await server.get(boss, '/api/organisation/people?lack=handover')
    expect(list.body.rows).toMatchObject([{ id: person.id, lacks: ['handover'] }])
  })

  test('open approvals pass to the leader, those of steps to come too, and the card reaches the new one (APPR-2)', async () => {
    const leader = await buildEmployee(server, { role: 'teamLeader' })
    await linkIdentity(server, leader, 'wecom', 'new-approver')
    const person = await buildEmployee(server, { role: 'teamLeader', leader })
    const approval = await waitingFor(person)
    await leave(person)
    expect(await tasks(approval)).toEqual([{ approver_id: leader.id, state: 'waiting' }])
    await server.run(leader, 'approval.agree', { approval })
    expect(await tasks(approval)).toEqual([
      { approver_id: leader.id, state: 'agreed' },
      { approver_id: leader.id, state: 'waiting' },
    ])
    await server.runJobs()
    const copies = await server.rows(
      `select 1 from card_copy c join card k on k.id = c.card_id where k.matter = $1 and c.user_id = 'new-approver'`,
      [`approval:${approval}`],
    )
    expect(copies).toHaveLength(1)
  })

  test('a leader who is asked in the same step already is not asked twice, and the step still ends', async () => {
    const leader = await buildEmployee(server, { role: 'teamLeader' })
    const person = await buildEmployee(server, { role: 'teamLeader', leader })
    const approval = await waitingFor(person, leader)
    await leave(person)
    expect((await tasks(approval)).filter(task => task.state === 'waiting')).toEqual([
      { approver_id: leader.id, state: 'waiting' },
    ])
    await server.run(leader, 'approval.agree', { approval })
    const [row] = await server.rows<{ step: number }>('select step from approval where id = $1::uuid', [
      approval,
    ])
    expect(row!.step).toBe(1)
  })

  test('pools, reports and departments go to the leader; a pool keeps an administrator', async () => {
    const leader = await buildEmployee(server, { role: 'teamLeader' })
    const person = await buildEmployee(server, { role: 'teamLeader', leader })
    const report = await buildEmployee(server, { leader: person })
    const pool = await buildPool(server, { members: [person.id, report.id], administrators: [person.id] })
    await leave(person)
    const [row] = await server.rows('select members, administrators from pool where id = $1::uuid', [pool])
    expect(row).toEqual({ members: [report.id], administrators: [leader.id] })
    const [below] = await server.rows('select leader_id from employee where id = $1::uuid', [report.id])
    expect(below).toEqual({ leader_id: leader.id })
  })

  test('nobody marks themselves, and the last super administrator stays', async () => {
    expect(await server.refusal(boss, 'employee.leave', { employee: boss.id })).toMatchObject({
      code: 'notYourself',
    })
    expect(await server.refusal('system', 'employee.leave', { employee: boss.id })).toMatchObject({
      code: 'lastAdministrator',
    })
  })

  test('somebody who returns is the same person with the same accounts', async () => {
    const person = await buildEmployee(server, {})
    await linkIdentity(server, person, 'dingtalk', 'comes-back')
    await leave(person)
    server.platforms.get('dingtalk')!.codes.set('code-1', 'comes-back')
    const signIn = (code: string) =>
      server.send('/auth/dingtalk/code', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code }),
      })
    expect((await signIn('code-1')).status).toBe(403)
    await server.run(boss, 'employee.return', { employee: person.id })
    server.platforms.get('dingtalk')!.codes.set('code-2', 'comes-back')
    expect((await signIn('code-2')).status).toBe(200)
    expect(await server.refusal(boss, 'employee.return', { employee: person.id })).toMatchObject({
      code: 'neverLeft',
    })
  })
})

describe('handing over (SET-1)', () => {
  test('the preview counts what they hold, and what waits for them', async () => {
    const person = await buildEmployee(server, { name: '交接预览' })
    const customer = await buildCustomer(server, person, { name: '苏州蓝鲸' })
    await server.run(person, 'contact.create', { name: '王总', customer })
    await buildLead(server, person)
    const done = idOf(await server.run(person, 'task.create', { title: '做完的' }))
    await server.run(person, 'task.complete', { task: done })
    const { body } = await server.get(boss, `/api/organisation/people/${person.id}/holds`)
    // a contact goes along with its customer, and what is done stays with whoever did it
    expect(body.records.map((one: { object: string; count: number }) => [one.object, one.count])).toEqual([
      ['customer', 1],
      ['lead', 1],
    ])
    expect(body.records[0].samples).toEqual([{ record: `customer:${customer}`, title: '苏州蓝鲸' }])
  })

  test('splits evenly among several, with their departments, and tells each receiver once', async () => {
    const person = await buildEmployee(server, { name: '老张' })
    const [one, two] = [
      await buildEmployee(server, { department: 'east' }),
      await buildEmployee(server, { department: 'service' }),
    ]
    await linkIdentity(server, one, 'wecom', 'receiver-one')
    const customers: string[] = []
    for (let count = 0; count < 7; count++) customers.push(await buildCustomer(server, person))
    const lead = await buildLead(server, person)
    const contact = idOf(
      await server.run(person, 'contact.create', { name: '李工', customer: customers[0]! }),
    )
    await leave(person)
    const lines = [
      { object: 'customer', how: 'split', to: [one.id, two.id] },
      { object: 'lead', how: 'split', to: [one.id] },
    ]
    const done = await server.run(boss, 'handover.start', { employee: person.id, lines })
    expect(done.result.total).toBe(8)
    await server.runJobs()
    const found = await owners('customer', customers)
    expect(found.filter(row => row.owner_id === one.id)).toHaveLength(4)
    expect(found.filter(row => row.owner_id === two.id)).toHaveLength(3)
    expect(found.find(row => row.owner_id === two.id)!.department_id).toBe(two.departmentId)
    expect((await owners('lead', [lead]))[0]!.owner_id).toBe(one.id)
    const [first] = await owners('customer', [customers[0]!])
    expect((await owners('contact', [contact]))[0]!.owner_id).toBe(first!.owner_id)
    const operation = await server.get(boss, `/api/operations/${done.result.operation}`)
    expect(operation.body.operation).toMatchObject({ state: 'done', total: 8, done: 8, failed: 0 })
    const told = await server.rows<{ body: unknown }>(
      `select body from outbound_message where user_id = 'receiver-one'`,
    )
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told[0])).toContain('superAdministrator把老张名下的客户 4 条、线索 1 条交接给您')
  })

  test('back to the pools; what changed hands meanwhile is left alone, with a sentence per record', async () => {
    const pool = await buildPool(server, { isDefault: true })
    const person = await buildEmployee(server, {})
    const other = await buildEmployee(server, {})
    const [stays, goes] = [await buildCustomer(server, person), await buildCustomer(server, person)]
    const done = await server.run(boss, 'handover.start', {
      employee: person.id,
      lines: [{ object: 'customer', how: 'pool' }],
    })
    await server.rows('update customer set owner_id = $2::uuid where id = $1::uuid', [stays, other.id])
    await server.runJobs()
    const [row] = await server.rows('select owner_id, pool_id from customer where id = $1::uuid', [goes])
    expect(row).toEqual({ owner_id: null, pool_id: pool })
    expect((await owners('customer', [stays]))[0]!.owner_id).toBe(other.id)
    const { body } = await server.get(boss, `/api/operations/${done.result.operation}`)
    expect(body.operation).toMatchObject({ total: 2, failed: 1 })
    const refused = body.results.find((one: { state: string }) => one.state === 'refused')
    expect(refused).toMatchObject({ record: `customer:${stays}`, code: 'notTheirs' })
    expect(refused.message).toContain('已经换了负责人')
  })

  test('a split without receivers, a pool for contacts, an object named twice: refused with the field', async () => {
    const person = await buildEmployee(server, {})
    await buildCustomer(server, person)
    const refused = async (lines: unknown[]) =>
      server.refusal(boss, 'handover.start', { employee: person.id, lines })
    expect(await refused([{ object: 'customer', how: 'split', to: [person.id] }])).toMatchObject({
      code: 'receiverNeeded',
      fields: [{ path: 'lines.0.to' }],
    })
    expect(await refused([{ object: 'contact', how: 'pool' }])).toMatchObject({
      fields: [{ path: 'lines.0.how' }],
    })
    const twice = { object: 'customer', how: 'pool' }
    expect(await refused([twice, twice])).toMatchObject({
      fields: [{ path: 'lines.1.object', rule: 'duplicate' }],
    })
    expect(await refused([{ object: 'lead', how: 'pool' }])).toMatchObject({ code: 'nothingToHandOver' })
  })

  test('is nobody’s without the permission, whoever’s records they are', async () => {
    const person = server.people.accountManager!
    expect(
      await server.refusal(person, 'handover.start', {
        employee: person.id,
        lines: [{ object: 'customer', how: 'split', to: [boss.id] }],
      }),
    ).toMatchObject({ code: 'notPermitted' })
  })
})
