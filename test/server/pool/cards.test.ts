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
})
