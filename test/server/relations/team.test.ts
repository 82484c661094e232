import { buildCustomer, buildEmployee, buildLead } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let wang: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  wang = await buildEmployee(server, { name: '王磊' })
})
afterAll(() => server.stop())

const teamOf = async (who: Person, record: string) => {
  const [object, id] = record.split(':')
  return server.get(who, `/api/records/${object}/${id}/team`)
}

describe('customer.share', () => {
  test('CUST-9 a colleague reads, is given edit, and sees nothing again when taken out', async () => {
    const id = await buildCustomer(server, zhang)
    const record = `customer:${id}`
    const seen = async () => (await server.get(wang, `/api/records/customer/${id}`)).status
    expect(await seen()).toBe(404)
    await server.run(zhang, 'customer.share', { record, people: [wang.id], access: 'read' })
    expect(await seen()).toBe(200)
    expect((await server.refusal(wang, 'customer.update', { id, version: 1, interest: '一' })).code).toBe(
      'notPermitted',
    )
    await server.run(zhang, 'customer.share', { record, people: [wang.id], access: 'edit' })
    await server.run(wang, 'customer.update', { id, version: 1, interest: '三坐标' })
    const { body } = await teamOf(zhang, record)
    expect(body).toMatchObject({
      owner: { id: zhang.id },
      members: [{ id: wang.id, access: 'edit' }],
      may: true,
    })
    await server.run(zhang, 'customer.unshare', { record, people: [wang.id] })
    expect(await seen()).toBe(404)
    expect((await teamOf(wang, record)).status).toBe(404)
  })

  test('CUST-9 the owner, and whoever may not use such records, cannot join', async () => {
    const record = `customer:${await buildCustomer(server, zhang)}`
    const share = (person: Person) =>
      server.refusal(zhang, 'customer.share', { record, people: [person.id], access: 'read' })
    expect((await share(zhang)).code).toBe('ownerInTeam')
    expect((await share(server.people.nobody!)).code).toBe('cannotJoin')
    expect((await server.refusal(zhang, 'customer.unshare', { record, people: [wang.id] })).code).toBe(
      'notInTeam',
    )
  })

  test('CUST-9 a reader cannot change the team', async () => {
    const record = `customer:${await buildCustomer(server, zhang)}`
    await server.run(zhang, 'customer.share', { record, people: [wang.id], access: 'read' })
    const more = { record, people: [server.people.colleague!.id], access: 'read' }
    expect((await server.refusal(wang, 'customer.share', more)).code).toBe('notPermitted')
    expect((await teamOf(wang, record)).body.may).toBe(false)
  })

  test('CUST-9 who joins is told once, with a link, however many records it is; who is in already is not', async () => {
    const person = await buildEmployee(server, { name: '赵敏' })
    await linkIdentity(server, person, 'dingtalk', 'zhaomin')
    const leads = await Promise.all([buildLead(server, zhang, { name: '刘总' }), buildLead(server, zhang)])
    for (const id of [...leads, leads[0]])
      await server.run(zhang, 'lead.share', { record: `lead:${id}`, people: [person.id], access: 'read' })
    await server.runJobs()
    server.clock.advance({ seconds: 30 })
    await server.runJobs()
    const messages = await server.rows('select * from outbound_message where user_id = $1', ['zhaomin'])
    expect(messages).toHaveLength(1)
    expect(JSON.stringify(messages[0])).toMatch(/刘总.*2 条记录/)
  })

  test('CUST-9 the stream says who joined', async () => {
    const id = await buildCustomer(server, zhang)
    await server.run(zhang, 'customer.share', { record: `customer:${id}`, people: [wang.id], access: 'edit' })
    const { body } = await server.get(zhang, `/api/records/customer/${id}/stream`)
    expect(body.entries[0]).toMatchObject({ kind: 'customer.share', detail: expect.stringContaining('王磊') })
  })
})
