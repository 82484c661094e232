import { buildContract, buildCustomer, buildEmployee, buildFlow, step } from '../../support/builders'
import { idOf, linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let wang: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  wang = await buildEmployee(server, { name: '王磊' })
  await linkIdentity(server, wang, 'wecom', 'wanglei')
  await linkIdentity(server, zhang, 'wecom', 'zhangxiaolin')
})
afterAll(() => server.stop())

const next = () => new Date(server.clock.now().getTime() + 3_600_000).toISOString()
const write = async (who: Person, record: string, values: Record<string, unknown> = {}) =>
  idOf(await server.run(who, 'followUp.create', { record, channel: 'visit', content: '看了现场', ...values }))
const told = async (user: string) => {
  await server.runJobs()
  server.clock.advance({ hours: 2 })
  await server.runJobs()
  const rows = await server.rows('select kind, body from outbound_message where user_id = $1', [user])
  await server.rows('delete from outbound_message')
  return rows
}

describe('followUp.create', () => {
  test('CUST-17 a colleague’s next contact is the colleague’s own: the owner’s stays, the colleague is reminded', async () => {
    const id = await buildCustomer(server, zhang, { name: '恒远精密' })
    const record = `customer:${id}`
    await server.run(zhang, 'customer.share', { record, people: [wang.id], access: 'edit' })
    const mine = '2026-12-20T02:00:00.000Z'
    await write(zhang, record, { nextContactAt: mine })
    await told('wanglei')
    await write(wang, record, { nextContactAt: next() })
    const [row] = await server.rows('select next_contact_at from customer where id = $1', [id])
    expect(row!.next_contact_at).toEqual(new Date(mine))
    expect(await told('wanglei')).toMatchObject([
      { kind: 'text', body: { text: expect.stringContaining('恒远精密') } },
    ])
    expect(await told('zhangxiaolin')).toEqual([])
  })

  test('CUST-17 on a contract the writer is reminded, but not after being in touch again or taking it back', async () => {
    const contract = `contract:${await buildContract(server, zhang, { title: '测量机合同' })}`
    await write(zhang, contract, { nextContactAt: next() })
    expect(JSON.stringify(await told('zhangxiaolin'))).toContain('测量机合同')
    await write(zhang, contract, { nextContactAt: next() })
    await write(zhang, contract)
    expect(await told('zhangxiaolin')).toEqual([])
    const id = await write(zhang, contract, { nextContactAt: next() })
    await server.run(zhang, 'followUp.remove', { id })
    expect(await told('zhangxiaolin')).toEqual([])
  })
})

describe('the stream by kinds', () => {
  test('CUST-17 holds tasks and the approvals of a customer’s contracts, and shows one kind at a time', async () => {
    const id = await buildCustomer(server, zhang)
    const record = `customer:${id}`
    await write(zhang, record)
    await server.run(zhang, 'task.create', { title: '寄样本', record })
    const contract = await buildContract(server, zhang, { customer: id, title: '年度框架' })
    const boss = server.people.superAdministrator!
    await server.run('system', 'task.create', { title: '别人的任务', record })
    await server.rows(`update approval_flow set active = false`)
    await buildFlow(server, { steps: [step('any', boss)] })
    await server.run(zhang, 'contract.submit', { contract })
    const kinds = async (asked: string, who = zhang) =>
      (await server.get(who, `/api/records/customer/${id}/stream?kinds=${asked}`)).body.entries.map(
        (entry: { kind: string; detail?: string }) => [entry.kind, entry.detail],
      )
    expect(await kinds('communication')).toEqual([['followUp', '拜访']])
    expect(await kinds('task')).toEqual([['task.create', '寄样本']])
    expect(await kinds('approval')).toEqual([['contract.submit', '年度框架']])
    expect((await kinds('change')).map(([kind]: [string]) => kind)).toEqual(['customer.create'])
    const all = (await kinds('')).map(([kind]: [string]) => kind)
    expect(all).toEqual(
      expect.arrayContaining(['followUp', 'task.create', 'contract.submit', 'customer.create']),
    )
  })

  test('CUST-17 an unknown kind is refused, and a page ends where the next begins', async () => {
    const record = `customer:${await buildCustomer(server, zhang)}`
    for (let at = 0; at < 25; at++) {
      server.clock.advance({ seconds: 1 })
      await write(zhang, record, { content: `第 ${at} 次` })
    }
    const path = `/api/records/${record.replace(':', '/')}/stream`
    expect((await server.get(zhang, `${path}?kinds=communication,nonsense`)).status).toBe(400)
    const first = await server.get(zhang, `${path}?kinds=communication`)
    const second = await server.get(zhang, `${path}?kinds=communication&cursor=${first.body.next}`)
    const texts = [...first.body.entries, ...second.body.entries].map((entry: { text: string }) => entry.text)
    expect(texts).toEqual(Array.from({ length: 25 }, (_, at) => `第 ${24 - at} 次`))
    expect((await server.get(zhang, `${path}?kinds=task&cursor=${first.body.next}`)).status).toBe(400)
  })
})
