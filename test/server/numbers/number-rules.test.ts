import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let administrator: Person
let zhang: Person
beforeEach(async () => {
  server = await testServer()
  administrator = server.people.administrator!
  zhang = await buildEmployee(server, { name: '张晓琳' })
})
afterEach(() => server.stop())

const pattern = { prefix: 'KH', date: 'YYYYMMDD', digits: 4, reset: 'day', manual: false }
const change = (key: string, version: number, given: Partial<typeof pattern> | Record<string, unknown>) =>
  server.call(administrator, 'numberRule.change', { key, version, ...pattern, ...given })
const create = (values: Record<string, unknown> = {}) =>
  server.call(zhang, 'customer.create', { name: '客户', ...values })
const numberOf = async (values?: Record<string, unknown>) => (await create(values)).body.result.number

describe('patterns of numbers (SET-4)', () => {
  test('hold from the next record on; the screen shows the one that comes next', async () => {
    expect(await numberOf()).toBe('KH-20261121-0001')
    const changed = await change('customer', 0, { prefix: 'CU', date: 'YYYYMM', digits: 5, reset: 'month' })
    expect(changed.body.result.next).toBe('CU-202611-00001')
    expect(await numberOf()).toBe('CU-202611-00001')
    const { body } = await server.get(administrator, '/api/number-rules')
    expect(body.rules.find((rule: { key: string }) => rule.key === 'customer')).toMatchObject({
      prefix: 'CU',
      next: 'CU-202611-00002',
      version: 1,
      standard: pattern,
    })
    server.clock.advance({ days: 12 })
    const later = await server.run(zhang, 'customer.create', { name: '客户' })
    expect(later.result.number).toBe('CU-202612-00001')
  })

  test('a preview counts nothing', async () => {
    const preview = () =>
      server.post(administrator, '/api/number-rules/preview', { key: 'lead', ...pattern, prefix: 'XX' })
    expect((await preview()).body).toEqual({ next: 'XX-20261121-0001' })
    expect((await preview()).body).toEqual({ next: 'XX-20261121-0001' })
  })

  test('numbers given under another pattern are never given again', async () => {
    await numberOf()
    await numberOf()
    // A counter by month begins anew, under numbers that look the same.
    expect((await change('customer', 0, { reset: 'month' })).body.result.next).toBe('KH-20261121-0003')
    expect(await numberOf()).toBe('KH-20261121-0003')
  })

  test('customer pools and lead pools have prefixes and counters of their own', async () => {
    const pools = [
      await buildPool(server),
      await buildPool(server, { kind: 'lead' }),
      await buildPool(server),
    ]
    const rows = await server.rows<{ number: string }>(
      'select number from pool where id = any($1::uuid[]) order by created_at, id',
      [pools],
    )
    expect(rows.map(({ number }) => number)).toEqual([
      'KHMX-20261121-01',
      'XSMX-20261121-01',
      'KHMX-20261121-02',
    ])
  })

  test('an asset without a serial number is given one in a series, which a company may change; its own may be typed', async () => {
    const customer = await buildCustomer(server, zhang)
    const asset = (values: Record<string, unknown> = {}) =>
      server.call(zhang, 'asset.create', { name: '三坐标', customer, ...values })
    const serialOf = async (values?: Record<string, unknown>) => {
      const { body } = await asset(values)
      const [row] = await server.rows<{ serial_number: string }>(
        'select serial_number from asset where id = $1',
        [body.result.id],
      )
      return row!.serial_number
    }
    expect(await serialOf()).toBe('DAXLH-20261121-0001')
    expect(await serialOf({ serialNumber: 'CMM 800/4471' })).toBe('CMM 800/4471')
    // Typed before its turn, in whatever letters: the series steps over it.
    expect(await serialOf({ serialNumber: 'daxlh-20261121-0002' })).toBe('daxlh-20261121-0002')
    const many = await Promise.all(Array.from({ length: 5 }, () => serialOf()))
    expect(many.sort()).toEqual([3, 4, 5, 6, 7].map(at => `DAXLH-20261121-000${at}`))
    expect((await asset({ serialNumber: 'DAXLH-20261121-0003' })).body.code).toBe('duplicateValue')
    const { body } = await server.get(administrator, '/api/number-rules')
    const rule = body.rules.find((one: { key: string }) => one.key === 'asset.serialNumber')
    expect(rule).toMatchObject({ kind: 'serialNumber', manual: true, next: 'DAXLH-20261121-0008' })
    await change('asset.serialNumber', 0, { prefix: 'SN', date: 'none', digits: 6, reset: 'never' })
    expect(await serialOf()).toBe('SN-000001')
    expect((await asset({ serialNumber: 'X-1' })).body).toMatchObject({
      code: 'numberNotAllowed',
      fields: [{ path: 'serialNumber' }],
    })
    // The record's own number has a rule of its own.
    await change('asset.serialNumber', 1, { prefix: 'SN', date: 'none', reset: 'never', manual: true })
    const meta = (await server.get(zhang, '/api/meta')).body
    const fields = meta.objects.find((one: { name: string }) => one.name === 'asset').fields
    expect(fields.number.write).toBe('system')
    const [{ id, version }] = (await server.rows(
      `select id, version from asset where serial_number = 'SN-000001'`,
    )) as [{ id: string; version: number }]
    const emptied = await server.call(zhang, 'asset.update', { id, version, serialNumber: null })
    expect(emptied.body.fields[0]).toMatchObject({ path: 'serialNumber', rule: 'required' })
  })

  test('typed by hand only where switched on, unique, and automatic ones step over them', async () => {
    expect((await create({ number: 'VIP-1' })).body).toMatchObject({
      code: 'numberNotAllowed',
      fields: [{ path: 'number' }],
    })
    await change('customer', 0, { manual: true })
    expect(await numberOf({ number: 'VIP-1' })).toBe('VIP-1')
    expect((await create({ number: 'VIP-1' })).body.code).toBe('numberTaken')
    expect((await create({ number: '<b>' })).body.fields[0]).toMatchObject({ path: 'number', rule: 'format' })
    expect(await numberOf({ number: 'KH-20261121-0001' })).toBe('KH-20261121-0001')
    expect(await numberOf({ number: '' })).toBe('KH-20261121-0002')
    const { body } = await server.get(zhang, '/api/meta')
    const customer = body.objects.find((one: { name: string }) => one.name === 'customer')
    expect(customer.fields.number.write).toBe('create')
    const lead = body.objects.find((one: { name: string }) => one.name === 'lead')
    expect(lead.fields.number.write).toBe('system')
  })

  test('forty at once: no gap, nobody has the same, typed ones included', async () => {
    await change('customer', 0, { manual: true })
    const answers = await Promise.all([
      ...Array.from({ length: 40 }, () => create()),
      ...['KH-20261121-0007', 'KH-20261121-0007', 'KH-20261121-0021'].map(number => create({ number })),
    ])
    const numbers = answers.flatMap(({ status, body }) => (status === 200 ? [body.result.number] : []))
    expect(new Set(numbers).size).toBe(numbers.length)
    const tails = numbers.map(number => Number(number.slice(-4))).sort((a, b) => a - b)
    expect(tails).toEqual(tails.map((_, at) => at + 1))
    expect(answers.filter(({ status }) => status !== 200).length).toBeGreaterThan(0)
  })

  test.each([
    [{ prefix: 'kh' }, 'prefix'],
    [{ prefix: 'K-H' }, 'prefix'],
    [{ prefix: 'XS' }, 'prefix'],
    [{ date: 'none', reset: 'day' }, 'reset'],
    [{ date: 'YYYYMM', reset: 'day' }, 'reset'],
    [{ digits: 9 }, 'digits'],
    [{ date: 'DDMM' }, 'date'],
    [{ key: 'house' }, 'key'],
  ])('%o is refused at %s', async (given, path) => {
    const { status, body } = await change('customer', 0, given)
    expect([400, 422]).toContain(status)
    expect(body.fields.map((field: { path: string }) => field.path)).toContain(path)
  })

  test('changed by whoever may, from the version seen, with its history', async () => {
    expect(
      (await server.call(zhang, 'numberRule.change', { key: 'lead', version: 0, ...pattern })).status,
    ).toBe(403)
    expect((await server.get(zhang, '/api/number-rules')).status).toBe(403)
    const { body } = await change('lead', 0, { prefix: 'LD' })
    expect((await change('lead', 0, { prefix: 'LE' })).body.code).toBe('staleVersion')
    const history = await server.get(
      administrator,
      `/api/settings/history?subject=numberRule&id=${body.result.id}`,
    )
    expect(history.body.entries[0].changes).toContainEqual({ label: '前缀', from: 'XS', to: 'LD' })
  })

  test('an update of a customer never touches its number', async () => {
    const id = await buildCustomer(server, zhang)
    const { body } = await server.call(zhang, 'customer.update', { id, version: 1, number: 'VIP-2' })
    expect(body.code).toBe('unknownField')
  })
})
