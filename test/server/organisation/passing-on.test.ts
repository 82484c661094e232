import { cardRenderers } from '@gonghai/server/areas/index'
import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildPool,
  step,
} from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import { grant, type Person } from '../records/company'

let server: TestServer
let above: Person
let leader: Person
let owner: Person
let asker: Person

beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  above = await buildEmployee(server, { name: '何总', role: 'departmentManager' })
  leader = await buildEmployee(server, { name: '周建国', role: 'teamLeader', leader: above })
  owner = await buildEmployee(server, { name: '张晓琳', leader })
  asker = await buildEmployee(server, { name: '李倩', department: 'east' })
})

const leave = (person: Person) => server.run('system', 'employee.leave', { employee: person.id })
const holds = async (person: Person) =>
  (await server.get(server.people.superAdministrator!, `/api/organisation/people/${person.id}/holds`)).body
const deciders = async (table: 'access_request' | 'duplicate_request', request: string) =>
  (await server.rows<{ deciders: string[] }>(`select deciders from ${table} where id = $1`, [request]))[0]!
    .deciders
const cardsOf = (matter: string, user: string) =>
  server.rows(
    `select 1 from card c join card_copy y on y.card_id = c.id where c.matter = $1 and y.user_id = $2`,
    [matter, user],
  )

describe('what waits for the word of somebody who leaves (SET-1)', () => {
  test('a request to see a record goes to whoever would be asked now, with a card, and can be granted (SET-2)', async () => {
    const record = `customer:${await buildCustomer(server, owner)}`
    const done = await server.run(asker, 'access.request', { record, reason: '要做方案' })
    const request = String(done.result.request)
    expect(await deciders('access_request', request)).toEqual([owner.id])
    expect(await holds(owner)).toMatchObject({ requests: 1, reviews: 0, extensions: 0 })
    // A leader's role reaches the records of those who are at work: the department's head is the nearest who may change this one.
    await linkIdentity(server, above, 'wecom', `heir-${above.id}`)
    await leave(owner)
    await server.runJobs()
    expect(await deciders('access_request', request)).toEqual([above.id])
    expect(await cardsOf(`accessRequest:${request}`, `heir-${above.id}`)).toHaveLength(1)
    expect(await holds(above)).toMatchObject({ requests: 1 })
    await server.run(above, 'access.grant', { request })
    expect((await server.get(asker, `/api/records/${record.replace(':', '/')}`)).status).toBe(200)
  })

  test.each(['duplicate.cooperate', 'duplicate.appeal'])(
    '%s: who decides now is asked, with a card, and may (CUST-11)',
    async action => {
      const record = `customer:${await buildCustomer(server, owner)}`
      const request = String((await server.run(asker, action, { record, reason: '一起跟' })).result.request)
      const leaver = action === 'duplicate.cooperate' ? owner : leader
      expect(await deciders('duplicate_request', request)).toEqual([leaver.id])
      expect(await holds(leaver)).toMatchObject({ requests: 1 })
      await linkIdentity(server, above, 'wecom', `heir-${above.id}`)
      await leave(leaver)
      await server.runJobs()
      expect(await deciders('duplicate_request', request)).toEqual([above.id])
      expect(await cardsOf(`duplicateRequest:${request}`, `heir-${above.id}`)).toHaveLength(1)
      await server.run(above, 'duplicate.agree', { request })
    },
  )

  test('days that are asked for, and reviews, are counted in what a leader holds (POOL-6, POOL-7)', async () => {
    const pool = await buildPool(server, { members: [owner.id, asker.id], recycleDays: 30 })
    const [kept, given] = [await buildCustomer(server, { pool }), await buildCustomer(server, { pool })]
    for (const id of [kept, given]) await server.run(owner, 'pool.claim', { record: `customer:${id}` })
    await server.run(owner, 'pool.askExtension', { record: `customer:${kept}`, days: 5, reason: '在谈' })
    await server.run(owner, 'pool.release', { record: `customer:${given}`, reason: '没有需求' })
    await server.run(asker, 'pool.claim', { record: `customer:${given}` })
    expect(await holds(leader)).toMatchObject({ reviews: 1, extensions: 1, requests: 0 })
    await leave(leader)
    expect(await holds(leader)).toMatchObject({ reviews: 0, extensions: 0 })
    expect(await holds(above)).toMatchObject({ reviews: 1, extensions: 1 })
    const { body } = await server.get(
      server.people.superAdministrator!,
      `/api/settings/history?subject=organisation&id=${leader.id}`,
    )
    expect(JSON.stringify(body)).toContain('何总')
  })

  test('what somebody who leaves had asked for is free for others again (POOL-7)', async () => {
    const other = await buildEmployee(server, { leader })
    const pool = await buildPool(server, { members: [owner.id, asker.id, other.id] })
    const record = `customer:${await buildCustomer(server, { pool })}`
    await server.run(owner, 'pool.claim', { record })
    await server.run(owner, 'pool.release', { record, reason: '没有需求' })
    const { result } = await server.run(asker, 'pool.claim', { record })
    expect((await server.refusal(other, 'pool.claim', { record })).code).toBe('reviewWaits')
    await leave(asker)
    expect((await server.refusal(leader, 'pool.agreeClaim', { review: result.review })).code).toBe(
      'alreadyDecided',
    )
    await server.run(other, 'pool.claim', { record })
  })

  test.each(['approval.passOn', 'pool.passOnReviews', 'access.passOn', 'duplicate.passOn'])(
    '%s takes nothing out of the hands of a colleague who is at work (SET-3)',
    async action => {
      await server.rows('update approval_flow set active = false')
      await buildFlow(server, { steps: [step('any', leader)] })
      const contract = await buildContract(server, owner)
      await server.run(owner, 'contract.submit', { contract })
      const administrator = server.people.administrator!
      const refused = await server.refusal(administrator, action, {
        employee: leader.id,
        to: administrator.id,
      })
      expect(refused).toMatchObject({ code: 'stillActive', params: { name: '周建国' } })
    },
  )

  test('approvals that pass on stand in the leaver’s history (SET-5)', async () => {
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', leader)] })
    const contract = await buildContract(server, owner)
    await server.run(owner, 'contract.submit', { contract })
    await leave(leader)
    const [trace] = await server.rows(
      `select action, changes from history where object = 'organisation' and record_id = $1 and changes ? 'approvalsTo'`,
      [leader.id],
    )
    expect(trace).toMatchObject({ changes: { approvalsTo: [null, '何总'] } })
  })
})

describe('who leads whom after somebody on top has left (SET-1)', () => {
  test('the successor from below leads the others, and nobody leads in a circle', async () => {
    const top = await buildEmployee(server, { name: '老板', role: 'departmentManager' })
    const middle = await buildEmployee(server, { name: '经理', role: 'teamLeader', leader: top })
    const beside = await buildEmployee(server, { name: '旁支', role: 'teamLeader', leader: top })
    const heir = await buildEmployee(server, { name: '接班', leader: middle })
    const { departments } = server.company
    await server.rows('update department set manager_id = $2 where id = $1', [departments.sales!.id, heir.id])
    await leave(top)
    const rows = await server.rows<{ id: string; leader_id: string | null }>(
      'select id, leader_id from employee where id = any($1::uuid[])',
      [[middle.id, beside.id, heir.id]],
    )
    const leads = new Map(rows.map(row => [row.id, row.leader_id]))
    expect(leads.get(beside.id)).toBe(heir.id)
    expect(leads.get(middle.id)).toBeNull()
    expect(leads.get(heir.id)).toBe(middle.id)
    await server.rows('update department set manager_id = null where id = $1', [departments.sales!.id])
  })
})

describe('the last super administrator (SET-3)', () => {
  test('one whose role holds for one organisation only is not enough', async () => {
    const { superAdministrator } = server.people
    const partial = await buildEmployee(server, { role: null })
    await grant(server.db, partial, server.company.roles.superAdministrator!)
    await server.rows('update role_grant set organisation_id = $2 where employee_id = $1', [
      partial.id,
      server.company.organisationId,
    ])
    const refused = await server.refusal('system', 'employee.leave', { employee: superAdministrator!.id })
    expect(refused.code).toBe('lastAdministrator')
  })

  test('leaving and being revoked at once leave one', async () => {
    const { superAdministrator } = server.people
    await server.rows('delete from role_grant where organisation_id is not null')
    const second = await buildEmployee(server, { role: 'superAdministrator' })
    const tries = await Promise.allSettled([
      server.run(second, 'employee.leave', { employee: superAdministrator!.id }),
      server.run('system', 'role.revoke', {
        employee: second.id,
        role: server.company.roles.superAdministrator!,
      }),
    ])
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const left = await server.rows(
      `select 1 from role_grant g join role r on r.id = g.role_id join employee e on e.id = g.employee_id
       where r.key = 'superAdministrator' and e.active and g.organisation_id is null`,
    )
    expect(left).toHaveLength(1)
  })
})

describe('a handover (SET-1)', () => {
  test('gives nothing to whoever may only look at it, as a transfer does not', async () => {
    const engineer = await buildEmployee(server, { name: '服务工程师', role: 'serviceEngineer' })
    const id = await buildCustomer(server, owner)
    const input = { record: `customer:${id}`, from: owner.id, to: engineer.id }
    const { superAdministrator } = server.people
    const boss = (
      await server.rows<{ active: boolean }>('select active from employee where id = $1', [
        superAdministrator!.id,
      ])
    )[0]!.active
      ? superAdministrator!
      : server.people.administrator!
    expect(await server.refusal(boss, 'handover.pass', input)).toMatchObject({
      code: 'cannotOwn',
      params: { name: '服务工程师' },
    })
    await server.run(boss, 'handover.pass', { ...input, to: asker.id })
  })
})

describe('what waits for the word of somebody who has the record no more', () => {
  test('transferred: the new owner is asked instead, and may answer; the old card says so (SET-2, CUST-11)', async () => {
    const next = await buildEmployee(server, { name: '王磊', leader })
    await linkIdentity(server, next, 'wecom', `next-${next.id}`)
    const id = await buildCustomer(server, owner)
    const record = `customer:${id}`
    const seeing = String(
      (await server.run(asker, 'access.request', { record, reason: '要看' })).result.request,
    )
    const joining = String(
      (await server.run(asker, 'duplicate.cooperate', { record, reason: '一起跟' })).result.request,
    )
    await server.runJobs()
    await server.run(owner, 'customer.transfer', { record, to: next.id })
    await server.runJobs()
    expect(await deciders('access_request', seeing)).toEqual([next.id])
    expect(await deciders('duplicate_request', joining)).toEqual([next.id])
    expect(await cardsOf(`accessRequest:${seeing}`, `next-${next.id}`)).toHaveLength(1)
    expect(await cardsOf(`duplicateRequest:${joining}`, `next-${next.id}`)).toHaveLength(1)
    for (const [kind, matter] of [
      ['accessRequest', `accessRequest:${seeing}`],
      ['collision', `duplicateRequest:${joining}`],
    ] as const) {
      const { card, final } = await cardRenderers[kind].render(server.db, {
        matter,
        params: {},
        reader: { employeeId: owner.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        now: server.clock.now(),
        companyZone: 'Asia/Shanghai',
        baseUrl: 'https://crm.test',
      })
      expect({ outcome: card.outcome, final }).toEqual({ outcome: '已转给现在负责的人处理', final: true })
    }
    await server.run(next, 'duplicate.agree', { request: joining })
    await server.run(next, 'access.grant', { request: seeing, access: 'edit' })
  })

  test('given back to a pool: its administrators are asked (SET-2)', async () => {
    const keeper = await buildEmployee(server, { name: '公海管理员' })
    const pool = await buildPool(server, { members: [owner.id], administrators: [keeper.id] })
    const record = `customer:${await buildCustomer(server, { pool })}`
    await server.run(owner, 'pool.claim', { record })
    const request = String(
      (await server.run(asker, 'access.request', { record, reason: '要看' })).result.request,
    )
    await server.run(owner, 'pool.release', { record, reason: '没有需求' })
    await server.runJobs()
    expect(await deciders('access_request', request)).toEqual([keeper.id])
  })
})
