import { recycleSweep } from '@gonghai/server/areas/index'
import { v7 as uuid } from 'uuid'
import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildLead,
  buildPool,
  step,
} from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

let server: TestServer
let leader: Person
let zhang: Person
let wang: Person

beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { name: '陈立', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  wang = await buildEmployee(server, { name: '王磊' })
})
beforeEach(() => server.rows('update pool set is_default = false'))
afterAll(() => server.stop())

const rowOf = async (id: string) =>
  (await server.rows<Record<string, unknown>>('select * from customer where id = $1', [id]))[0]!

const gated = (reviewType: string, values: Record<string, unknown> = {}) =>
  buildPool(server, {
    reviewType,
    isDefault: true,
    members: [zhang.id, wang.id],
    administrators: [leader.id],
    ...values,
  })

async function flow(...steps: unknown[]): Promise<void> {
  await server.rows(`update approval_flow set active = false where object = 'customer'`)
  await insertRow(server.db, 'approval_flow', {
    id: uuid(),
    key: `customer-${uuid()}`,
    name: '新客户审批',
    object: 'customer',
    conditions: '[]',
    steps: JSON.stringify(steps),
    position: 0,
    active: true,
  })
}

/** One of its pool's administrators lets a customer in that was kept out; from then on it can be claimed. */
async function letIn(record: string, pool: string, by: Person): Promise<void> {
  const id = record.split(':')[1]
  expect((await server.refusal(zhang, 'pool.claim', { record })).code).toBe('customerUnreviewed')
  expect((await server.refusal(zhang, 'customer.review', { record })).code).toBe('notPermitted')
  const { body } = await server.get(by, `/api/records/customer/${id}`)
  expect(body.record.allowed).toContain('customer.review')
  expect(body.record.allowed).not.toContain('customer.rejectReview')
  await server.run(by, 'customer.review', { record })
  expect(await rowOf(id!)).toMatchObject({ review_state: 'approved', reviewers: [], pool_id: pool })
  await server.run(zhang, 'pool.claim', { record })
}

describe('a new customer (CUST-6)', () => {
  test('counts at once where its pool asks nobody', async () => {
    await gated('none')
    const id = await buildCustomer(server, zhang)
    expect(await rowOf(id)).toMatchObject({ review_state: 'none', reviewers: [] })
    await buildContract(server, zhang, { customer: id })
  })

  test('waits for a press of the pool’s administrators; until then no contract, then it counts', async () => {
    await gated('button')
    const id = await buildCustomer(server, zhang)
    expect(await rowOf(id)).toMatchObject({
      review_state: 'pending',
      reviewers: [leader.id],
      owner_id: zhang.id,
    })
    const early = await server.refusal(zhang, 'contract.create', { title: '合同', customer: id })
    expect(early.code).toBe('customerUnreviewed')
    const list = await server.get(leader, '/api/pools/reviews')
    expect(list.body.rows[0]).toMatchObject({
      kind: 'newCustomer',
      record: `customer:${id}`,
      asker: { name: '张晓琳' },
      allowed: ['customer.review', 'customer.rejectReview'],
    })
    const detail = await server.get(leader, `/api/records/customer/${id}`)
    expect(detail.body.record.allowed).toEqual(expect.arrayContaining(['customer.review']))
    await server.run(leader, 'customer.review', { record: `customer:${id}` })
    expect(await rowOf(id)).toMatchObject({ review_state: 'approved', reviewers: [] })
    await buildContract(server, zhang, { customer: id })
    const late = await server.refusal(leader, 'customer.rejectReview', {
      review: list.body.rows[0].id,
      reason: '重复',
    })
    expect(late).toMatchObject({ code: 'alreadyDecided', params: { name: '陈立' } })
  })

  test('not let in, it tells why, can be put right and submitted again; its owner cannot let it in', async () => {
    await gated('button')
    const id = await buildCustomer(server, zhang)
    const record = `customer:${id}`
    expect((await server.call(zhang, 'customer.review', { record })).status).toBe(403)
    expect((await server.refusal(zhang, 'customer.submitReview', { record })).code).toBe('nothingToReview')
    await server.run(leader, 'customer.rejectReview', { record, reason: '缺少税号' })
    expect((await rowOf(id)).review_state).toBe('rejected')
    const refused = await server.refusal(zhang, 'contract.create', { title: '合同', customer: id })
    expect(refused.code).toBe('customerUnreviewed')
    const { message } = await server.run(zhang, 'customer.submitReview', { record })
    expect(message).toContain('陈立')
    expect(await rowOf(id)).toMatchObject({ review_state: 'pending', reviewers: [leader.id] })
    await server.run(leader, 'customer.review', { record })
    expect((await rowOf(id)).review_state).toBe('approved')
  })

  test('in a pool it can be claimed, and is announced, only when it counts', async () => {
    const pool = await gated('button')
    const id = await buildCustomer(server, { pool })
    const record = `customer:${id}`
    const entered = () =>
      server.rows(`select 1 from event where name = 'pool.entered' and record_id = $1`, [id])
    expect((await server.refusal(zhang, 'pool.claim', { record })).code).toBe('customerUnreviewed')
    expect(await entered()).toHaveLength(0)
    await server.run(leader, 'customer.review', { record })
    expect(await entered()).toHaveLength(1)
    await server.run(zhang, 'pool.claim', { record })
  })

  test('of an administrator of the pool counts at once', async () => {
    await gated('button')
    expect((await rowOf(await buildCustomer(server, leader))).review_state).toBe('approved')
  })

  test('new administrators of the pool find what waits', async () => {
    const pool = await gated('button')
    const id = await buildCustomer(server, zhang)
    const { version } = (
      await server.rows<{ version: number }>('select version from pool where id = $1', [pool])
    )[0]!
    await server.run('system', 'pool.update', { id: pool, version, administrators: [wang.id] })
    expect((await rowOf(id)).reviewers).toEqual([wang.id])
    expect((await server.call(leader, 'customer.review', { record: `customer:${id}` })).status).toBe(403)
    await server.run(wang, 'customer.review', { record: `customer:${id}` })
  })

  test('goes through an approval; frozen meanwhile; the approvers may look at it; agreed, it counts', async () => {
    await gated('flow')
    await flow(step('any', wang), step('any', leader))
    const id = await buildCustomer(server, zhang)
    expect(await rowOf(id)).toMatchObject({ review_state: 'pending' })
    const { body } = await server.get(wang, `/api/records/customer/${id}`)
    expect(body.record.approval).toMatchObject({
      object: 'customer',
      allowed: ['approval.agree', 'approval.reject'],
    })
    expect(body.record.allowed).not.toContain('customer.review')
    const renamed = await server.refusal(zhang, 'customer.update', { id, version: 1, name: '改名' })
    expect(renamed.code).toBe('frozen')
    const { approval } = body.record
    await server.run(wang, 'approval.agree', { approval: approval.id })
    expect((await rowOf(id)).review_state).toBe('pending')
    await server.run(leader, 'approval.agree', { approval: approval.id })
    expect(await rowOf(id)).toMatchObject({ review_state: 'approved', reviewers: [] })
    await buildContract(server, zhang, { customer: id })
  })

  test('rejected in the approval, it can be submitted again', async () => {
    await gated('flow')
    await flow(step('any', wang))
    const id = await buildCustomer(server, zhang)
    const waiting = await server.get(wang, '/api/approvals?tab=waiting')
    const approval = waiting.body.rows.find((one: { recordId: string }) => one.recordId === id)
    await server.run(wang, 'approval.reject', { approval: approval.id, reason: '资料不全' })
    expect((await rowOf(id)).review_state).toBe('rejected')
    await server.run(zhang, 'customer.submitReview', { record: `customer:${id}` })
    const again = await server.get(wang, '/api/approvals?tab=waiting')
    expect(again.body.rows.some((one: { recordId: string }) => one.recordId === id)).toBe(true)
  })

  test('kept out by an approval while it lies in a pool, the pool’s administrators may still let it in', async () => {
    const pool = await gated('flow', { administrators: [wang.id, leader.id] })
    await flow(step('any', leader))
    const id = idOf(await server.run(zhang, 'customer.create', { name: '公海里的新客户', pool }))
    const record = `customer:${id}`
    const waiting = await server.get(leader, '/api/approvals?tab=waiting')
    const approval = waiting.body.rows.find((one: { recordId: string }) => one.recordId === id)
    await server.run(leader, 'approval.reject', { approval: approval.id, reason: '资料不全' })
    expect(await rowOf(id)).toMatchObject({ review_state: 'rejected', owner_id: null })
    await letIn(record, pool, wang)
  })

  test('kept out, and released or recycled since: its pool’s administrators let it in, nobody else', async () => {
    const pool = await gated('button', { recycleDays: 30, warnDays: 3 })
    const ids = [await buildCustomer(server, zhang), await buildCustomer(server, zhang)] as const
    for (const id of ids)
      await server.run(leader, 'customer.rejectReview', { record: `customer:${id}`, reason: '重复' })
    await server.run(zhang, 'pool.release', { record: `customer:${ids[0]}`, reason: '不是我的' })
    const { db, clock, log, reactions } = server
    const began = server.clock.now()
    for (const days of [28, 4]) {
      server.clock.advance({ days })
      await recycleSweep({ db, clock, messenger: reactions.messenger, log })
    }
    // Who administers it now, not then.
    const keeper = await buildEmployee(server)
    const [{ version }] = (await server.rows<{ version: number }>('select version from pool where id = $1', [
      pool,
    ])) as [{ version: number }]
    await server.run('system', 'pool.update', { id: pool, version, administrators: [keeper.id] })
    for (const id of ids) {
      expect(await rowOf(id)).toMatchObject({ review_state: 'rejected', owner_id: null, pool_id: pool })
      await letIn(`customer:${id}`, pool, keeper)
    }
    server.clock.set(began.toISOString())
  })

  test('CUST-2 a lead that joins a new customer brings its tags; whoever approves it is not stopped by them', async () => {
    await gated('flow')
    await flow(step('any', leader))
    const admin = server.people.administrator!
    const tag = idOf(
      await server.run(admin, 'tag.create', { name: '展会', color: 'blue', objects: ['customer', 'lead'] }),
    )
    const id = idOf(await server.run(zhang, 'customer.create', { name: '常熟宏达电子' }))
    const lead = await buildLead(server, zhang, { company: '常熟宏达电子', tags: [tag] })
    await server.run(zhang, 'lead.convert', { record: `lead:${lead}`, customer: id })
    expect(await rowOf(id)).toMatchObject({ tags: [tag], review_state: 'pending' })
    const waiting = await server.get(leader, '/api/approvals?tab=waiting')
    const approval = waiting.body.rows.find((one: { recordId: string }) => one.recordId === id)
    await server.run(leader, 'approval.agree', { approval: approval.id })
    expect((await rowOf(id)).review_state).toBe('approved')
  })

  test('without anybody to approve, the pool’s administrators are asked', async () => {
    await gated('flow')
    await server.rows(`update approval_flow set active = false where object = 'customer'`)
    const id = await buildCustomer(server, zhang)
    expect(await rowOf(id)).toMatchObject({ review_state: 'pending', reviewers: [leader.id] })
    await server.run(leader, 'customer.review', { record: `customer:${id}` })
  })

  test('POOL-1 a pool of leads has no review', async () => {
    const refused = await server.call(server.people.administrator!, 'pool.create', {
      name: '线索池',
      kind: 'lead',
      reviewType: 'button',
      administrators: [leader.id],
    })
    expect(refused).toMatchObject({ status: 400, body: { fields: [{ path: 'reviewType' }] } })
  })

  test('made twice at once with one key, it asks once', async () => {
    await gated('button')
    const input = { name: '苏州双击精密' }
    const both = await Promise.all([
      server.run(zhang, 'customer.create', input, { key: 'twice' }),
      server.run(zhang, 'customer.create', input, { key: 'twice' }),
    ])
    const ids = both.map(idOf)
    expect(ids[0]).toBe(ids[1])
    expect(await server.rows('select 1 from pool_review where record_id = $1', [ids[0]])).toHaveLength(1)
  })
})
