import { cardRenderers } from '@gonghai/server/areas/index'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server, { name: '张晓琳' })
  chen = await buildEmployee(server, { name: '陈立' })
})
afterAll(() => server.stop())

const cardOf = async (id: string, reader: Person) => {
  const { card } = await cardRenderers.poolClaim.render(server.db, {
    matter: `customer:${id}`,
    params: {},
    reader: { employeeId: reader.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
    now: server.clock.now(),
    companyZone: 'Asia/Shanghai',
    baseUrl: 'https://crm.test',
  })
  return card
}
const phoneOn = async (id: string, reader: Person) =>
  (await cardOf(id, reader)).facts.find(fact => fact.label === '电话')?.value

describe('POOL-10 pool.assign on cards', () => {
  const names = async (id: string, reader: Person) => {
    const { buttons, choice } = await cardOf(id, reader)
    return { buttons: buttons.map(one => one.key), people: choice?.options.map(one => one.text) }
  }

  test('administrators choose among the pool’s people who have room, whoever holds least first', async () => {
    const { administrator, nobody } = server.people
    const [full, gone] = [await buildEmployee(server), await buildEmployee(server)]
    const members = [zhang.id, chen.id, full.id, gone.id, nobody!.id]
    const pool = await buildPool(server, { members, claimRule: 'assignOnly', holdLimit: 2 })
    const records = await Promise.all([1, 2, 3, 4].map(() => buildCustomer(server, { pool })))
    const [id, ...others] = records as [string, ...string[]]
    for (const [at, to] of [zhang, full, full].entries())
      await server.run(administrator!, 'pool.assign', { record: `customer:${others[at]}`, to: to.id })
    await server.rows('update employee set active = false where id = $1', [gone.id])
    expect(await names(id, administrator!)).toEqual({
      buttons: ['pool.claim', 'pool.assign', 'open'],
      people: ['陈立（持有 0）', '张晓琳（持有 1）'],
    })
    expect(await names(id, zhang)).toEqual({ buttons: ['open'], people: undefined })
    await server.run(administrator!, 'pool.assign', { record: `customer:${id}`, to: chen.id })
    expect(await names(id, administrator!)).toEqual({ buttons: [], people: undefined })
  })

  test('leaders are offered their group alone', async () => {
    const leader = await buildEmployee(server, { role: 'teamLeader' })
    await buildEmployee(server, { name: '李想', leader })
    const pool = await buildPool(server, { members: [leader.id, zhang.id] })
    const id = await buildCustomer(server, { pool })
    expect((await names(id, leader)).people).toEqual(['李想（持有 0）'])
  })
})

describe('pool.claim on cards', () => {
  test('POOL-10 the phone is hidden until it is claimed, then shown to the one who claimed alone', async () => {
    const pool = await buildPool(server, { members: [zhang.id, chen.id], maskPhone: true })
    const id = await buildCustomer(server, { pool }, { phone: '13800132046' })
    expect(await phoneOn(id, zhang)).toBe('138****2046（领取后可见）')
    await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
    expect(await phoneOn(id, zhang)).toBe('13800132046')
    expect(await phoneOn(id, chen)).toBe('138****2046')
  })

  test('the company’s own fields have lines on the card (CUST-15)', async () => {
    const { administrator } = server.people
    await server.run(administrator!, 'customField.create', {
      object: 'customer',
      label: '检测内容',
      kind: 'text',
    })
    const [field] = await server.rows<{ key: string }>(
      `select key from custom_field where object = 'customer'`,
    )
    const pool = await buildPool(server, { members: [zhang.id] })
    const id = await buildCustomer(server, { pool }, { [field!.key]: '齿轮' })
    expect((await cardOf(id, zhang)).facts).toContainEqual({ label: '检测内容', value: '齿轮' })
  })

  test('business characteristics come first, and stand on the pool’s rows, masked as the reader’s role says (CUST-3)', async () => {
    const boss = server.people.superAdministrator!
    const add = async (label: string, more: object = {}) =>
      (await server.run(boss, 'customField.create', { object: 'customer', label, kind: 'text', ...more }))
        .result
    const plain = [await add('一般字段甲'), await add('一般字段乙')]
    const telling = await add('年检测预算', { pooled: true })
    const role = String((await server.run(boss, 'role.create', { name: '新人' })).result.id)
    await server.run(boss, 'role.update', {
      role,
      version: 1,
      permissions: [{ object: 'customer', verbs: ['query', 'view'] }],
      masks: [{ object: 'customer', field: telling.key, masking: 'masked' }],
    })
    const newcomer = await buildEmployee(server, { role: null })
    await server.run(boss, 'role.grant', { employee: newcomer.id, role })
    const pool = await buildPool(server, { members: [zhang.id, newcomer.id] })
    const values = Object.fromEntries(plain.map(({ key }) => [key, '某']))
    const id = await buildCustomer(server, { pool }, { ...values, [String(telling.key)]: '八十万元左右含税' })
    const own = async (reader: Person) =>
      (await cardOf(id, reader)).facts.filter(fact => /一般|年检测/.test(fact.label))
    expect(await own(zhang)).toEqual([
      { label: '年检测预算', value: '八十万元左右含税' },
      { label: '一般字段甲', value: '某' },
    ])
    expect(JSON.stringify(await own(newcomer))).not.toContain('八十万元左右')
    const rows = async (reader: Person) =>
      (await server.post(reader, '/api/records/customer/query', { tab: { pool }, limit: 20 })).body.rows
    expect((await rows(zhang))[0].values[String(telling.key)]).toBe('八十万元左右含税')
    expect(JSON.stringify(await rows(newcomer))).not.toContain('八十万元左右')
    const { body } = await server.get(zhang, '/api/meta')
    const meta = body.objects.find((one: { name: string }) => one.name === 'customer')
    expect(meta.fields[String(telling.key)].pooled).toBe(true)
    expect(meta.fields[String(plain[0]!.key)]).not.toHaveProperty('pooled')
    // what never lies in a pool has none
    const task = await add('任务的字段', { object: 'task', pooled: true })
    const [stored] = await server.rows('select pooled from custom_field where id = $1', [task.id])
    expect(stored).toEqual({ pooled: false })
  })
})
