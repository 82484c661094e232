import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildPool,
  step,
} from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server)
  chen = await buildEmployee(server)
})
afterAll(() => server.stop())

const create = (key: string, name = '一号客户', who = zhang) =>
  server.call(who, 'customer.create', { name }, { key })
const count = async (name: string) =>
  (await server.rows<{ n: number }>('select count(*)::int as n from customer where name = $1', [name]))[0]!.n

describe('a call with an idempotency key', () => {
  test('twice: one effect, the same answer', async () => {
    const [first, second] = [await create('k-1'), await create('k-1')]
    expect(second.status).toBe(200)
    expect(second.body).toEqual(first.body)
    expect(await count('一号客户')).toBe(1)
  })

  test('ten at the same moment: one effect, the same answer for all', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create('k-2', '二号客户')))
    expect(new Set(answers.map(one => one.text)).size).toBe(1)
    expect(await count('二号客户')).toBe(1)
    const id = answers[0]!.body.result.id
    expect(await server.rows('select 1 from history where record_id = $1', [id])).toHaveLength(1)
  })

  test('a claim repeated is not told that the record is taken already, at the same moment or later', async () => {
    const pool = await buildPool(server, { members: [zhang.id] })
    for (let round = 0; round < 5; round++) {
      const record = `customer:${await buildCustomer(server, { pool })}`
      const press = () => server.call(zhang, 'pool.claim', { record }, { key: `claim-${round}` })
      const answers = [...(await Promise.all([press(), press(), press(), press()])), await press()]
      expect(answers.map(one => one.status)).toEqual([200, 200, 200, 200, 200])
      for (const { body } of answers) expect(body).toEqual(answers[0]!.body)
    }
  })

  test('with another body it answers 422 and does nothing; the order of fields is no other body', async () => {
    await create('k-3', '三号客户')
    expect(await create('k-3', '别的客户')).toMatchObject({ status: 422, body: { code: 'keyReused' } })
    expect(await count('别的客户')).toBe(0)
    const one = { name: '四号客户', phone: '138 1234 2046' }
    const first = await server.call(zhang, 'customer.create', one, { key: 'k-4' })
    const again = await server.call(
      zhang,
      'customer.create',
      { phone: '13812342046', name: ' 四号客户' },
      { key: 'k-4' },
    )
    expect(again.body).toEqual(first.body)
  })

  test('belongs to one person and one action', async () => {
    await create('k-5', '五号客户')
    expect((await create('k-5', '五号客户', chen)).status).toBe(200)
    expect(await count('五号客户')).toBe(2)
    const lead = await server.call(zhang, 'lead.create', { name: '线索', source: 'web' }, { key: 'k-5' })
    expect(lead.status).toBe(200)
  })

  test('that was refused may be tried again with the same key', async () => {
    const { departmentManager } = server.people
    const contract = await buildContract(server, zhang)
    const submit = () => server.call(zhang, 'contract.submit', { contract }, { key: 'k-6' })
    expect(await submit()).toMatchObject({ status: 409, body: { code: 'noApprovers' } })
    await buildFlow(server, { steps: [step('any', departmentManager!)] })
    const done = await submit()
    expect(done.status).toBe(200)
    expect((await submit()).body).toEqual(done.body)
    expect(await server.rows('select 1 from approval where record_id = $1', [contract])).toHaveLength(1)
  })

  test('with a key that is none is refused', async () => {
    for (const key of ['x'.repeat(101), 'a b', 'ü']) {
      const answer = await create(key).catch(() => undefined)
      if (answer)
        expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'Idempotency-Key' }] } })
    }
    expect(await count('一号客户')).toBe(1)
  })
})
