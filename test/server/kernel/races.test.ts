import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type Answered, type TestServer, testServer } from '../../support/server'
import { checked } from '../exchange/tables'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

const codes = (answers: readonly Answered[]) =>
  answers.map(({ status, body }) => (status < 300 ? 'ok' : body.code))
const count = async (statement: string, ...params: unknown[]) =>
  Number(
    (await server.rows<{ count: number }>(`select count(*)::int as count from ${statement}`, params))[0]!
      .count,
  )

describe('real parallel calls', () => {
  test('an import that is confirmed four times at once is written once; taken back four times, it goes once (CUST-16)', async () => {
    const rows = Array.from({ length: 8 }, (_, index) => [`并发导入 ${'甲乙丙丁戊己庚辛'[index]}`, null])
    const { body } = await checked(server, boss, [['客户名称*', '电话'], ...rows])
    const path = `/api/imports/${body.import.operation.id}`
    const confirmed = await Promise.all(rows.slice(0, 4).map(() => server.post(boss, `${path}/confirm`, {})))
    expect(codes(confirmed)).toEqual(['ok', 'ok', 'ok', 'ok'])
    await server.runJobs()
    expect(await count(`customer where name like '并发导入%'`)).toBe(8)
    const undone = await Promise.all(rows.slice(0, 4).map(() => server.post(boss, `${path}/undo`, {})))
    expect(codes(undone).sort()).toEqual(['ok', 'tooLateToUndo', 'tooLateToUndo', 'tooLateToUndo'])
    await server.runJobs()
    expect(await count(`customer where name like '并发导入%' and deleted_at is null`)).toBe(0)
    expect(
      await count(`history where action = 'customer.remove' and record_id in
      (select id from customer where name like '并发导入%')`),
    ).toBe(8)
  })

  test('a customer that is merged, handed on, signed and changed at once ends in one piece (CUST-5, CUST-8, CUST-12)', async () => {
    const to = server.people.colleague!.id
    for (const round of [1, 2, 3]) {
      const [winner, loser] = [
        await buildCustomer(server, boss, { name: `赢家 ${round}` }),
        await buildCustomer(server, boss, { name: `输家 ${round}` }),
      ]
      const merge = { winner, loser, winnerVersion: 1, loserVersion: 1 }
      const back = { winner: loser, loser: winner, winnerVersion: 1, loserVersion: 1 }
      const answers = await Promise.all([
        server.call(boss, 'customer.merge', merge),
        server.call(boss, 'customer.merge', back),
        server.call(boss, 'customer.transfer', { record: `customer:${loser}`, to }),
        server.call(boss, 'customer.sign', { record: `customer:${loser}` }),
        server.call(boss, 'customer.update', { id: loser, version: 1, interest: '三坐标' }),
        server.call(boss, 'customer.remove', { id: winner }),
      ])
      expect(answers.map(({ status }) => status).filter(status => status >= 500)).toEqual([])
      expect(codes(answers.slice(0, 2)).filter(code => code === 'ok').length).toBeLessThan(2)
      const states = await server.rows<{ id: string; gone: boolean; merged_into_id: string | null }>(
        'select id, deleted_at is not null as gone, merged_into_id from customer where id = any($1::uuid[])',
        [[winner, loser]],
      )
      // Who was merged is gone, and leads to one that was not merged itself.
      for (const one of states.filter(({ merged_into_id: into }) => into !== null)) {
        expect(one.gone).toBe(true)
        expect(states.find(({ id }) => id === one.merged_into_id)!.merged_into_id).toBeNull()
      }
      expect(await count('partner where name = $1', `输家 ${round}`)).toBeLessThan(2)
    }
  })

  test('a lead that is converted five times at once becomes one customer (CUST-2)', async () => {
    const lead = await buildLead(server, boss, { name: '吴江并发科技', company: '吴江并发科技有限公司' })
    const convert = () =>
      server.call(boss, 'lead.convert', { record: `lead:${lead}`, sameName: 'create', ignoreWarnings: true })
    const answers = await Promise.all(Array.from({ length: 5 }, convert))
    expect(codes(answers).filter(code => code === 'ok')).toHaveLength(1)
    expect(await count(`customer where name like '吴江并发科技%'`)).toBe(1)
  })

  test('nothing is written for a customer that goes to the bin at the same moment (CUST-7)', async () => {
    for (const round of [1, 2, 3, 4]) {
      const id = await buildCustomer(server, boss, { name: `删除并发 ${round}` })
      const other = await buildCustomer(server, boss, { name: `删除并发另一家 ${round}` })
      const [moved] = [
        await server.run(boss, 'asset.create', {
          name: '三坐标',
          serialNumber: `BF-${round}`,
          customer: other,
        }),
      ]
      const asset = { name: '测量机', serialNumber: `BF-${round}-2`, customer: id }
      const answers = await Promise.all([
        server.call(boss, 'asset.create', asset),
        server.call(boss, 'customer.remove', { id }),
        server.call(boss, 'serviceRequest.create', { title: '报修', customer: id, kind: 'fault' }),
        server.call(boss, 'asset.update', { id: moved.result.id, version: 1, customer: id }),
      ])
      expect(answers.map(({ status }) => status).filter(status => status >= 500)).toEqual([])
      const [gone] = await server.rows('select 1 from customer where id = $1 and deleted_at is not null', [
        id,
      ])
      const living =
        (await count('asset where customer_id = $1 and deleted_at is null', id)) +
        (await count('service_request where customer_id = $1 and deleted_at is null', id))
      expect(Boolean(gone) && living > 0).toBe(false)
      const written = [answers[0]!, answers[2]!, answers[3]!].filter(({ status }) => status < 300)
      expect(written).toHaveLength(living)
    }
  })

  test('what somebody claims while leaving waits for the handover; afterwards nothing is claimed (SET-1, POOL-2)', async () => {
    for (const round of [1, 2, 3]) {
      const person = await buildEmployee(server, { role: 'accountManager' })
      const pool = await buildPool(server, { members: [person.id], administrators: [boss.id] })
      const records = await Promise.all(
        [1, 2, 3].map(one => buildCustomer(server, { pool }, { name: `离职并发 ${round}-${one}` })),
      )
      const [left, ...claims] = await Promise.all([
        server.call(boss, 'employee.leave', { employee: person.id }),
        ...records.map(id => server.call(person, 'pool.claim', { record: `customer:${id}` })),
      ])
      expect(left!.status).toBe(200)
      expect(claims.map(({ status }) => status).filter(status => status >= 500)).toEqual([])
      const owned = await count('customer where owner_id = $1::uuid', person.id)
      expect(owned).toBe(codes(claims).filter(code => code === 'ok').length)
      // Whatever was claimed in time is among what waits for its handover, and nothing is claimed any more.
      const holds = await server.get(boss, `/api/organisation/people/${person.id}/holds`)
      const held = holds.body.records as { object: string; count: number }[]
      expect(held.find(({ object }) => object === 'customer')?.count ?? 0).toBe(owned)
      const late = await server.call(person, 'pool.claim', { record: `customer:${records[0]}` })
      expect(late.status).toBe(401)
      expect((await server.get(person, '/api/me')).status).toBe(401)
    }
  })

  test('a right that is taken away during a bulk operation ends with the next record (SET-2, CUST-16)', async () => {
    const person = await buildEmployee(server, { role: 'accountManager' })
    const ids = []
    for (let at = 0; at < 30; at += 1) ids.push(await buildCustomer(server, person, { name: `批量 ${at}` }))
    const records = ids.map(id => `customer:${id}`)
    const [role] = await server.rows<{ id: string }>(`select id from role where key = 'accountManager'`)
    const to = server.people.colleague!.id
    const started = await server.post(person, '/api/operations', {
      action: 'customer.transfer',
      records,
      input: { to },
    })
    expect(started.status).toBe(202)
    await server.run(boss, 'role.revoke', { employee: person.id, role: role!.id })
    await server.runJobs()
    expect(await count('customer where owner_id = $1::uuid', person.id)).toBe(30)
    const results = await server.get(person, `/api/operations/${started.body.operation.id}`)
    expect(results.body.operation).toMatchObject({ state: 'done', failed: 30 })
  })

  test('of 5,000 records of others that are named one by one none tells that it is there (SET-2)', async () => {
    const stranger = await buildEmployee(server, { role: 'accountManager' })
    const hidden = await buildCustomer(server, boss, { name: '别人的客户' })
    const bulk = (records: string[]) =>
      server.post(stranger, '/api/operations', {
        action: 'customer.transfer',
        records,
        input: { to: server.people.colleague!.id },
      })
    const out = await bulk([`customer:${hidden}`])
    const missing = await bulk([`customer:${hidden.replace(/.{4}$/, 'ffff')}`])
    const plain = ({ results }: { results: object[] }) => results.map(result => ({ ...result, record: '' }))
    expect(plain(out.body)).toEqual(plain(missing.body))
    expect(out.text).not.toContain('别人的客户')
  })
})
