import { columnMoves, recordMoves, specialMoves, stays } from '@gonghai/server/areas/customers/merge/moves'
import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildPool,
  step,
} from '../../support/builders'
import { idOf, linkIdentity, type TestServer, testServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

let server: TestServer
let zhang: Person
let manager: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  manager = server.people.departmentManager!
  boss = server.people.administrator!
})
afterAll(() => server.stop())

const row = async (id: string) =>
  (await server.rows('select * from customer where id = $1', [id]))[0] as Record<string, unknown>

async function input(winner: string, loser: string, more: Record<string, unknown> = {}) {
  const [winnerVersion, loserVersion] = [(await row(winner)).version, (await row(loser)).version]
  return { winner, loser, winnerVersion, loserVersion, ...more }
}
const merge = async (who: Person, winner: string, loser: string, more: Record<string, unknown> = {}) =>
  server.run(who, 'customer.merge', await input(winner, loser, more))
const refused = async (who: Person, winner: string, loser: string, more: Record<string, unknown> = {}) =>
  server.refusal(who, 'customer.merge', await input(winner, loser, more))

describe('customer.merge (CUST-12)', () => {
  test('every column that points to a customer is in the table of what moves, or says why it stays', async () => {
    const columns = await server.rows<{ at: string }>(
      `select c.table_name || '.' || c.column_name as at from information_schema.columns c
       where c.table_schema = 'public' and c.data_type = 'uuid' and (c.column_name ~ '(^|_)customer_id$'
         or c.column_name = 'merged_into_id' or (c.column_name in ('record_id', 'record_object') and exists (
           select 1 from information_schema.columns o where o.table_name = c.table_name
             and o.column_name in ('object', 'record_object')))) order by 1`,
    )
    const known = [
      ...columnMoves.map(({ table, column }) => `${table}.${column}`),
      ...recordMoves.map(({ table, column }) => `${table}.${column}`),
      ...specialMoves,
      ...Object.keys(stays),
    ]
    expect(columns.map(one => one.at)).toEqual(known.sort())
  })

  test('relations stand once, from either end where mutual, and nobody becomes their own parent', async () => {
    const [winner, loser, middle, friend, top] = await Promise.all(
      ['甲厂', '甲厂分部', '乙集团', '丙贸易', '丁控股'].map(name => buildCustomer(server, zhang, { name })),
    )
    const kindOf = async (key: string) =>
      (
        await server.rows<{ id: string }>(
          `select id from relation_kind where object = 'customer' and key = $1`,
          [key],
        )
      )[0]!.id
    const [parent, partner] = [await kindOf('parent'), await kindOf('partner')]
    const [mutual] = await server.rows<{ mutual: boolean }>(
      'select mutual from relation_kind where id = $1',
      [partner],
    )
    expect(mutual!.mutual).toBe(true)
    const relate = (customer: string, other: string, kind: string) =>
      server.run(zhang, 'customer.relate', { customer, other, kind })
    await relate(winner!, middle!, parent)
    await relate(middle!, loser!, parent)
    await relate(loser!, top!, parent)
    await relate(winner!, friend!, partner)
    await relate(friend!, loser!, partner)
    await merge(boss, winner!, loser!)
    const rows = await server.rows<{ a: string; b: string; kind: string }>(
      `select from_customer_id as a, to_customer_id as b, kind_id as kind from customer_relation
       where $1::uuid in (from_customer_id, to_customer_id) or $2::uuid in (from_customer_id, to_customer_id)`,
      [winner, middle],
    )
    expect(rows).toHaveLength(3)
    expect(rows).toEqual(
      expect.arrayContaining([
        { a: winner, b: middle, kind: parent },
        { a: winner, b: top, kind: parent },
        { a: winner, b: friend, kind: partner },
      ]),
    )
  })

  test('who was recommended by the loser was recommended by the winner, but nobody by themselves (CUST-1)', async () => {
    const loser = await buildCustomer(server, zhang, { name: '推荐人' })
    const winner = await buildCustomer(server, zhang, { name: '被推荐人', referringCustomer: loser })
    await server.rows('update customer set referring_customer_id = $2 where id = $1', [loser, winner])
    const other = await buildCustomer(server, zhang, { name: '另一被推荐人', referringCustomer: loser })
    await merge(boss, winner, loser, { take: ['referringCustomer'] })
    expect((await row(winner)).referring_customer_id).toBeNull()
    expect((await row(other)).referring_customer_id).toBe(winner)
  })

  test('whoever works on the loser goes on with a winner that nobody had, and is told', async () => {
    const owner = await buildEmployee(server, { name: '沈悦' })
    const pool = await buildPool(server, { members: [owner.id], recycleDays: 30 })
    const winner = await buildCustomer(server, { pool }, { name: '公海里的那家' })
    const loser = await buildCustomer(server, { pool }, { name: '在跟的那家' })
    await server.run(owner, 'pool.claim', { record: `customer:${loser}` })
    const contact = idOf(await server.run(owner, 'contact.create', { name: '孙工', customer: loser }))
    const held = (await row(loser)).held_since
    server.clock.advance({ hours: 3 })
    await merge(boss, winner, loser)
    expect(await row(winner)).toMatchObject({
      owner_id: owner.id,
      pool_id: pool,
      pooled_at: null,
      held_since: held,
      follow_due: new Date((held as Date).getTime() + 30 * 86_400_000),
    })
    expect(await server.rows('select owner_id from contact where id = $1', [contact])).toEqual([
      { owner_id: owner.id },
    ])
    const holdings = await server.rows(
      `select record_id, ended_at from holding where employee_id = $1 and record_id = any($2::uuid[])`,
      [owner.id, [winner, loser]],
    )
    expect(holdings).toEqual([{ record_id: winner, ended_at: null }])
    expect((await server.get(owner, `/api/records/customer/${winner}`)).status).toBe(200)
  })

  test('fields are chosen one by one; everything of the loser is the winner’s, and each moved record tells it', async () => {
    const winner = await buildCustomer(server, zhang, { name: '蓝海精密', phone: '13800000001' })
    const loser = await buildCustomer(server, zhang, {
      name: '蓝海',
      phone: '13800000002',
      website: 'https://lan.cn',
      region: 'east',
    })
    const contact = idOf(await server.run(zhang, 'contact.create', { name: '李工', customer: loser }))
    const contract = await buildContract(server, zhang, { customer: loser, title: '旧合同' })
    const task = idOf(await server.run(zhang, 'task.create', { title: '回访', record: `customer:${loser}` }))
    const asset = idOf(
      await server.run(boss, 'asset.create', { name: '机器', serialNumber: 'M-1', customer: loser }),
    )
    await server.run(zhang, 'followUp.create', {
      record: `customer:${loser}`,
      channel: 'visit',
      content: '见过面',
    })
    const mate = await buildEmployee(server)
    await insertRow(server.db, 'team_member', {
      object: 'customer',
      record_id: loser,
      employee_id: mate.id,
      access: 'edit',
      created_at: server.clock.now(),
    })
    const [before] = await server.rows('select number from contract where id = $1', [contract])
    await merge(manager, winner, loser, { take: ['phone', 'region'] })
    expect(await row(winner)).toMatchObject({
      name: '蓝海精密',
      phone: '13800000002',
      region: 'east',
      website: null,
      stage: 'following',
    })
    for (const [table, id] of [
      ['contact', contact],
      ['contract', contract],
      ['asset', asset],
    ])
      expect(await server.rows(`select customer_id from ${table} where id = $1`, [id])).toEqual([
        { customer_id: winner },
      ])
    expect(await server.rows('select record_id from task where id = $1', [task])).toEqual([
      { record_id: winner },
    ])
    expect(await server.rows('select number, title from contract where id = $1', [contract])).toEqual([
      { ...before, title: '旧合同' },
    ])
    expect(
      await server.rows('select access from team_member where record_id = $1 and employee_id = $2', [
        winner,
        mate.id,
      ]),
    ).toEqual([{ access: 'edit' }])
    const stream = (await server.get(zhang, `/api/records/customer/${winner}/stream`)).body.entries
    expect(stream.map((entry: { text: string }) => entry.text)).toContain('见过面')
    expect(stream.filter((entry: { kind: string }) => entry.kind === 'customer.create')).toHaveLength(2)
    const told = (await server.get(zhang, `/api/records/contract/${contract}/stream`)).body.entries
    expect(told[0]).toMatchObject({ kind: 'customer.merge' })
  })

  test('the loser is found by its name and number and leads to the winner; it is neither listed nor restored', async () => {
    const winner = await buildCustomer(server, zhang, { name: '北辰集成' })
    const loser = await buildCustomer(server, zhang, { name: '老牌子仪表' })
    const { number } = await row(loser)
    const earlier = await buildCustomer(server, zhang, { name: '更早的名字' })
    await merge(manager, loser, earlier)
    await merge(manager, winner, loser)
    for (const search of ['老牌子', String(number), '更早的'])
      expect(
        (await server.post(zhang, '/api/records/customer/query', { search })).body.rows.map(
          (one: { id: string }) => one.id,
        ),
      ).toEqual([winner])
    for (const id of [loser, earlier])
      expect((await server.get(zhang, `/api/records/customer/${id}`)).body.record.id).toBe(winner)
    expect((await server.get(await buildEmployee(server), `/api/records/customer/${loser}`)).status).toBe(404)
    expect((await server.refusal('system', 'customer.restore', { id: loser })).code).toBe('merged')
    expect((await server.post(boss, '/api/bin/customer/query', {})).body.rows).toEqual([])
  })

  test('a contract in approval goes along and is decided as before', async () => {
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', manager)] })
    const winner = await buildCustomer(server, zhang, { name: '新主' })
    const loser = await buildCustomer(server, zhang, { name: '旧主' })
    const contract = await buildContract(server, zhang, { customer: loser })
    const { approval } = (await server.run(zhang, 'contract.submit', { contract })).result
    await merge(manager, winner, loser)
    expect(
      (
        await server.rows<{ summary: { customer: string } }>('select summary from approval where id = $1', [
          approval,
        ])
      )[0]?.summary.customer,
    ).toBe('新主')
    await server.run(manager, 'approval.agree', { approval })
    expect(await row(winner)).toMatchObject({ stage: 'cooperating', trading: true })
  })

  test('what was changed behind an approval’s back stays refused after a merge', async () => {
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', manager)] })
    const [winner, loser] = [await buildCustomer(server, zhang), await buildCustomer(server, zhang)]
    const contract = await buildContract(server, zhang, { customer: loser })
    const { approval } = (await server.run(zhang, 'contract.submit', { contract })).result
    await server.rows('update contract set amount = 1 where id = $1', [contract])
    await merge(manager, winner, loser)
    expect((await server.refusal(manager, 'approval.agree', { approval })).code).toBe('contentChanged')
  })

  test('a customer under review is not merged; two partners with contracts in force are not either', async () => {
    const [winner, loser] = [
      await buildCustomer(server, zhang),
      await buildCustomer(server, zhang, { name: '待审的' }),
    ]
    await server.rows(`update customer set review_state = 'pending' where id = $1`, [loser])
    expect(await refused(manager, winner, loser)).toMatchObject({
      code: 'mergeInApproval',
      params: { record: '待审的' },
    })
    await server.rows(`update customer set review_state = 'none' where id = $1`, [loser])
    for (const [id, name] of [
      [winner, '甲方'],
      [loser, '乙方'],
    ] as const) {
      await server.run(zhang, 'customer.sign', { record: `customer:${id}`, partnerName: name })
      const contract = await buildContract(server, zhang, { customer: id })
      await server.rows(`update contract set state = 'effective' where id = $1`, [contract])
    }
    expect((await refused(manager, winner, loser)).code).toBe('differentPartners')
    await server.rows(`update contract set state = 'void' where customer_id = $1`, [loser])
    const [, left] = [await merge(manager, winner, loser, { take: ['partner'] }), await row(winner)]
    expect(
      await server.rows('select name, state from partner where name in ($1, $2) order by name desc', [
        '甲方',
        '乙方',
      ]),
    ).toEqual([
      { name: '甲方', state: 'invalid' },
      { name: '乙方', state: 'valid' },
    ])
    expect(left.partner_id).not.toBeNull()
  })

  test('the pool’s holding counts one less, and the loser’s owner keeps what was chosen and is told', async () => {
    const wang = await buildEmployee(server, { department: 'east' })
    const pool = await buildPool(server, { members: [wang.id, zhang.id], holdLimit: 1 })
    const loser = await buildCustomer(server, { pool })
    const other = await buildCustomer(server, { pool })
    await server.run(wang, 'pool.claim', { record: `customer:${loser}` })
    expect((await server.refusal(wang, 'pool.claim', { record: `customer:${other}` })).code).toBe('holdLimit')
    const winner = await buildCustomer(server, zhang)
    await linkIdentity(server, wang, 'wecom', 'wang')
    await linkIdentity(server, zhang, 'dingtalk', 'zhang')
    await merge(boss, winner, loser, { keepOwner: 'edit' })
    await server.run(wang, 'pool.claim', { record: `customer:${other}` })
    expect(
      await server.rows('select access from team_member where record_id = $1 and employee_id = $2', [
        winner,
        wang.id,
      ]),
    ).toEqual([{ access: 'edit' }])
    await server.runJobs()
    const told = await server.rows<{ user_id: string }>(
      `select user_id from outbound_message where dedupe_key like '%merged:%' and body::text like $1`,
      [`%${(await row(loser)).name}%`],
    )
    expect(told.map(one => one.user_id).sort()).toEqual(['wang', 'zhang'])
  })

  test('both must be in the reach of whoever merges, and as they were when it was decided', async () => {
    const [winner, loser] = [await buildCustomer(server, zhang), await buildCustomer(server, zhang)]
    const far = await buildCustomer(server, server.people.report!)
    expect((await refused(zhang, winner, loser)).code).toBe('notPermitted')
    expect((await refused(manager, winner, far)).code).toBe('notFound')
    expect((await refused(manager, winner, winner)).code).toBe('mergeSelf')
    const chosen = await input(winner, loser)
    await server.run(zhang, 'customer.update', { id: loser, version: chosen.loserVersion, remark: '刚改过' })
    expect((await server.refusal(manager, 'customer.merge', chosen)).code).toBe('staleVersion')
  })

  test('of merges in a circle at one moment one happens, and nothing that was written meanwhile is left behind', async () => {
    for (let round = 0; round < 6; round++) {
      const [one, two] = [await buildCustomer(server, zhang), await buildCustomer(server, zhang)]
      const both = [await input(one, two), await input(two, one)]
      const serial = `RACE-${round}`
      const results = await Promise.allSettled([
        ...both.map(each => server.run(manager, 'customer.merge', each)),
        server.run(zhang, 'contact.create', { name: '同时来的', customer: two }),
        server.run(boss, 'asset.create', { name: '同时装的', serialNumber: serial, customer: one }),
      ])
      expect(results.slice(0, 2).filter(result => result.status === 'fulfilled')).toHaveLength(1)
      await server.runJobs()
      const orphans = await server.rows(
        `select t.id from (select id, customer_id from contact union all select id, customer_id from asset) t
         join customer c on c.id = t.customer_id where c.merged_into_id is not null`,
      )
      expect(orphans).toEqual([])
    }
  })

  test('the company’s own fields are chosen like the others', async () => {
    const admin = server.people.superAdministrator!
    const made = await server.run(admin, 'customField.create', {
      object: 'customer',
      label: '合作年限',
      kind: 'integer',
    })
    const key = String(made.result.key)
    const [winner, loser] = [
      await buildCustomer(server, zhang, { [key]: 3 }),
      await buildCustomer(server, zhang, { [key]: 12 }),
    ]
    const { body } = await server.post(manager, '/api/customers/merge-preview', { winner, loser })
    expect(body.fields).toContainEqual(
      expect.objectContaining({ name: key, winnerText: '3', loserText: '12' }),
    )
    await merge(manager, winner, loser, { take: [key] })
    expect((await server.get(zhang, `/api/records/customer/${winner}`)).body.record.values[key]).toBe(12)
  })

  test('the preview shows what differs, what moves and what stands in the way', async () => {
    const winner = await buildCustomer(server, zhang, { name: '预览甲', industry: 'energy' })
    const loser = await buildCustomer(server, zhang, { name: '预览乙', website: 'https://b.cn' })
    await server.run(zhang, 'contact.create', { name: '陈工', customer: loser })
    const { body, status } = await server.post(manager, '/api/customers/merge-preview', { winner, loser })
    expect(status).toBe(200)
    expect(body.fields).toEqual([
      expect.objectContaining({
        name: 'name',
        winnerText: '预览甲',
        loserText: '预览乙',
        suggested: 'winner',
      }),
      expect.objectContaining({ name: 'industry', winnerText: '新能源', loserText: '', suggested: 'winner' }),
      expect.objectContaining({
        name: 'website',
        winnerText: '',
        loserText: 'https://b.cn',
        suggested: 'loser',
      }),
    ])
    expect(body.moves).toEqual([{ kind: 'contact', count: 1 }])
    expect(body.blocked).toBeNull()
    expect((await server.post(zhang, '/api/customers/merge-preview', { winner, loser })).status).toBe(403)
    expect((await server.post(manager, '/api/customers/merge-preview', { winner: 'x', loser })).status).toBe(
      404,
    )
  })
})
