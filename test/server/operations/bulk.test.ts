import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import type { OperationAnswer } from '@gonghai/shared/client/operation-api'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type Answered, linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let ann: Person

beforeAll(async () => {
  server = await testServer()
  ann = await buildEmployee(server, { name: '安然' })
  await linkIdentity(server, ann, 'wecom', 'anran')
})
afterAll(() => server.stop())

const start = async (person: Person, body: unknown, key?: string): Promise<Answered> => {
  const headers = {
    Authorization: `Bearer ${await server.token(person)}`,
    'Content-Type': 'application/json',
  }
  return server.send('/api/operations', {
    method: 'POST',
    headers: key ? { ...headers, 'Idempotency-Key': key } : headers,
    body: JSON.stringify(body),
  })
}
const customers = async (count: number, person = ann) => {
  const records: string[] = []
  for (let index = 0; index < count; index++) records.push(`customer:${await buildCustomer(server, person)}`)
  return records
}
const living = async (records: string[]) => {
  const ids = records.map(record => record.split(':')[1])
  const rows = await server.rows(
    'select id from customer where id = any($1::uuid[]) and deleted_at is null',
    [ids],
  )
  return rows.length
}

describe('operation.start', () => {
  test('does a few at once and says of each what came of it (CUST-16)', async () => {
    const mine = await customers(2)
    const other = `customer:${await buildCustomer(server, await buildEmployee(server))}`
    const { status, body } = await start(ann, {
      action: 'customer.remove',
      records: [mine[0], other, mine[1]],
    })
    expect(status).toBe(200)
    const { operation, results } = body as OperationAnswer
    expect(operation).toMatchObject({ state: 'done', total: 3, done: 3, failed: 1, label: '删除' })
    expect(results.map(result => [result.record, result.state, result.code])).toEqual([
      [mine[0], 'done', undefined],
      [other, 'refused', 'notFound'],
      [mine[1], 'done', undefined],
    ])
    expect(results[1]!.title).toBe('')
    expect(results[1]!.message).not.toBe('')
    expect(await living(mine)).toBe(0)
    expect(await living([other])).toBe(1)
  })

  test('many run on as a job, and who started it is told in chat (CUST-16)', async () => {
    const records = await customers(70)
    const { status, body } = await start(ann, { action: 'customer.remove', records })
    expect(status).toBe(202)
    const { operation } = body as OperationAnswer
    expect(operation).toMatchObject({ state: 'running', total: 70, done: 0 })
    await server.runJobs()
    const after = await server.get(ann, `/api/operations/${operation.id}`)
    expect(after.body.operation).toMatchObject({ state: 'done', done: 70, failed: 0 })
    expect(after.body.results).toHaveLength(70)
    expect(await living(records)).toBe(0)
    const told = await server.rows<{ body: { text: string } }>(
      `select body from outbound_message where user_id = 'anran' and kind = 'text'`,
    )
    expect(told.filter(row => row.body.text.includes('共 70 条'))).toHaveLength(1)
  })

  test('a slice that was cut off is repeated without doing anything twice', async () => {
    const records = await customers(30)
    const { body } = await start(ann, { action: 'customer.remove', records })
    const { id } = (body as OperationAnswer).operation
    await server.runJobs()
    const versions = () =>
      server.rows('select id, version, updated_at from customer where id = any($1::uuid[]) order by id', [
        records.map(record => record.split(':')[1]),
      ])
    const before = await versions()
    // As if the process had died before it could note what it had done.
    await server.rows(
      `update operation_item set state = 'waiting', message = null where operation_id = $1::uuid`,
      [id],
    )
    await server.rows(`update operation set state = 'running', done = 0 where id = $1::uuid`, [id])
    await server.rows(`select graphile_worker.add_job('runOperation', $1::json)`, [JSON.stringify({ id })])
    await server.runJobs()
    expect(await versions()).toEqual(before)
    const after = await server.get(ann, `/api/operations/${id}`)
    expect(after.body.operation).toMatchObject({ state: 'done', done: 30, failed: 0 })
  })

  test('a cancelled one leaves the rest as it is', async () => {
    const records = await customers(25)
    const { body } = await start(ann, { action: 'customer.remove', records })
    const { id } = (body as OperationAnswer).operation
    await server.post(ann, `/api/operations/${id}/cancel`, {})
    await server.runJobs()
    const after = await server.get(ann, `/api/operations/${id}`)
    expect(after.body.operation).toMatchObject({ state: 'cancelled', total: 25, failed: 25 })
    expect(await living(records)).toBe(25)
  })

  test('what may be done is asked again for every record, while it runs', async () => {
    const leaver = await buildEmployee(server)
    const records = await customers(22, leaver)
    const { body } = await start(leaver, { action: 'customer.remove', records })
    await server.rows('delete from role_grant where employee_id = $1::uuid', [leaver.id])
    await bumpPermissionEpoch(server.db, server.clock.now())
    await server.runJobs()
    const rows = await server.rows<{ code: string }>(
      'select distinct code from operation_item where operation_id = $1::uuid',
      [(body as OperationAnswer).operation.id],
    )
    expect(rows).toEqual([{ code: 'notPermitted' }])
    expect(await living(records)).toBe(22)
  })

  test('does it to everything that a list finds', async () => {
    const person = await buildEmployee(server)
    await customers(23, person)
    await buildCustomer(server, person, { name: '留下来的' })
    const { body } = await start(person, {
      action: 'customer.remove',
      found: {
        object: 'customer',
        query: { tab: 'mine', filter: { field: 'name', op: 'ne', value: '留下来的' } },
      },
    })
    expect((body as OperationAnswer).operation.total).toBe(23)
    await server.runJobs()
    const left = await server.rows<{ name: string }>(
      'select name from customer where owner_id = $1::uuid and deleted_at is null',
      [person.id],
    )
    expect(left).toEqual([{ name: '留下来的' }])
  })

  test('the same key starts it once', async () => {
    const records = await customers(3)
    const first = await start(ann, { action: 'customer.remove', records }, 'once')
    const second = await start(ann, { action: 'customer.remove', records }, 'once')
    expect(second.body.operation.id).toBe(first.body.operation.id)
    const changed = await start(ann, { action: 'customer.remove', records: records.slice(1) }, 'once')
    expect(changed.status).toBe(422)
  })

  test.each([
    [{}, 'unknownAction'],
    [{ action: 'customer.create', records: [] }, 'unknownAction'],
    [{ action: 'pool.remove', records: ['x'] }, 'unknownAction'],
    [{ action: 'customer.remove' }, 'invalidInput'],
    [{ action: 'customer.remove', records: [] }, 'invalidInput'],
    [{ action: 'customer.remove', records: ['customer:nonsense'] }, 'invalidInput'],
    [{ action: 'customer.remove', records: ['lead:01900000-0000-7000-8000-000000000000'] }, 'invalidInput'],
    [{ action: 'customer.remove', found: { object: 'employee', query: {} } }, 'invalidInput'],
    [
      { action: 'customer.remove', found: { object: 'customer', query: { sort: 'nothing' } } },
      'invalidInput',
    ],
    [
      {
        action: 'customer.remove',
        records: ['customer:01900000-0000-7000-8000-000000000000'],
        input: { id: 'x' },
      },
      'unknownField',
    ],
    [{ action: 'customer.remove', records: ['x'], more: 1 }, 'unknownField'],
    [[], 'invalidInput'],
  ])('refuses %j', async (body, code) => {
    const answer = await start(ann, body)
    expect(answer.body.code).toBe(code)
    expect(answer.status).toBeLessThan(500)
  })

  test('takes at most 5,000', async () => {
    const answer = await start(ann, {
      action: 'customer.remove',
      records: new Array(5001).fill('customer:x'),
    })
    expect(answer.body.fields).toMatchObject([{ path: 'records', rule: 'tooLong', params: { max: 5000 } }])
  })

  test('nobody sees or stops another person’s operation', async () => {
    const { body } = await start(ann, { action: 'customer.remove', records: await customers(1) })
    const other = await buildEmployee(server)
    const { id } = (body as OperationAnswer).operation
    expect((await server.get(other, `/api/operations/${id}`)).status).toBe(404)
    expect((await server.post(other, `/api/operations/${id}/cancel`, {})).status).toBe(404)
    expect((await server.get(other, '/api/operations')).body.operations).toEqual([])
  })
})

test('claims of many at once keep the limits, record by record (POOL-2, POOL-3)', async () => {
  const person = await buildEmployee(server)
  const pool = await buildPool(server, { members: [person.id], holdLimit: 2 })
  const records: string[] = []
  for (let index = 0; index < 4; index++) records.push(`customer:${await buildCustomer(server, { pool })}`)
  const { body } = await start(person, { action: 'pool.claim', records })
  const { results } = body as OperationAnswer
  expect(results.map(result => result.code ?? 'claimed')).toEqual([
    'claimed',
    'claimed',
    'holdLimit',
    'holdLimit',
  ])
})
