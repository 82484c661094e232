import { buildContract, buildEmployee, buildFlow, step } from '../../support/builders'
import { type TestServer, testServer, withoutRequest } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let leader: Person
let head: Person
let finance: Person
let legal: Person
beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { name: '周建国', role: 'departmentManager' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  head = await buildEmployee(server, { name: '李总' })
  finance = await buildEmployee(server, { name: '王会计' })
  legal = await buildEmployee(server, { name: '陈律师' })
})
beforeEach(async () => {
  server.clock.set('2026-11-21T02:00:00.000Z')
})
afterAll(() => server.stop())

/** Submits a contract into a flow of these steps. */
async function submitted(
  steps: unknown[],
  values: Record<string, unknown> = {},
): Promise<{ approval: string; contract: string }> {
  await server.rows('update approval_flow set active = false')
  await buildFlow(server, { steps })
  const contract = await buildContract(server, zhang, values)
  const { result } = await server.run(zhang, 'contract.submit', { contract })
  return { approval: String(result.approval), contract }
}

const twoSteps = () => [step('any', leader, head), step('all', finance, legal)]
const agree = (who: Person, approval: string) => server.run(who, 'approval.agree', { approval })
const reject = (who: Person, approval: string) =>
  server.run(who, 'approval.reject', { approval, reason: '价格太低' })
const stateOf = async (approval: string) =>
  (
    await server.rows<{ state: string; step: number; contract: string }>(
      'select a.state, a.step, c.state as contract from approval a join contract c on c.id = a.record_id where a.id = $1',
      [approval],
    )
  )[0]!
const tasksOf = async (approval: string) => {
  const rows = await server.rows<{ name: string; step: number; state: string }>(
    `select e.name, t.step, t.state from approval_task t join employee e on e.id = t.approver_id
     where t.approval_id = $1 order by t.step, e.name`,
    [approval],
  )
  return rows.map(row => `${row.step} ${row.name} ${row.state}`)
}

describe('approval.agree', () => {
  test('APPR-1 any of the first step, all of the second; then the contract is effective', async () => {
    const { approval, contract } = await submitted(twoSteps())
    expect(await stateOf(approval)).toEqual({ state: 'pending', step: 0, contract: 'submitted' })
    const done = await server.call(leader, 'approval.agree', { approval, comment: '可以' })
    expect(done).toMatchObject({ status: 200, body: { result: { approval } } })
    expect(await tasksOf(approval)).toEqual([
      '0 周建国 agreed',
      '0 李总 skipped',
      '1 王会计 waiting',
      '1 陈律师 waiting',
    ])
    await agree(legal, approval)
    expect(await stateOf(approval)).toMatchObject({ state: 'pending', step: 1 })
    await agree(finance, approval)
    expect(await stateOf(approval)).toEqual({ state: 'agreed', step: 1, contract: 'effective' })
    const [customer] = await server.rows(
      'select stage, trading from customer where id = (select customer_id from contract where id = $1)',
      [contract],
    )
    expect(customer).toEqual({ stage: 'cooperating', trading: true })
    const history = await server.rows<{ action: string }>(
      'select action from history where record_id = $1 order by at, id',
      [contract],
    )
    expect(history.map(one => one.action)).toEqual([
      'contract.create',
      'contract.submit',
      'approval.agree',
      'approval.agree',
      'approval.agree',
    ])
  })

  test('a colleague of an any-step who comes too late is told who decided and when', async () => {
    const { approval } = await submitted(twoSteps())
    await agree(leader, approval)
    server.clock.advance({ minutes: 5 })
    const late = await server.call(head, 'approval.agree', { approval })
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'alreadyDecided', params: { name: '周建国', time: '10:00', decision: '同意' } },
    })
    expect(late.body.message).toBe('这项审批已由周建国在 10:00 同意。')
    expect(await server.refusal(head, 'approval.reject', { approval, reason: '不行' })).toMatchObject({
      code: 'alreadyDecided',
      params: { name: '周建国' },
    })
  })

  test('the same decision twice is done once, and the second answer names the own decision', async () => {
    const { approval } = await submitted([step('all', finance, legal)])
    await agree(finance, approval)
    expect(await server.refusal(finance, 'approval.agree', { approval })).toMatchObject({
      code: 'alreadyDecided',
      params: { name: '王会计' },
    })
    expect(await stateOf(approval)).toMatchObject({ state: 'pending' })
  })

  test('who is asked in two steps running does not decide both by a double press', async () => {
    const { approval } = await submitted([step('any', leader), step('all', leader, finance)])
    const press = () => server.run(leader, 'approval.agree', { approval }, { door: 'card' })
    const presses = await Promise.allSettled([press(), press()])
    expect(presses.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(await tasksOf(approval)).toEqual(['0 周建国 agreed', '1 周建国 waiting', '1 王会计 waiting'])
    server.clock.advance({ seconds: 5 })
    await press()
    await agree(finance, approval)
    expect(await stateOf(approval)).toMatchObject({ state: 'agreed' })
  })

  test('two different decisions at the same moment: one holds, the other is told, none is lost', async () => {
    for (let round = 0; round < 5; round++) {
      const { approval } = await submitted([step('any', leader, head)])
      const both = await Promise.allSettled([agree(leader, approval), reject(head, approval)])
      const lost = both.filter(one => one.status === 'rejected')
      expect(lost).toHaveLength(1)
      const won =
        both[0]!.status === 'fulfilled'
          ? { name: '周建国', state: 'agreed' }
          : { name: '李总', state: 'rejected' }
      expect(lost[0]!.reason).toMatchObject({ code: 'alreadyDecided', params: { name: won.name } })
      expect((await stateOf(approval)).state).toBe(won.state)
    }
  })

  test('the last two of an all-step at the same moment end it once', async () => {
    const { approval, contract } = await submitted([step('all', finance, legal)])
    await Promise.all([agree(finance, approval), agree(legal, approval)])
    expect(await stateOf(approval)).toMatchObject({ state: 'agreed', contract: 'effective' })
    const effects = await server.rows(
      `select 1 from history where record_id = $1 and changes ? 'state' and action = 'approval.agree'`,
      [contract],
    )
    expect(effects).toHaveLength(1)
  })

  test('nobody decides before their step, nor who was never asked', async () => {
    const { approval } = await submitted(twoSteps())
    const stranger = await server.call(finance, 'approval.agree', { approval })
    const nothing = await server.call(finance, 'approval.agree', {
      approval: '019aa000-0000-7000-8000-000000000000',
    })
    expect(withoutRequest(stranger.body)).toEqual(withoutRequest(nothing.body))
    expect((await server.refusal(zhang, 'approval.agree', { approval })).code).toBe('notYourTurn')
  })
})

describe('approval.reject', () => {
  test('APPR-2 needs a reason, ends the matter, and the contract may be changed and submitted again', async () => {
    const { approval, contract } = await submitted(twoSteps())
    await agree(leader, approval)
    expect((await server.refusal(finance, 'approval.reject', { approval, reason: '  ' })).fields).toEqual([
      { path: 'reason', rule: 'required' },
    ])
    await reject(finance, approval)
    expect(await stateOf(approval)).toEqual({ state: 'rejected', step: 1, contract: 'rejected' })
    expect(await tasksOf(approval)).toContain('1 陈律师 cancelled')
    expect(await server.refusal(legal, 'approval.agree', { approval })).toMatchObject({
      code: 'alreadyDecided',
      params: { name: '王会计', decision: '驳回' },
    })
    const { version } = (await server.get(zhang, `/api/records/contract/${contract}`)).body.record
    await server.run(zhang, 'contract.update', { id: contract, version, amount: '60000.00' })
    const again = await server.run(zhang, 'contract.submit', { contract })
    expect(again.result.approval).not.toBe(approval)
  })
})

describe('approval.withdraw', () => {
  test('APPR-2 only by the applicant, while nothing is decided; afterwards it says so', async () => {
    const { approval } = await submitted(twoSteps())
    expect((await server.refusal(leader, 'approval.withdraw', { approval })).code).toBe('notYourTurn')
    await server.run(zhang, 'approval.withdraw', { approval })
    expect(await stateOf(approval)).toMatchObject({ state: 'withdrawn', contract: 'draft' })
    expect(await server.refusal(leader, 'approval.agree', { approval })).toMatchObject({
      code: 'alreadyDecided',
      params: { name: '张晓琳', decision: '撤回' },
    })
    const finished = await submitted([step('any', leader)])
    await agree(leader, finished.approval)
    expect(await server.refusal(zhang, 'approval.withdraw', { approval: finished.approval })).toMatchObject({
      code: 'alreadyDecided',
      params: { name: '周建国' },
    })
  })
})

describe('while it is pending', () => {
  test('CUST-9 the contract is frozen but for its remark', async () => {
    const { contract } = await submitted(twoSteps())
    const change = (values: Record<string, unknown>) =>
      server.refusal(zhang, 'contract.update', { id: contract, version: 2, ...values })
    expect((await change({ amount: '1.00' })).code).toBe('frozen')
    expect((await change({ remark: '急', title: '改名' })).code).toBe('frozen')
    expect((await server.refusal(zhang, 'contract.remove', { id: contract })).code).toBe('frozen')
    expect((await server.refusal(zhang, 'contract.submit', { contract })).code).toBe('notSubmittable')
    await server.run(zhang, 'contract.update', { id: contract, version: 2, remark: '请尽快' })
  })

  test('a changed remark does not change what is decided; anything else that slips in does', async () => {
    const { approval, contract } = await submitted([step('any', leader)])
    await server.run(zhang, 'contract.update', { id: contract, version: 2, remark: '请尽快' })
    await server.rows('update contract set amount = 1 where id = $1', [contract])
    expect((await server.refusal(leader, 'approval.agree', { approval })).code).toBe('contentChanged')
    await server.rows('update contract set amount = 50000 where id = $1', [contract])
    await agree(leader, approval)
  })

  test('a changed line is noticed too', async () => {
    const product = (
      await server.run('system', 'product.create', { name: '测头', category: 'accessory', price: '100.00' })
    ).result.id
    const lines = [{ product, quantity: '2', price: '90.00' }]
    const { approval, contract } = await submitted([step('any', leader)], { lines })
    await server.rows('update contract_line set price = 80 where contract_id = $1', [contract])
    expect((await server.refusal(leader, 'approval.agree', { approval })).code).toBe('contentChanged')
  })
})
