import { createHash } from 'node:crypto'
import { access, utimes } from 'node:fs/promises'
import path from 'node:path'
import { openSession } from '@gonghai/server/auth/sessions'
import { localFileStore } from '@gonghai/server/files/local-store'
import { sweepFiles } from '@gonghai/server/files/sweep-files'
import { cleanUp } from '@gonghai/server/jobs/cleanup'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { download, upload } from '../exchange/tables'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

test('what has served goes: keys after seven days, events after thirty, sessions when they end', async () => {
  const { accountManager } = server.people
  const count = async (table: string) =>
    (await server.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n
  await server.run(accountManager!, 'customer.create', { name: '老客户' }, { key: 'k' })
  await openSession(server.db, { employeeId: accountManager!.id, platform: 'wecom' }, server.clock.now())
  server.clock.advance({ days: 6, hours: 23 })
  await cleanUp(server.db, server.clock.now())
  expect([await count('idempotency_key'), await count('session')]).toEqual([1, 1])
  server.clock.advance({ hours: 2 })
  await cleanUp(server.db, server.clock.now())
  expect([await count('idempotency_key'), await count('session')]).toEqual([0, 0])
  expect(await count('history')).toBe(1)
})

describe('files of the company’s own making', () => {
  const placeOf = (hash: string) => path.join(server.fileDir, hash.slice(0, 2), hash)
  const stands = (hash: string) =>
    access(placeOf(hash)).then(
      () => true,
      () => false,
    )
  const hoursAgo = (hours: number) =>
    new Date(server.clock.now().getTime() - server.clock.offset() - hours * 3_600_000)
  const sweep = () =>
    sweepFiles({ db: server.db, clock: server.clock, store: localFileStore(server.fileDir) })

  test('are kept for thirty days, then they go with their bytes, and their operation says so; what people brought stays (CUST-16)', async () => {
    const leader = await buildEmployee(server, { role: 'departmentManager' })
    await buildCustomer(server, leader, { name: '要导出的' })
    const started = await server.post(leader, '/api/exports', {
      object: 'customer',
      format: 'csv',
      columns: ['name'],
    })
    await server.runJobs()
    const { id } = started.body.operation
    const read = async () =>
      (
        await server.rows<{ result: Record<string, { id: string; until: string }> }>(
          'select result from operation where id = $1',
          [id],
        )
      )[0]!
    const file = (await read()).result.file!
    const [made] = await server.rows<{ hash: string }>('select hash from stored_file where id = $1', [
      file.id,
    ])
    expect(file.until).toBe(new Date(server.clock.now().getTime() + 30 * 86_400_000).toISOString())
    const { url } = (await server.get(leader, `/api/operations/${id}/file`)).body
    // The same bytes, brought by somebody else: they stay for that one.
    const other = await buildCustomer(server, leader, { name: '另一份' })
    const twin = await server.post(leader, '/api/exports', {
      object: 'customer',
      format: 'csv',
      columns: ['name'],
      ids: [other],
    })
    await server.runJobs()
    const twinFile = (await server.get(leader, `/api/operations/${twin.body.operation.id}`)).body.operation
      .result.file
    const twinUrl = (await server.get(leader, `/api/operations/${twin.body.operation.id}/file`)).body.url
    const bytes = await download(server, twinUrl)
    const brought = await upload(server, leader, bytes, '同样的.csv')
    const shared = createHash('sha256').update(bytes).digest('hex')
    for (const hash of [made!.hash, shared]) await utimes(placeOf(hash), hoursAgo(2), hoursAgo(2))
    server.clock.advance({ days: 29, hours: 23 })
    await sweep()
    expect((await read()).result.file!.id).toBe(file.id)
    server.clock.advance({ hours: 2 })
    await sweep()
    expect((await read()).result).toEqual({ fileGone: true })
    expect((await fetch(server.url + url)).status).toBe(404)
    expect(await stands(made!.hash)).toBe(false)
    expect(
      await server.rows('select id from stored_file where id = any($1::uuid[])', [[twinFile.id, brought]]),
    ).toEqual([{ id: brought }])
    expect(await stands(shared)).toBe(true)
  })

  test('bytes that somebody has put just now are not removed under their hands', async () => {
    const store = localFileStore(server.fileDir)
    const bytes = Buffer.from('just now')
    const hash = await store.put(bytes)
    await utimes(placeOf(hash), hoursAgo(5), hoursAgo(5))
    await store.put(bytes)
    await store.remove(hash, hoursAgo(1))
    expect(await stands(hash)).toBe(true)
    await utimes(placeOf(hash), hoursAgo(5), hoursAgo(5))
    await store.remove(hash, hoursAgo(1))
    expect(await stands(hash)).toBe(false)
    await store.remove(hash, hoursAgo(1))
  })

  test('belong to no record: nothing can be attached that will be gone', async () => {
    const leader = await buildEmployee(server, { role: 'departmentManager' })
    const customer = await buildCustomer(server, leader)
    const { url } = (await server.get(leader, '/api/imports/template?object=customer')).body
    const file = url.split('/')[2].split('?')[0]
    const refusal = await server.refusal(leader, 'attachment.create', {
      record: `customer:${customer}`,
      file,
    })
    expect(refusal.code).toBe('notFound')
  })
})
