import { buildContract, buildEmployee, buildFlow, buildProduct, step } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { grant, type Person } from '../records/company'

let server: TestServer
let chief: Person
let director: Person
let leader: Person
let zhang: Person
beforeAll(async () => {
  server = await testServer()
  chief = await buildEmployee(server, { name: '总经理' })
  director = await buildEmployee(server, { name: '总监', leader: chief })
  leader = await buildEmployee(server, { name: '组长', leader: director })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
})
beforeEach(async () => {
  await server.rows('update approval_flow set active = false')
  await server.rows('update employee set active = true')
  await server.rows('update department set manager_id = null')
})
afterAll(() => server.stop())

/** Who is asked first, by name. */
async function firstAsked(values: Record<string, unknown> = {}, by = zhang): Promise<string[]> {
  const contract = await buildContract(server, by, values)
  const { result } = await server.run(by, 'contract.submit', { contract })
  const rows = await server.rows<{ name: string }>(
    `select e.name from approval_task t join employee e on e.id = t.approver_id
     where t.approval_id = $1 and t.step = 0 order by e.name`,
    [result.approval],
  )
  return rows.map(row => row.name)
}

const rules = (...approvers: unknown[]) => ({ steps: [{ name: '审批', mode: 'any', approvers }] })
const leave = (person: Person) => server.rows('update employee set active = false where id = $1', [person.id])

describe('the flow that is chosen', () => {
  test('APPR-1 is the first in order whose conditions hold; amounts compare as numbers', async () => {
    const amount = (op: string, value: string) => [{ field: 'amount', op, value }]
    await buildFlow(server, { position: 2, steps: [step('any', chief)] })
    await buildFlow(server, { position: 1, conditions: amount('lt', '100000'), steps: [step('any', leader)] })
    await buildFlow(server, {
      position: 0,
      conditions: amount('gte', '1000000'),
      steps: [step('any', director)],
    })
    await buildFlow(server, { position: -1, active: false, steps: [step('any', zhang)] })
    expect(await firstAsked({ amount: '99999.99' })).toEqual(['组长'])
    expect(await firstAsked({ amount: '100000.00' })).toEqual(['总经理'])
    expect(await firstAsked({ amount: '1000000.00' })).toEqual(['总监'])
  })

  test('APPR-3 a price below the floor takes the flow that is made for it', async () => {
    const product = await buildProduct(server, { price: '1000.00', floorPrice: '900.00' })
    const below = [{ field: 'belowFloor', op: 'eq', value: 'true' }]
    await buildFlow(server, { position: 0, conditions: below, steps: [step('any', director)] })
    await buildFlow(server, { position: 1, steps: [step('any', leader)] })
    const line = (price: string, discount: string) => ({
      lines: [{ product, quantity: '1', price, discount }],
    })
    expect(await firstAsked(line('1000.00', '90'))).toEqual(['组长'])
    expect(await firstAsked(line('1000.00', '89.99'))).toEqual(['总监'])
    expect(await firstAsked(line('899.99', '100'))).toEqual(['总监'])
  })

  test('without a flow that fits nothing is submitted', async () => {
    await buildFlow(server, {
      conditions: [{ field: 'amount', op: 'gt', value: '1000000' }],
      steps: [step('any', chief)],
    })
    const contract = await buildContract(server, zhang)
    expect((await server.refusal(zhang, 'contract.submit', { contract })).code).toBe('noApprovers')
    expect(await server.rows('select state from contract where id = $1', [contract])).toEqual([
      { state: 'draft' },
    ])
  })

  test('what was planned stays, however the flow is changed later', async () => {
    const flow = await buildFlow(server, { steps: [step('any', leader), step('any', chief)] })
    const contract = await buildContract(server, zhang)
    const { result } = await server.run(zhang, 'contract.submit', { contract })
    await server.rows('update approval_flow set steps = $2::jsonb, active = false where id = $1', [
      flow,
      JSON.stringify([step('any', director)]),
    ])
    await server.run(leader, 'approval.agree', { approval: result.approval })
    const asked = await server.rows(
      'select approver_id from approval_task where approval_id = $1 and step = 1',
      [result.approval],
    )
    expect(asked).toEqual([{ approver_id: chief.id }])
  })
})

describe('who is asked', () => {
  test('APPR-1 the leader at a level; whoever has left is passed over', async () => {
    await buildFlow(server, rules({ by: 'leader', level: 1 }))
    expect(await firstAsked()).toEqual(['组长'])
    await leave(leader)
    expect(await firstAsked()).toEqual(['总监'])
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, rules({ by: 'leader', level: 2 }))
    expect(await firstAsked()).toEqual(['总经理'])
  })

  test('a level above the top falls back to the next leader; a circle of leaders ends', async () => {
    await buildFlow(server, rules({ by: 'leader', level: 9 }))
    expect(await firstAsked()).toEqual(['组长'])
    await server.rows('update employee set leader_id = $2 where id = $1', [chief.id, zhang.id])
    try {
      expect(await firstAsked()).toEqual(['组长'])
    } finally {
      await server.rows('update employee set leader_id = null where id = $1', [chief.id])
    }
  })

  test('APPR-1 everybody with a role who is there; the head of the department', async () => {
    const [one, two] = [
      await buildEmployee(server, { name: '法务甲' }),
      await buildEmployee(server, { name: '法务乙' }),
    ]
    for (const person of [one, two]) await grant(server.db, person, server.company.roles.teamLeader!)
    await buildFlow(server, rules({ by: 'role', key: 'teamLeader' }))
    expect(await firstAsked()).toEqual(expect.arrayContaining(['法务甲', '法务乙']))
    await leave(two)
    expect(await firstAsked()).not.toContain('法务乙')
    await server.rows('update approval_flow set active = false')
    await server.rows('update department set manager_id = $2 where id = $1', [
      zhang.departmentId,
      director.id,
    ])
    await buildFlow(server, rules({ by: 'departmentHead' }))
    expect(await firstAsked()).toEqual(['总监'])
  })

  test('nobody approves an own matter: the leader steps in, and at the top it is refused', async () => {
    await buildFlow(server, { steps: [step('any', zhang)] })
    expect(await firstAsked()).toEqual(['组长'])
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('all', zhang, director)] })
    expect(await firstAsked()).toEqual(['总监'])
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', chief)] })
    const contract = await buildContract(server, chief)
    expect((await server.refusal(chief, 'contract.submit', { contract })).code).toBe('noApprovers')
  })

  test('who is found by two rules is asked once', async () => {
    await buildFlow(server, rules({ by: 'leader', level: 1 }, { by: 'employee', id: leader.id }))
    expect(await firstAsked()).toEqual(['组长'])
  })
})
