import type { ExplainAnswer } from '@gonghai/shared/client/access-api'
import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

const ask = async (by: Person, record: string, more = ''): Promise<ExplainAnswer> =>
  (await server.get(by, `/api/explain?record=${encodeURIComponent(record)}${more}`)).body
const about = (person: Person, need = 'view') => `&employee=${person.id}&need=${need}`
const failed = (answer: ExplainAnswer) =>
  answer.steps!.filter(({ state }) => state === 'fail').map(({ key }) => key)

describe('explain (SET-2)', () => {
  test('answers the same for what is hidden and what does not exist', async () => {
    const hidden = await buildCustomer(server, server.people.colleague!)
    const { accountManager } = server.people
    const one = await ask(accountManager!, `customer:${hidden}`)
    const two = await ask(accountManager!, `customer:${uuid()}`)
    expect({ ...one, record: '' }).toEqual({ ...two, record: '' })
    expect(one).not.toHaveProperty('steps')
    expect(one.visible).toBe(false)
    const other = await server.get(accountManager!, `/api/explain?record=customer:${hidden}${about(boss)}`)
    expect(other.status).toBe(403)
  })

  test('tells who may explain which scope leaves it out, and what would help', async () => {
    const record = `customer:${await buildCustomer(server, server.people.colleague!)}`
    const person = await buildEmployee(server)
    await linkIdentity(server, person, 'wecom', person.id)
    const answer = await ask(boss, record, about(person))
    expect(answer.visible).toBe(false)
    expect(failed(answer)).toEqual(['reach'])
    expect(answer.steps!.find(({ key }) => key === 'scope')!.text).toContain('不包括')
    expect(answer.hints).toHaveLength(1)
    await server.run(boss, 'access.add', {
      employee: person.id,
      object: 'customer',
      colleague: server.people.colleague!.id,
      need: 'view',
    })
    expect((await ask(boss, record, about(person))).visible).toBe(true)
    expect((await ask(boss, record, about(person, 'edit'))).visible).toBe(false)
  })

  test.each([
    ['no role', 'roles'],
    ['recycle bin', 'bin'],
    ['function off', 'function'],
    ['no permission', 'verb'],
    ['missing', 'record'],
    ['left', 'employee'],
  ])('names %s', async (_case, key) => {
    const id = await buildCustomer(server, server.people.colleague!)
    const person = await buildEmployee(server, { role: key === 'roles' ? null : 'accountManager' })
    await linkIdentity(server, person, 'wecom', person.id)
    let record = `customer:${id}`
    if (key === 'bin') await server.run('system', 'customer.remove', { id })
    if (key === 'function') await server.rows(`update organisation set functions = '{service}'`)
    if (key === 'verb') record = `role:${id}`
    if (key === 'verb')
      await server.rows(`update role set permissions = permissions - 'customer' where key = 'accountManager'`)
    if (key === 'verb') record = `customer:${id}`
    if (key === 'record') record = `customer:${uuid()}`
    if (key === 'employee') await server.rows('update employee set active = false where id = $1', [person.id])
    const answer = await ask(boss, record, about(person))
    await server.rows(`update organisation set functions = '{sales,marketing,service}'`)
    await server.rows(
      `update role set permissions = permissions || '{"customer":["query","view","create","update","remove","restore"]}'
       where key = 'accountManager'`,
    )
    expect(answer.visible).toBe(false)
    expect(failed(answer)).toContain(key)
  })

  test('names the pool in which a record lies, and who is in it', async () => {
    const person = await buildEmployee(server)
    const inside = await buildCustomer(server, { pool: await buildPool(server, { members: [person.id] }) })
    const outside = await buildCustomer(server, { pool: await buildPool(server, { members: [boss.id] }) })
    expect((await ask(boss, `customer:${inside}`, about(person))).visible).toBe(true)
    const answer = await ask(boss, `customer:${outside}`, about(person))
    expect(answer.visible).toBe(false)
    expect(answer.steps!.find(({ key }) => key === 'pool')!.text).toContain('不是这个公海的成员')
  })

  test('understands links and, for who may explain, numbers; nonsense is answered, not broken', async () => {
    const id = await buildCustomer(server, server.people.colleague!)
    const [row] = await server.rows<{ number: string }>('select number from customer where id = $1', [id])
    const links = [
      `https://crm.example/r/customer/${id}`,
      `https://crm.example/#/pages/record/index?object=customer&id=${id}`,
      row!.number,
    ]
    for (const link of links) expect((await ask(boss, link)).record).toBe(`customer:${id}`)
    for (const link of ['', '%FF%', 'customer:', `role:${id}`, 'x'.repeat(2000)]) {
      const { status, body } = await server.get(boss, `/api/explain?record=${encodeURIComponent(link)}`)
      expect([status, body.record]).toEqual([200, null])
    }
    expect((await server.get(boss, `/api/explain?record=customer:${id}&need=own`)).status).toBe(400)
    expect((await server.get(boss, `/api/explain?record=customer:${id}&employee=x`)).status).toBe(400)
  })
})
