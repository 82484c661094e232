import { buildContract, buildCustomer, buildFlow, buildProduct, step } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let probe: string
let machine: string
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  machine = await buildProduct(server, { name: '测量机', price: '100000.00' })
  probe = await buildProduct(server, { name: '测头', price: '2000.00' })
})
afterAll(() => server.stop())

const row = async (id: string) =>
  (await server.rows<Record<string, unknown>>('select * from contract where id = $1', [id]))[0]!
const line = (product: string, quantity: string, price: string, discount = '100') => ({
  product,
  quantity,
  price,
  discount,
})
const update = async (id: string, values: Record<string, unknown>) =>
  server.run(zhang, 'contract.update', { id, version: (await row(id)).version, ...values })

describe('contract lines', () => {
  test('SALES-10 the amount is the sum of the lines, each rounded to a cent; the discount is against list prices', async () => {
    const lines = [line(machine, '1', '95000.00', '98.5'), line(probe, '3.3333', '1999.99')]
    const id = await buildContract(server, zhang, { lines, amount: '1.00' })
    // 95,000 × 98.5 % = 93,575.00; 3.3333 × 1,999.99 = 6,666.57
    expect(await row(id)).toMatchObject({ amount: '100241.57', discount: '93.98' })
    const { body } = await server.get(zhang, `/api/records/contract/${id}`)
    expect(body.record.values.lines).toEqual([
      { product: machine, quantity: '1.0000', price: '95000.00', discount: '98.50' },
      { product: probe, quantity: '3.3333', price: '1999.99', discount: '100.00' },
    ])
  })

  test('changed lines change the amount; old and new lines stand in the history', async () => {
    const id = await buildContract(server, zhang, { lines: [line(probe, '1', '2000.00')] })
    await update(id, { lines: [line(probe, '2', '2000.00')] })
    expect(await row(id)).toMatchObject({ amount: '4000.00', version: 2 })
    const [trace] = await server.rows<{ changes: Record<string, unknown> }>(
      `select changes from history where record_id = $1 and action = 'contract.update'`,
      [id],
    )
    expect(trace!.changes).toMatchObject({
      amount: ['2000.00', '4000.00'],
      lines: [
        [expect.objectContaining({ quantity: '1.0000' })],
        [expect.objectContaining({ quantity: '2.0000' })],
      ],
    })
    await update(id, { lines: [line(probe, '2', '2000.00')] })
    expect(await row(id)).toMatchObject({ version: 2 })
  })

  test('an amount beside lines is theirs, whatever is typed; without lines it is what is typed', async () => {
    const id = await buildContract(server, zhang, { lines: [line(probe, '1', '2000.00')] })
    await update(id, { amount: '9.99', title: '改价' })
    expect(await row(id)).toMatchObject({ amount: '2000.00', title: '改价' })
    await update(id, { lines: [], amount: '9.99' })
    expect(await row(id)).toMatchObject({ amount: '9.99', discount: null })
    expect(await server.rows('select 1 from contract_line where contract_id = $1', [id])).toEqual([])
    await update(id, { lines: [line(probe, '1', '2000.00')] })
    await update(id, { lines: null, amount: '8.00' })
    expect(await row(id)).toMatchObject({ amount: '8.00', discount: null })
  })

  test('SALES-7 an unlisted product cannot be added, but one that is there may stay', async () => {
    const old = await buildProduct(server, { name: '停产型号' })
    const id = await buildContract(server, zhang, { lines: [line(old, '1', '10.00')] })
    await server.run('system', 'product.update', { id: old, version: 1, listing: 'unlisted' })
    await update(id, { lines: [line(old, '2', '10.00')] })
    expect(await row(id)).toMatchObject({ amount: '20.00' })
    const fresh = await buildContract(server, zhang)
    const refusal = await server.refusal(zhang, 'contract.update', {
      id: fresh,
      version: 1,
      lines: [line(old, '1', '1.00')],
    })
    expect(refusal).toMatchObject({ code: 'productUnlisted', params: { product: '停产型号' } })
  })

  test('sums that no column holds are refused, not broken on', async () => {
    const huge = line(probe, '99999999999', '99999999999999.00')
    const customer = await buildCustomer(server, zhang)
    const answer = await server.call(zhang, 'contract.create', { title: '天价', customer, lines: [huge] })
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ path: 'amount', rule: 'tooLarge' }] } })
    const cheap = await buildProduct(server, { price: '0.01' })
    const id = await buildContract(server, zhang, { lines: [line(cheap, '1', '99999999999.00')] })
    expect(await row(id)).toMatchObject({ amount: '99999999999.00', discount: '99999.99' })
  })

  test('two hundred lines are stored in their order', async () => {
    const lines = Array.from({ length: 200 }, (_, index) => line(probe, String(index + 1), '1.00'))
    const id = await buildContract(server, zhang, { lines })
    const stored = await server.rows<{ quantity: string }>(
      'select quantity from contract_line where contract_id = $1 order by position',
      [id],
    )
    expect(stored.map(one => Number(one.quantity))).toEqual(lines.map(one => Number(one.quantity)))
  })
})

describe('a contract', () => {
  test('SALES-10 without an amount is not submitted', async () => {
    const id = await buildContract(server, zhang, { amount: null })
    expect((await server.refusal(zhang, 'contract.submit', { contract: id })).code).toBe('emptyContract')
  })

  test('in force is neither changed, but for its remark, nor deleted', async () => {
    await buildFlow(server, { steps: [step('any', server.people.departmentManager!)] })
    const id = await buildContract(server, zhang)
    const { result } = await server.run(zhang, 'contract.submit', { contract: id })
    await server.run(server.people.departmentManager!, 'approval.agree', { approval: result.approval })
    expect((await row(id)).state).toBe('effective')
    await update(id, { remark: '已归档' })
    await expect(update(id, { amount: '1.00' })).rejects.toMatchObject({ code: 'frozen' })
    expect((await server.refusal(zhang, 'contract.remove', { id })).code).toBe('frozen')
    expect(await server.refusal(zhang, 'contract.submit', { contract: id })).toMatchObject({
      code: 'notSubmittable',
      params: { state: expect.stringMatching(/\S/) },
    })
  })

  test('of two submissions at the same moment one counts', async () => {
    await buildFlow(server, { steps: [step('any', server.people.departmentManager!)] })
    const id = await buildContract(server, zhang)
    const submit = () => server.run(zhang, 'contract.submit', { contract: id })
    const both = await Promise.allSettled([submit(), submit(), submit()])
    const codes = both.map(one => (one.status === 'fulfilled' ? 'won' : one.reason.code)).sort()
    expect(codes).toEqual(['notSubmittable', 'notSubmittable', 'won'])
  })
})
