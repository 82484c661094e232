import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { v7 } from 'uuid'
import { buildContract, buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import { grant, insertRow, type Person } from '../records/company'

let server: TestServer
let zhang: Person
let leader: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  ;({
    accountManager: zhang,
    teamLeader: leader,
    administrator: boss,
  } = server.people as Record<string, Person> as {
    accountManager: Person
    teamLeader: Person
    administrator: Person
  })
})
afterAll(() => server.stop())

const row = async (table: string, id: string) =>
  (await server.rows(`select * from "${table}" where id = $1`, [id]))[0] as Record<string, unknown>

/** Rows that live although what they belong to lies in the bin. */
const orphans = async () => {
  const kinds = ['follow_up', 'task', 'attachment']
  const owners = ['customer', 'lead', 'contact', 'contract', 'task', 'asset']
  const parts = kinds.flatMap(kind =>
    owners.map(
      owner => `select '${kind}' as kind, t.id from ${kind} t join ${owner} o on t.record_object = '${owner}'
        and o.id = t.record_id where o.deleted_at is not null and t.deleted_at is null`,
    ),
  )
  const below = ['contact', 'contract', 'asset', 'service_request'].map(
    kind => `select '${kind}' as kind, t.id from ${kind} t join customer o on o.id = t.customer_id
      where o.deleted_at is not null and t.deleted_at is null`,
  )
  return server.rows([...parts, ...below].join(' union all '))
}

/** A customer with a contact, two follow-ups, and tasks. */
async function grownCustomer() {
  const customer = await buildCustomer(server, zhang)
  const record = `customer:${customer}`
  const contact = idOf(await server.run(zhang, 'contact.create', { name: '王总', customer }))
  const lost = idOf(await server.run(zhang, 'contact.create', { name: '走了的人', customer }))
  const task = idOf(await server.run(zhang, 'task.create', { title: '寄样品', record }))
  const below = idOf(await server.run(zhang, 'task.create', { title: '问候', record: `contact:${contact}` }))
  for (const target of [record, `contact:${contact}`])
    await server.run(zhang, 'followUp.create', { record: target, channel: 'phone', content: '聊了报价' })
  await server.run(zhang, 'contact.remove', { id: lost })
  return { customer, record, contact, lost, task, below }
}

describe('customer.remove and customer.restore (CUST-7)', () => {
  test('take everything that belongs to the customer along and bring just that back; no orphan is left', async () => {
    const { customer, contact, lost, task, below } = await grownCustomer()
    await server.run(zhang, 'customer.remove', { id: customer })
    expect(await orphans()).toEqual([])
    for (const [table, id] of [
      ['contact', contact],
      ['task', task],
      ['task', below],
    ] as const)
      expect((await row(table, id)).deleted_at).not.toBeNull()
    await server.run(zhang, 'customer.restore', { id: customer })
    for (const [table, id] of [
      ['contact', contact],
      ['task', task],
      ['task', below],
    ] as const)
      expect((await row(table, id)).deleted_at).toBeNull()
    expect(
      await server.rows('select 1 from follow_up where record_id = any($1) and deleted_at is null', [
        [customer, contact],
      ]),
    ).toHaveLength(2)
    expect((await row('contact', lost)).deleted_at).not.toBeNull()
    expect(
      await server.rows('select 1 from recycle_bin where record_id = any($1)', [[customer, contact, task]]),
    ).toEqual([])
    expect(await orphans()).toEqual([])
  })

  test('the stage becomes potential, the number stays, and it comes back to its owner', async () => {
    const id = await buildCustomer(server, zhang)
    await server.run(zhang, 'customer.sign', { record: `customer:${id}` })
    const before = await row('customer', id)
    expect(before.stage).toBe('cooperating')
    await server.run(zhang, 'customer.remove', { id })
    await server.run(zhang, 'customer.restore', { id })
    expect(await row('customer', id)).toMatchObject({
      stage: 'potential',
      number: before.number,
      owner_id: zhang.id,
      partner_id: null,
      trading: false,
    })
  })

  test('one that cooperates is unlinked, and a partner that nobody else has becomes invalid', async () => {
    const [one, two] = [
      await buildCustomer(server, zhang, { name: '蓝湾一部', taxNumber: '91310000AAAA' }),
      await buildCustomer(server, zhang, { name: '蓝湾二部', taxNumber: '91310000AAAA' }),
    ]
    const { partner } = (await server.run(zhang, 'customer.sign', { record: `customer:${one}` })).result
    expect((await server.run(zhang, 'customer.sign', { record: `customer:${two}` })).result.partner).toBe(
      partner,
    )
    await server.run(zhang, 'customer.remove', { id: one })
    expect((await row('partner', String(partner))).state).toBe('valid')
    await server.run(zhang, 'customer.remove', { id: two })
    expect((await row('partner', String(partner))).state).toBe('invalid')
  })

  test('one in use stays, and the answer names what uses it, with counts', async () => {
    const id = await buildCustomer(server, zhang, { name: '恒丰' })
    for (let n = 0; n < 4; n++) await buildContract(server, zhang, { customer: id })
    await server.run(boss, 'asset.create', { name: '三坐标', serialNumber: 'SN-77', customer: id })
    const refusal = await server.refusal(zhang, 'customer.remove', { id })
    expect(refusal.code).toBe('inUse')
    expect(refusal.params?.users).toMatch(/^合同 4 个（HT-\S+、HT-\S+、HT-\S+ 等）；产品档案 1 个（三坐标）$/)
  })

  test('a name that was taken meanwhile is refused with who has it; another name brings it back', async () => {
    const id = await buildCustomer(server, zhang, { name: '苏州蓝鲸有限公司' })
    await server.run(zhang, 'customer.remove', { id })
    const other = await buildCustomer(server, leader, { name: '苏州蓝鲸（有限公司）' })
    const refusal = await server.refusal(zhang, 'customer.restore', { id })
    expect(refusal).toMatchObject({ code: 'nameTaken', params: { other: '苏州蓝鲸（有限公司）' } })
    expect(refusal.params?.number).toBe((await row('customer', other)).number)
    await server.run(zhang, 'customer.restore', { id, name: '苏州蓝鲸二厂' })
    expect(await row('customer', id)).toMatchObject({ name: '苏州蓝鲸二厂', deleted_at: null })
  })

  test('comes back to its pool; or, where its owner has left, to the pool that it came from', async () => {
    const pool = await buildPool(server)
    const lying = await buildCustomer(server, { pool })
    await server.run('system', 'customer.remove', { id: lying })
    await server.run('system', 'customer.restore', { id: lying })
    expect(await row('customer', lying)).toMatchObject({ pool_id: pool, owner_id: null })
    const leaver = await buildEmployee(server)
    await server.rows('update pool set members = array[$1::uuid] where id = $2', [leaver.id, pool])
    await server.rows(
      `update setting set value = to_jsonb((value #>> '{}')::int + 1) where key = 'permissionEpoch'`,
    )
    await server.run(leaver, 'pool.claim', { record: `customer:${lying}` })
    await server.run('system', 'customer.remove', { id: lying })
    await server.rows('update employee set active = false where id = $1', [leaver.id])
    await server.run('system', 'customer.restore', { id: lying })
    expect(await row('customer', lying)).toMatchObject({
      pool_id: pool,
      owner_id: null,
      last_owner_id: leaver.id,
    })
  })

  test('everybody restores their own deletions; administrators those of all', async () => {
    const id = await buildCustomer(server, zhang)
    await server.run(boss, 'customer.remove', { id })
    expect((await server.refusal(zhang, 'customer.restore', { id })).code).toMatch(/notFound|notPermitted/)
    const mine = await buildCustomer(server, zhang)
    await server.run(zhang, 'customer.remove', { id: mine })
    await server.run(boss, 'customer.restore', { id: mine })
    await server.run(boss, 'customer.restore', { id })
  })

  test('a contract or a contact does not come back while its customer lies in the bin', async () => {
    const customer = await buildCustomer(server, zhang, { name: '先走一步' })
    const contract = await buildContract(server, zhang, { customer })
    const contact = idOf(await server.run(zhang, 'contact.create', { name: '王总', customer }))
    await server.run(zhang, 'contract.remove', { id: contract })
    await server.run(zhang, 'contact.remove', { id: contact })
    await server.run(zhang, 'customer.remove', { id: customer })
    for (const [action, id] of [
      ['contract.restore', contract],
      ['contact.restore', contact],
    ] as const)
      expect(await server.refusal(zhang, action, { id })).toMatchObject({
        code: 'ownerBinned',
        params: { record: '先走一步' },
      })
    await server.run(zhang, 'customer.restore', { id: customer })
    await server.run(zhang, 'contract.restore', { id: contract })
    await server.run(zhang, 'contact.restore', { id: contact })
    expect(await orphans()).toEqual([])
  })

  test('a lead takes its follow-ups along', async () => {
    const id = await buildLead(server, zhang)
    await server.run(zhang, 'followUp.create', { record: `lead:${id}`, channel: 'phone', content: '没人接' })
    await server.run(zhang, 'lead.remove', { id })
    expect(await orphans()).toEqual([])
    await server.run(zhang, 'lead.restore', { id })
    expect(
      await server.rows('select 1 from follow_up where record_id = $1 and deleted_at is null', [id]),
    ).toHaveLength(1)
  })

  test('a pool’s administrator deletes what lies there and restores it; members do not', async () => {
    const chief = await buildEmployee(server, { role: 'teamLeader' })
    const pool = await buildPool(server, { members: [zhang.id], administrators: [chief.id] })
    const id = await buildCustomer(server, { pool })
    const record = `customer:${id}`
    expect((await server.refusal(zhang, 'pool.discard', { record })).code).toBe('notPermitted')
    expect((await server.refusal(chief, 'customer.remove', { id })).code).toMatch(/notPermitted|notFound/)
    await server.run(chief, 'pool.discard', { record })
    expect((await row('customer', id)).deleted_at).not.toBeNull()
    await server.run(chief, 'customer.restore', { id })
    expect(await row('customer', id)).toMatchObject({ pool_id: pool, owner_id: null, deleted_at: null })
    await server.run(zhang, 'pool.claim', { record })
    expect((await server.refusal(chief, 'pool.discard', { record })).code).toBe('alreadyClaimed')
  })

  test('whoever leads a group deletes what lies in their pools, others who may assign do not', async () => {
    const leader = await buildEmployee(server, { role: 'teamLeader' })
    await buildEmployee(server, { leader })
    const alone = await buildEmployee(server, { role: 'teamLeader' })
    const pool = await buildPool(server, { members: [leader.id, alone.id] })
    const id = await buildCustomer(server, { pool })
    const record = `customer:${id}`
    const allowed = async (who: Person) => {
      const { body } = await server.get(who, `/api/records/customer/${id}`)
      return (body.record as { allowed: string[] }).allowed.includes('pool.discard')
    }
    expect(await allowed(alone)).toBe(false)
    expect((await server.refusal(alone, 'pool.discard', { record })).code).toBe('discardNotAllowed')
    expect(await allowed(leader)).toBe(true)
    await server.run(leader, 'pool.discard', { record })
    expect((await row('customer', id)).deleted_at).not.toBeNull()
  })

  test('one that waits in an approval stays until that is over', async () => {
    const id = await buildCustomer(server, zhang)
    await server.rows(`update customer set review_state = 'pending' where id = $1`, [id])
    await insertRow(server.db, 'approval', {
      id: v7(),
      flow_id: v7(),
      flow_version: 1,
      flow_name: '新客户审核',
      object: 'customer',
      record_id: id,
      applicant_id: zhang.id,
      state: 'pending',
      step: 0,
      steps: '[]',
      content_hash: 'x',
      summary: '{}',
      created_at: server.clock.now(),
    })
    expect((await server.refusal(zhang, 'customer.remove', { id })).code).toBe('frozen')
    await server.rows(`update approval set state = 'withdrawn' where record_id = $1`, [id])
    await server.run(zhang, 'customer.remove', { id })
  })
})

test('nobody finds what they deleted by a value that their role hides (SET-2, CUST-7)', async () => {
  const role = v7()
  const own = { query: 'own', view: 'own', edit: 'own' }
  await insertRow(server.db, 'role', {
    id: role,
    key: 'withoutPhones',
    name: '看不见电话',
    permissions: JSON.stringify({ customer: ['query', 'view', 'create', 'update', 'remove', 'restore'] }),
    scopes: JSON.stringify({ '*': own }),
    masks: JSON.stringify({ customer: { phone: 'hidden', taxNumber: 'hidden' } }),
  })
  const blind = await buildEmployee(server, { role: null })
  await grant(server.db, blind, role)
  await bumpPermissionEpoch(server.db, server.clock.now())
  const id = await buildCustomer(server, blind, { name: '看不见电话的' })
  await server.run('system', 'customer.update', {
    id,
    version: 1,
    phone: '13877776666',
    taxNumber: '91310000MA1FL0XX1Y',
  })
  await server.run(blind, 'customer.remove', { id })
  const found = async (person: Person, search: string) => {
    const { body } = await server.post(person, '/api/bin/customer/query', { search })
    return body.rows.map((one: { id: string }) => one.id)
  }
  for (const search of ['13877776666', '6666', '91310000MA1FL0XX1Y']) {
    expect(await found(blind, search)).toEqual([])
    expect(await found(boss, search)).toEqual([id])
  }
  expect(await found(blind, '看不见电话')).toEqual([id])
})
