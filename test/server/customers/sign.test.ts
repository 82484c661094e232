import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

let server: TestServer
let zhang: Person
let leader: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  leader = server.people.departmentManager!
})
afterAll(() => server.stop())

const sign = (who: Person, id: string, more: Record<string, unknown> = {}) =>
  server.run(who, 'customer.sign', { record: `customer:${id}`, ...more })
const refused = (who: Person, id: string, more: Record<string, unknown> = {}) =>
  server.refusal(who, 'customer.sign', { record: `customer:${id}`, ...more })
const partners = (key: string) =>
  server.rows<{ id: string; state: string; tax_number: string | null }>(
    'select id, state, tax_number from partner where name like $1 order by created_at',
    [`%${key}%`],
  )

describe('customer.sign (CUST-5)', () => {
  test('makes a partner where there is none: stage, trading and the deal follow', async () => {
    const id = await buildCustomer(server, zhang, { name: '远航精密有限公司' })
    const done = await sign(zhang, id, { taxNumber: '9131 0000-ma1k' })
    expect(done.message).toContain('远航精密')
    expect(await partners('远航')).toMatchObject([{ state: 'valid', tax_number: '91310000MA1K' }])
    const [customer] = await server.rows('select stage, trading, partner_id from customer where id = $1', [
      id,
    ])
    expect(customer).toMatchObject({ stage: 'cooperating', trading: true, partner_id: done.result.partner })
  })

  test('links the one that has the name, as names are compared, or the tax number', async () => {
    const first = await sign(zhang, await buildCustomer(server, zhang, { name: '海岳仪器有限公司' }), {
      taxNumber: 'TAX-HY-1',
    })
    const byName = await sign(leader, await buildCustomer(server, zhang, { name: '海岳仪器　（有限公司）' }))
    const byTax = await sign(
      zhang,
      await buildCustomer(server, zhang, { name: '完全不同', taxNumber: 'taxhy1' }),
    )
    expect([byName.result.partner, byTax.result.partner]).toEqual([
      first.result.partner,
      first.result.partner,
    ])
    expect(await partners('海岳')).toHaveLength(1)
  })

  test('with several candidates it asks; the chosen one is linked, another company needs its own tax number', async () => {
    for (const [name, tax] of [
      ['东来', 'T-A1'],
      ['东来有限公司', 'T-B2'],
    ] as const)
      await server.run('system', 'partner.create', { name, taxNumber: tax })
    const id = await buildCustomer(server, zhang, { name: '东来（集团）' })
    const refusal = await refused(zhang, id)
    expect(refusal).toMatchObject({ code: 'severalPartners', params: { many: 2 } })
    expect(refusal.params?.partners).toMatch(/TA1.*TB2/)
    const answer = await server.get(zhang, `/api/customers/${id}/sign-candidates`)
    expect(answer.body.candidates).toHaveLength(2)
    expect((await refused(zhang, id, { newPartner: true })).code).toBe('partnerExists')
    expect((await refused(zhang, id, { newPartner: true, taxNumber: 't-a1' })).code).toBe('partnerExists')
    const chosen = answer.body.candidates[1].id
    expect((await sign(zhang, id, { partner: chosen })).result.partner).toBe(chosen)
    const other = await buildCustomer(server, zhang, { name: '东来' })
    expect((await sign(zhang, other, { newPartner: true, taxNumber: 'T-C3' })).result.made).toBe(true)
  })

  test('one of the same name but another tax number is not taken for it', async () => {
    await server.run('system', 'partner.create', { name: '同名', taxNumber: 'T-9' })
    const id = await buildCustomer(server, zhang, { name: '同名', taxNumber: 'T-8' })
    expect((await refused(zhang, id)).code).toBe('severalPartners')
  })

  test('an invalid partner is valid again', async () => {
    const id = await buildCustomer(server, zhang, { name: '回头客' })
    const { partner } = (await sign(zhang, id)).result
    await server.run(zhang, 'customer.remove', { id })
    await server.run(zhang, 'customer.restore', { id })
    expect((await partners('回头客'))[0]?.state).toBe('invalid')
    expect((await sign(zhang, id)).result.partner).toBe(partner)
    expect(await partners('回头客')).toMatchObject([{ state: 'valid' }])
  })

  test('owner and superiors sign; a colleague in the team, a stranger, and nobody for what nobody owns', async () => {
    const id = await buildCustomer(server, zhang)
    const mate = await buildEmployee(server)
    await insertRow(server.db, 'team_member', {
      object: 'customer',
      record_id: id,
      employee_id: mate.id,
      access: 'edit',
      created_at: server.clock.now(),
    })
    expect((await refused(mate, id)).code).toBe('notPermitted')
    expect((await refused(await buildEmployee(server), id)).code).toBe('notFound')
    const pool = await buildPool(server)
    const lying = await buildCustomer(server, { pool })
    expect((await refused(server.people.administrator!, lying)).code).toBe('noOwner')
    await sign(leader, id)
    expect((await refused(zhang, id)).code).toBe('alreadySigned')
  })

  test('two people who sign one company at the same moment make one partner, and of one customer one wins', async () => {
    for (let round = 0; round < 5; round++) {
      const names = [`并发${round}有限公司`, `并发${round}`, `并发${round}（股份有限公司）`]
      const ids = await Promise.all(names.map(name => buildCustomer(server, zhang, { name })))
      await Promise.all(ids.map(id => sign(zhang, id)))
      expect(await partners(`并发${round}`)).toHaveLength(1)
      const one = await buildCustomer(server, zhang, { name: `独一${round}` })
      const both = await Promise.allSettled([sign(zhang, one), sign(leader, one)])
      expect(both.map(each => (each.status === 'fulfilled' ? 'done' : each.reason.code)).sort()).toEqual([
        'alreadySigned',
        'done',
      ])
    }
  })
})
