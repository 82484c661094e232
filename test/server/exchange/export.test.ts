import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { csvCell } from '@gonghai/server/exchange/cells'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'
import { download, rowsOf } from './tables'

let server: TestServer
let leader: Person
let member: Person

beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { role: 'departmentManager' })
  member = await buildEmployee(server)
  await buildCustomer(server, leader, {
    name: '=cmd|calc!A1',
    phone: '13812342046',
    industry: 'medical',
    employees: 120,
    remark: '第一行\n"第二行"',
  })
  await buildCustomer(server, leader, { name: '苏州蓝鲸', industry: 'energy' })
})
afterAll(() => server.stop())

const columns = ['number', 'name', 'phone', 'industry', 'employees', 'owner', 'remark', 'createdAt']

async function exported(person: Person, body: Record<string, unknown>) {
  const started = await server.post(person, '/api/exports', { object: 'customer', columns, ...body })
  if (started.status !== 202) return { started, operation: undefined, bytes: Buffer.alloc(0) }
  const { id } = started.body.operation
  await server.runJobs()
  const { operation } = (await server.get(person, `/api/operations/${id}`)).body
  const file = await server.get(person, `/api/operations/${id}/file`)
  return {
    started,
    operation,
    bytes: file.status === 200 ? await download(server, file.body.url) : Buffer.alloc(0),
  }
}

describe('export', () => {
  test('writes what the list finds, typed, in the reader’s words (CUST-16)', async () => {
    const { operation, bytes } = await exported(leader, { query: { tab: 'mine', sort: 'name' } })
    expect(operation).toMatchObject({ kind: 'export', state: 'done', total: 2, done: 2 })
    const [head, first, second] = await rowsOf(bytes)
    expect(head).toEqual(['编号', '客户名称', '电话', '行业', '员工人数', '负责人', '备注', '创建时间'])
    // A text that looks like a formula is a text: the file holds no formula at all.
    expect(first!.slice(0, 5)).toEqual([
      expect.stringMatching(/^KH-/),
      '=cmd|calc!A1',
      '13812342046',
      '医疗器械',
      120,
    ])
    const [named] = await server.rows<{ name: string }>('select name from employee where id = $1', [
      leader.id,
    ])
    expect(first![5]).toBe(named!.name)
    expect(first![7]).toBeInstanceOf(Date)
    expect(second![1]).toBe('苏州蓝鲸')
  })

  test('in CSV, what a spreadsheet would run gets a mark in front (CUST-16)', async () => {
    const { bytes } = await exported(leader, { query: { tab: 'mine', sort: 'name' }, format: 'csv' })
    const text = bytes.toString('utf8')
    expect(text.startsWith('\ufeff编号,')).toBe(true)
    expect(text).toContain(",'=cmd|calc!A1,")
    expect(text).toContain('"第一行\n""第二行"""')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
    'a CSV cell that begins like %j is a text (CUST-16)',
    text => {
      expect(csvCell(text)).toBe(`'${text}`)
      expect(csvCell(`价${text}`)).toBe(`价${text}`)
    },
  )

  test('only chosen ones, and of these only what the reader lists', async () => {
    const mine = await server.rows<{ id: string }>(`select id from customer where name = '苏州蓝鲸'`)
    const other = await buildCustomer(server, await buildEmployee(server, { department: 'service' }))
    const { operation, bytes } = await exported(leader, { ids: [mine[0]!.id, other] })
    expect(operation).toMatchObject({ state: 'done', total: 1 })
    expect(await rowsOf(bytes)).toHaveLength(2)
  })

  test('masks what the list masks (POOL-1)', async () => {
    const pool = await buildPool(server, { members: [leader.id], maskPhone: true })
    await buildCustomer(server, { pool }, { name: '公海里的', phone: '13900001111' })
    const { bytes } = await exported(leader, { query: { tab: { pool } } })
    expect((await rowsOf(bytes))[1]![2]).toBe('139****1111')
  })

  test('needs the permission, at the start and while it runs', async () => {
    const { started } = await exported(member, {})
    expect(started.status).toBe(403)
    const revoked = await buildEmployee(server, { role: 'departmentManager' })
    const begun = await server.post(revoked, '/api/exports', { object: 'customer', columns })
    await server.rows('delete from role_grant where employee_id = $1::uuid', [revoked.id])
    await bumpPermissionEpoch(server.db, server.clock.now())
    await server.runJobs()
    const { id } = begun.body.operation
    expect((await server.get(revoked, `/api/operations/${id}`)).body.operation.state).toBe('failed')
    expect((await server.get(revoked, `/api/operations/${id}/file`)).status).toBe(404)
  })

  test('of somebody who has left nothing goes on, and no job is tried again and again', async () => {
    const leaver = await buildEmployee(server, { role: 'departmentManager' })
    const begun = await server.post(leaver, '/api/exports', { object: 'customer', columns })
    await server.rows('update employee set active = false where id = $1::uuid', [leaver.id])
    await bumpPermissionEpoch(server.db, server.clock.now())
    await server.runJobs()
    const [row] = await server.rows('select state from operation where id = $1::uuid', [
      begun.body.operation.id,
    ])
    expect(row).toEqual({ state: 'failed' })
  })

  test('of a cancelled one no file stands', async () => {
    const started = await server.post(leader, '/api/exports', { object: 'customer', columns })
    const { id } = started.body.operation
    await server.post(leader, `/api/operations/${id}/cancel`, {})
    await server.runJobs()
    expect((await server.get(leader, `/api/operations/${id}`)).body.operation.state).toBe('cancelled')
    expect((await server.get(leader, `/api/operations/${id}/file`)).status).toBe(404)
  })

  test('nobody fetches another person’s export', async () => {
    const { started } = await exported(leader, { query: {} })
    const { id } = started.body.operation
    expect((await server.get(member, `/api/operations/${id}/file`)).status).toBe(404)
  })

  test.each([
    [{ object: 'employee' }, 'object'],
    [{ columns: ['password'] }, 'columns.0'],
    [{ columns: [] }, 'columns'],
    [{ format: 'pdf' }, 'format'],
    [{ ids: ['x'] }, 'ids'],
    [{ query: { sort: 'nothing' } }, 'sort'],
    [{ more: 1 }, 'more'],
  ])('refuses %j', async (body, path) => {
    const answer = await server.post(leader, '/api/exports', { object: 'customer', ...body })
    expect(answer.status).toBe(400)
    expect(answer.body.fields[0].path).toBe(path)
  })

  test('says from the start how many rows there will be; a cancelled one claims none', async () => {
    const started = await server.post(leader, '/api/exports', { object: 'customer', query: { tab: 'mine' } })
    expect(started.body.operation).toMatchObject({ state: 'running', total: 2, done: 0 })
    const { id } = started.body.operation
    await server.post(leader, `/api/operations/${id}/cancel`, {})
    await server.runJobs()
    const { operation } = (await server.get(leader, `/api/operations/${id}`)).body
    expect(operation).toMatchObject({ state: 'cancelled', failed: 2 })
  })

  test('more than one file takes are refused with their number, not left out unsaid (CUST-16)', async () => {
    const many = server.people.administrator!
    await server.rows(
      `insert into product (id, number, name, category, price, created_at, updated_at, search_keys)
       select gen_random_uuid(), 'V-' || n, '很多' || n, 'software', 1, $1::timestamptz, $1::timestamptz, '{}' from generate_series(1, 100001) n`,
      [server.clock.now()],
    )
    const refused = await server.post(many, '/api/exports', { object: 'product' })
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'exportTooMany', params: { most: 100_000 } })
    expect(refused.body.params.found).toBeGreaterThan(100_000)
    const [one] = await server.rows<{ id: string }>(`select id from product where name = '很多1'`)
    const chosen = await server.post(many, '/api/exports', { object: 'product', ids: [one!.id] })
    expect(chosen.status).toBe(202)
  }, 120_000)

  test('ten thousand rows go through in pages (CUST-16)', async () => {
    await server.rows(
      `insert into customer (id, number, name, created_at, updated_at, owner_id, search_keys)
       select gen_random_uuid(), 'T-' || n, '批量' || n, $2::timestamptz, $2::timestamptz, $1::uuid, '{}'
       from generate_series(1, 10000) n`,
      [leader.id, server.clock.now()],
    )
    const { operation, bytes } = await exported(leader, { query: { tab: 'mine' }, format: 'csv' })
    expect(operation.total).toBe(10_002)
    expect(bytes.toString('utf8').trimEnd().split('\r\n')).toHaveLength(10_003)
  }, 120_000)
})
