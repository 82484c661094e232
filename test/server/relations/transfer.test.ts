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
let zhang: Person
let wang: Person
let leader: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  leader = server.people.teamLeader!
  wang = await buildEmployee(server, { name: '王磊' })
})
afterAll(() => server.stop())

const row = async (table: string, id: string) =>
  (await server.rows(`select * from ${table} where id = $1`, [id]))[0]!

const contactOf = async (by: Person, customer: string) =>
  idOf(await server.run(by, 'contact.create', { name: '陈工', customer }))

describe('customer.transfer', () => {
  test('CUST-8 the record and its department columns go to the new owner; the old one loses it', async () => {
    const id = await buildCustomer(server, zhang, { name: '恒远精密' })
    const east = server.people.colleague!
    const done = await server.run(zhang, 'customer.transfer', { record: `customer:${id}`, to: east.id })
    expect(done.message).toContain('恒远精密')
    expect(await row('customer', id)).toMatchObject({
      owner_id: east.id,
      department_id: east.departmentId,
      dept1: east.path[0],
      dept3: east.path[2],
    })
    expect((await server.get(zhang, `/api/records/customer/${id}`)).status).toBe(404)
    expect((await server.get(east, `/api/records/customer/${id}`)).status).toBe(200)
  })

  test('CUST-8 contacts and contracts go along by choice; a contract in approval stays and is named', async () => {
    const id = await buildCustomer(server, zhang, { name: '华测仪器' })
    const contact = await contactOf(zhang, id)
    const others = await contactOf(server.people.superAdministrator!, id)
    const free = await buildContract(server, zhang, { customer: id })
    const pending = await buildContract(server, zhang, { customer: id })
    await buildFlow(server, { steps: [step('any', leader)] })
    await server.run(zhang, 'contract.submit', { contract: pending })
    const preview = await server.post(zhang, '/api/transfers/preview', { records: [`customer:${id}`] })
    expect(preview.body).toEqual({ contacts: 1, contracts: 2, waiting: 1 })
    const done = await server.run(zhang, 'customer.transfer', {
      record: `customer:${id}`,
      to: wang.id,
      keepAs: 'read',
      takeContacts: true,
      takeContracts: true,
    })
    expect(done.result).toMatchObject({ contacts: 1, contracts: 1, waiting: 1 })
    expect(done.message).toMatch(/1 位联系人.*1 份合同.*审批中/)
    expect((await row('contact', contact)).owner_id).toBe(wang.id)
    expect((await row('contact', others)).owner_id).toBe(server.people.superAdministrator!.id)
    expect((await row('contract', free)).owner_id).toBe(wang.id)
    expect((await row('contract', pending)).owner_id).toBe(zhang.id)
    const team = await server.rows(
      'select object, access from team_member where employee_id = $1 and record_id = any($2) order by object',
      [zhang.id, [id, contact, free]],
    )
    expect(team).toEqual([
      { object: 'contact', access: 'read' },
      { object: 'contract', access: 'read' },
      { object: 'customer', access: 'read' },
    ])
    expect((await server.get(zhang, `/api/records/customer/${id}`)).status).toBe(200)
    expect(
      (await server.refusal(zhang, 'customer.update', { id, version: 2, interest: '改一下' })).code,
    ).toBe('notPermitted')
  })

  test('CUST-8 nothing goes along where it was not chosen', async () => {
    const id = await buildCustomer(server, zhang)
    const contact = await contactOf(zhang, id)
    const contract = await buildContract(server, zhang, { customer: id })
    await server.run(zhang, 'customer.transfer', { record: `customer:${id}`, to: wang.id })
    expect((await row('contact', contact)).owner_id).toBe(zhang.id)
    expect((await row('contract', contract)).owner_id).toBe(zhang.id)
    expect(await server.rows('select 1 from team_member where record_id = $1', [id])).toEqual([])
  })

  test('CUST-8 a record that came from a pool counts as held by the new owner, within the pool’s limit', async () => {
    const pool = await buildPool(server, { members: [zhang.id, wang.id], holdLimit: 1 })
    const [one, two] = [await buildCustomer(server, { pool }), await buildCustomer(server, { pool })]
    await server.run(zhang, 'pool.claim', { record: `customer:${one}` })
    await server.run(zhang, 'customer.transfer', { record: `customer:${one}`, to: wang.id })
    const holdings = await server.rows(
      'select employee_id, kind, ended_by from holding where record_id = $1 order by at, kind',
      [one],
    )
    expect(holdings).toEqual([
      { employee_id: zhang.id, kind: 'claim', ended_by: 'transferred' },
      { employee_id: wang.id, kind: 'transfer', ended_by: null },
    ])
    expect((await server.refusal(wang, 'pool.claim', { record: `customer:${two}` })).code).toBe('holdLimit')
    await server.run(zhang, 'pool.claim', { record: `customer:${two}` })
    const refusal = await server.refusal(zhang, 'customer.transfer', {
      record: `customer:${two}`,
      to: wang.id,
    })
    expect(refusal).toMatchObject({ code: 'assigneeFull', params: { held: 1, limit: 1 } })
  })

  test('CUST-8 two transfers of one record at the same moment: one wins, the other is told', async () => {
    const id = await buildCustomer(server, zhang)
    const give = (to: Person) =>
      server.run(zhang, 'customer.transfer', { record: `customer:${id}`, to: to.id }).then(
        () => 'done',
        error => error.code,
      )
    const both = await Promise.all([give(wang), give(server.people.colleague!)])
    expect(both.sort()).toEqual(['done', 'notFound'])
  })

  test('CUST-8 a place in the team is not enough to give a record away', async () => {
    const id = await buildCustomer(server, zhang)
    await server.run(zhang, 'customer.share', { record: `customer:${id}`, people: [wang.id], access: 'edit' })
    const refusal = await server.refusal(wang, 'customer.transfer', {
      record: `customer:${id}`,
      to: leader.id,
    })
    expect(refusal.code).toBe('notPermitted')
    const { body } = await server.get(wang, `/api/records/customer/${id}`)
    expect(body.record.allowed).not.toContain('customer.transfer')
    expect(body.record.allowed).toContain('customer.update')
  })

  test('CUST-8 what lies in a pool, or is theirs already, is refused by name', async () => {
    const boss = server.people.superAdministrator!
    const pool = await buildPool(server, { members: [zhang.id] })
    const lying = await buildCustomer(server, { pool }, { name: '在公海' })
    const own = await buildCustomer(server, zhang)
    expect(
      await server.refusal(boss, 'customer.transfer', { record: `customer:${lying}`, to: wang.id }),
    ).toMatchObject({ code: 'notOwned', params: { record: '在公海' } })
    expect(
      (await server.refusal(zhang, 'customer.transfer', { record: `customer:${own}`, to: zhang.id })).code,
    ).toBe('alreadyTheirs')
    const engineer = server.people.serviceEngineer!
    expect(
      (await server.refusal(zhang, 'customer.transfer', { record: `customer:${own}`, to: engineer.id })).code,
    ).toBe('cannotOwn')
  })

  test('CUST-8 forty at once: a result for each, and one message to the new owner', async () => {
    const receiver = await buildEmployee(server, { name: '李娜' })
    await linkIdentity(server, receiver, 'wecom', 'lina')
    const ids = await Promise.all(Array.from({ length: 40 }, () => buildCustomer(server, zhang)))
    await Promise.all(
      ids.map(id => server.run(zhang, 'customer.transfer', { record: `customer:${id}`, to: receiver.id })),
    )
    await server.runJobs()
    server.clock.advance({ seconds: 30 })
    await server.runJobs()
    const messages = await server.rows<{ content: { text: string } }>(
      `select * from outbound_message where user_id = $1`,
      ['lina'],
    )
    expect(messages).toHaveLength(1)
    expect(JSON.stringify(messages[0])).toMatch(/40 条记录/)
  })
})

describe('transfers of other objects', () => {
  test('CUST-8 CUST-1 leads, contacts and contracts change hands; a contract in approval is frozen', async () => {
    const lead = await buildLead(server, zhang)
    await server.run(zhang, 'lead.transfer', { record: `lead:${lead}`, to: wang.id })
    expect((await row('lead', lead)).owner_id).toBe(wang.id)
    const customer = await buildCustomer(server, zhang)
    const contact = await contactOf(zhang, customer)
    await server.run(zhang, 'contact.transfer', { record: `contact:${contact}`, to: wang.id })
    expect((await row('contact', contact)).owner_id).toBe(wang.id)
    const contract = await buildContract(server, zhang, { customer })
    await server.run(zhang, 'contract.submit', { contract })
    const refusal = await server.refusal(zhang, 'contract.transfer', {
      record: `contract:${contract}`,
      to: wang.id,
    })
    expect(refusal.code).toBe('frozen')
    const { body } = await server.get(zhang, `/api/records/contract/${contract}`)
    expect(body.record.blocked['contract.transfer']).toMatch(/审批/)
  })

  test('CUST-8 the preview refuses what is no list of customers', async () => {
    for (const body of [{}, { records: [] }, { records: ['lead:x'] }, { records: 5 }]) {
      const answer = await server.post(zhang, '/api/transfers/preview', body)
      expect([answer.status, answer.body.code]).toEqual([400, 'invalidInput'])
    }
  })
})
