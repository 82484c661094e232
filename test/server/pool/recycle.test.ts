import { cardRenderers } from '@gonghai/server/areas/index'
import { actorOf } from '@gonghai/server/auth/sessions'
import { readStream } from '@gonghai/server/records/stream'
import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { sweepInTime } from '../../support/recycling'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let pool: string
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server, { name: '张晓琳' })
  await linkIdentity(server, zhang, 'wecom', 'zhang')
  pool = await buildPool(server, { members: [zhang.id], recycleDays: 30, warnDays: 3 })
})
afterAll(() => server.stop())

const sweep = () => sweepInTime(server)
const row = async (id: string, table = 'customer') =>
  (await server.rows<Record<string, unknown>>(`select * from ${table} where id = $1`, [id]))[0]!
const warnings = (id: string) =>
  server.rows(
    `select y.employee_id from card c join card_copy y on y.card_id = c.id where c.kind = 'recycleWarning' and c.matter = $1`,
    [`customer:${id}`],
  )

async function held(): Promise<string> {
  const id = await buildCustomer(server, { pool })
  await server.run(zhang, 'pool.claim', { record: `customer:${id}` })
  return id
}

describe('pool.recycle', () => {
  test('POOL-4 the owner is warned some days ahead, once', async () => {
    const id = await held()
    server.clock.advance({ days: 26 })
    await sweep()
    expect(await warnings(id)).toEqual([])
    server.clock.advance({ days: 1, minutes: 1 })
    await sweep()
    await sweep()
    expect(await warnings(id)).toEqual([{ employee_id: zhang.id }])
    expect((await row(id)).owner_id).toBe(zhang.id)
    await server.run(zhang, 'pool.release', { record: `customer:${id}`, reason: '没有需求' })
  })

  test('POOL-5 without a follow-up it goes back by itself, with the reason in its history, and the owner is told', async () => {
    const id = await held()
    server.clock.advance({ days: 30, minutes: 1 })
    await sweep()
    expect(await row(id)).toMatchObject({
      owner_id: null,
      pool_id: pool,
      pool_reason: 'recycled',
      last_owner_id: zhang.id,
      follow_due: null,
    })
    const [trace] = await server.rows<{ note: string; actor_kind: string }>(
      `select note, actor_kind from history where record_id = $1 and action = 'pool.recycle'`,
      [id],
    )
    expect(trace).toMatchObject({ actor_kind: 'system', note: null })
    const detailIn = async (locale: 'zh-CN' | 'en') => {
      const reader = { ...(await actorOf(server.db, server.people.administrator!.id, 'http')), locale }
      const { entries } = await readStream(server.db, reader, { cursorKey: Buffer.alloc(32) }, 'customer', id)
      return entries.find(({ kind }) => kind === 'pool.recycle')?.detail
    }
    expect(await detailIn('zh-CN')).toMatch(/30 天未跟进.*回到/)
    expect(await detailIn('en')).toMatch(/30 days/)
    expect(await detailIn('en')).not.toMatch(/天|回到/)
    const [notice] = await server.rows<{ body: { text: string } }>(
      `select body from outbound_message where user_id = 'zhang' and kind = 'text' order by created_at desc limit 1`,
    )
    expect(notice!.body.text).toContain('30 天未跟进')
    const [holding] = await server.rows(`select ended_by from holding where record_id = $1`, [id])
    expect(holding).toEqual({ ended_by: 'recycled' })
  })

  test('POOL-5 a follow-up starts the days anew, and the warning card says so', async () => {
    const id = await held()
    server.clock.advance({ days: 28 })
    await sweep()
    const due = (await row(id)).follow_due as Date
    await server.run(zhang, 'followUp.create', {
      record: `customer:${id}`,
      channel: 'phone',
      content: '聊过',
    })
    server.clock.advance({ days: 5 })
    await sweep()
    expect((await row(id)).owner_id).toBe(zhang.id)
    const { card, final } = await cardRenderers.recycleWarning.render(server.db, {
      matter: `customer:${id}`,
      params: { due: due.toISOString() },
      reader: { employeeId: zhang.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      now: server.clock.now(),
      companyZone: 'Asia/Shanghai',
      baseUrl: 'https://crm.test',
    })
    expect({ final, outcome: card.outcome }).toEqual({ final: true, outcome: '已跟进，留在您名下' })
  })

  test.each(['accountManager', 'teamLeader'])(
    'POOL-6 the warning card of an %s: whoever must ask for days may do so on it',
    async role => {
      const owner = await buildEmployee(server, { name: '徐浩', role })
      const id = await buildCustomer(server, { pool })
      await server.rows(`update customer set owner_id = $2, follow_due = $3 where id = $1`, [
        id,
        owner.id,
        new Date(server.clock.now().getTime() + 2 * 86_400_000),
      ])
      const { card } = await cardRenderers.recycleWarning.render(server.db, {
        matter: `customer:${id}`,
        params: {},
        reader: { employeeId: owner.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        now: server.clock.now(),
        companyZone: 'Asia/Shanghai',
        baseUrl: 'https://crm.test',
      })
      const must = role === 'accountManager'
      expect(card.buttons.map(({ text }) => text)).toEqual(must ? ['写跟进', '申请延期7天'] : ['写跟进'])
      expect(card.choice?.options.map(({ text }) => text)).toEqual(
        must ? ['项目在推进', '等客户批预算', '已约上门'] : undefined,
      )
      await server.rows('update customer set owner_id = null, follow_due = null where id = $1', [id])
    },
  )

  test('POOL-5 one record that fails never stops the others, and is reported', async () => {
    const [bad, ...good] = [await held(), await held(), await held()]
    await server.rows(`create function refuse_one() returns trigger language plpgsql as $$
      begin if new.id = '${bad}' and new.owner_id is null then raise exception 'this one fails'; end if; return new; end $$`)
    await server.rows(
      'create trigger refuse_one before update on customer for each row execute function refuse_one()',
    )
    server.clock.advance({ days: 31 })
    const swept = await sweep()
    expect((await row(bad!)).owner_id).toBe(zhang.id)
    for (const id of good) expect((await row(id)).owner_id).toBeNull()
    expect(swept.failed).toBe(1)
    const said = server.log.lines.filter(line => JSON.stringify(line).includes(bad!))
    expect(JSON.stringify(said)).toContain('this one fails')
    await server.rows('drop trigger refuse_one on customer')
    await sweep()
    expect((await row(bad!)).owner_id).toBeNull()
  })

  test('changing the rule changes the countdown of everything that is held under it', async () => {
    const id = await held()
    const before = (await row(id)).follow_due as Date
    const { version } = (
      await server.rows<{ version: number }>('select version from pool where id = $1', [pool])
    )[0]!
    await server.run('system', 'pool.update', { id: pool, version, recycleDays: 10 })
    const after = (await row(id)).follow_due as Date
    expect(before.getTime() - after.getTime()).toBe(20 * 86_400_000)
    await server.run('system', 'pool.update', { id: pool, version: version + 1, recycleDays: 30 })
  })

  test('nobody but the system recycles', async () => {
    const id = await held()
    const { administrator } = server.people
    const refused = await server.refusal(administrator!, 'pool.recycle', { record: `customer:${id}` })
    expect(refused.code).toBe('notPermitted')
  })

  test('a record that is not overdue stays, and so does one without a rule', async () => {
    const id = await held()
    expect((await server.refusal('system', 'pool.recycle', { record: `customer:${id}` })).code).toBe(
      'notInPool',
    )
    const own = await buildCustomer(server, zhang)
    const lead = await buildLead(server, zhang)
    server.clock.advance({ days: 400 })
    await sweep()
    expect((await row(own)).owner_id).toBe(zhang.id)
    expect((await row(lead, 'lead')).owner_id).toBe(zhang.id)
  })
})
