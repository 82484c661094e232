import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { cardRenderers } from '@gonghai/server/areas/index'
import { v7 } from 'uuid'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { at, grant, insertRow, type Person } from '../records/company'

let server: TestServer

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

/** Somebody with the account manager's role besides one that reads all customers, but not these fields. */
async function looker(
  masks: Record<string, 'masked' | 'hidden'>,
  options: { sells?: boolean; edits?: boolean } = {},
): Promise<Person> {
  const person = await buildEmployee(server, { role: options.sells ? 'accountManager' : null })
  const all = { query: 'all', view: 'all', edit: options.edits ? 'all' : 'none' }
  const id = v7()
  await insertRow(server.db, 'role', {
    id,
    key: `looker-${id}`,
    name: '查询',
    permissions: JSON.stringify({ customer: ['query', 'view', 'create', 'update'] }),
    scopes: JSON.stringify({ customer: all }),
    masks: JSON.stringify({ customer: masks }),
  })
  await grant(server.db, person, id)
  await bumpPermissionEpoch(server.db, at)
  return person
}

const list = (person: Person, query: object) => server.post(person, '/api/records/customer/query', query)
const phone = '13812349876'

describe('field masks of a role (SET-2)', () => {
  let record: string
  beforeAll(async () => {
    record = await buildCustomer(server, server.people.accountManager!, {
      name: '常熟德恒精密',
      phone,
      taxNumber: '91320581MA1XYZ1234',
    })
  })

  test('a masked field is shortened in list and detail, a hidden one is not there', async () => {
    const person = await looker({ phone: 'masked', taxNumber: 'hidden' })
    const { body } = await server.get(person, `/api/records/customer/${record}`)
    expect(body.record.values.phone).toBe('138****9876')
    expect(body.record.values).not.toHaveProperty('taxNumber')
    expect(body.record.masked).toContain('phone')
    const found = await list(person, { search: '德恒' })
    expect(found.body.rows[0].values.phone).toBe('138****9876')
    expect(found.text).not.toContain(phone)
    expect(found.text).not.toContain('91320581')
  })

  test('it can neither be filtered, sorted nor searched by', async () => {
    const person = await looker({ phone: 'masked', taxNumber: 'hidden', nextContactAt: 'hidden' })
    const filtered = await list(person, { filter: { field: 'taxNumber', op: 'eq', value: 'x' } })
    expect([filtered.status, filtered.body.fields[0].path]).toEqual([400, 'filter.field'])
    expect((await list(person, { filter: { field: 'phone', op: 'notEmpty' } })).status).toBe(400)
    expect((await list(person, { sort: 'nextContactAt' })).status).toBe(400)
    expect((await list(person, { search: phone })).body.rows).toEqual([])
    expect((await list(person, { search: '91320581MA1XYZ1234' })).body.rows).toEqual([])
    expect((await list(person, { search: '91320581' })).body.rows).toEqual([])
    expect((await list(server.people.administrator!, { search: '91320581' })).body.rows).toHaveLength(1)
    expect((await list(server.people.administrator!, { search: phone })).body.rows).toHaveLength(1)
  })

  test('a hidden phone is not found by its last four digits, a shortened one is', async () => {
    expect((await list(await looker({ phone: 'hidden' }), { search: '9876' })).body.rows).toEqual([])
    expect((await list(await looker({ phone: 'masked' }), { search: '9876' })).body.rows).toHaveLength(1)
  })

  test('the history tells neither old nor new value', async () => {
    await server.run(server.people.accountManager!, 'customer.update', {
      id: record,
      version: 1,
      taxNumber: '91320581MA1XYZ9999',
      phone: '13812349877',
    })
    const person = await looker({ phone: 'masked', taxNumber: 'hidden' })
    const { text } = await server.get(person, `/api/records/customer/${record}/stream`)
    expect(text).toContain('138****9877')
    expect(text).not.toMatch(/13812349877|91320581|9999/)
    const whole = await server.get(server.people.accountManager!, `/api/records/customer/${record}/stream`)
    expect(whole.text).toContain('91320581MA1XYZ9999')
  })

  test('it cannot be edited; the other fields can', async () => {
    const person = await looker({ phone: 'masked', taxNumber: 'hidden' }, { edits: true })
    const { body } = await server.get(person, `/api/records/customer/${record}`)
    const { version } = body.record
    const input = { id: record, version, phone: '13900000000' }
    const refused = await server.refusal(person, 'customer.update', input)
    expect([refused.code, refused.fields[0]?.path]).toEqual(['notPermitted', 'phone'])
    expect(
      (await server.refusal(person, 'customer.update', { id: record, version, taxNumber: '' })).code,
    ).toBe('notPermitted')
    await server.run(person, 'customer.update', { id: record, version, interest: '三坐标' })
    const [row] = await server.rows<{ phone: string }>('select phone from customer where id = $1', [record])
    expect(row!.phone).toBe('13812349877')
  })

  test('whoever reaches a record by a role that shows the field sees it whole there, and only there', async () => {
    const person = await looker({ phone: 'masked' }, { sells: true })
    const own = await buildCustomer(server, person, { name: '自有客户', phone: '13900001111' })
    const mine = await server.get(person, `/api/records/customer/${own}`)
    expect(mine.body.record.values.phone).toBe('13900001111')
    const other = await server.get(person, `/api/records/customer/${record}`)
    expect(other.body.record.values.phone).toBe('138****9877')
    expect((await list(person, { search: '13900001111' })).body.rows).toHaveLength(1)
    expect((await list(person, { search: '13812349877' })).body.rows).toEqual([])
    const both = await list(person, { filter: { field: 'phone', op: 'notEmpty' } })
    expect(both.body.rows.map((row: { id: string }) => row.id)).toEqual([own])
  })

  test('forms are not offered it', async () => {
    const { body } = await server.get(await looker({ phone: 'masked', taxNumber: 'hidden' }), '/api/meta')
    const customer = body.objects.find((object: { name: string }) => object.name === 'customer')
    expect(customer.fields).not.toHaveProperty('taxNumber')
    expect(customer.fields.phone.write).toBe('create')
  })
})

describe('field masks outside of records (SET-2)', () => {
  test('a card and one’s day show a phone as the role does', async () => {
    const person = await looker({ phone: 'masked' })
    const id = await buildCustomer(server, person, { name: '吴江源通', phone: '13900002222' })
    const until = server.clock.now().toISOString()
    await server.run('system', 'reminder.snooze', { record: `customer:${id}`, until })
    const today = await server.get(person, '/api/today')
    expect(today.text).toContain('吴江源通')
    expect(today.text).toContain('139****2222')
    expect(today.text).not.toContain('13900002222')
    const { card } = await cardRenderers.followReminder.render(server.db, {
      matter: `customer:${id}`,
      params: {},
      reader: { employeeId: person.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      companyZone: 'Asia/Shanghai',
      now: server.clock.now(),
      baseUrl: 'https://crm.example',
    })
    expect(JSON.stringify(card)).toContain('139****2222')
    expect(JSON.stringify(card)).not.toContain('13900002222')
  })
})
