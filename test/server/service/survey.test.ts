import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf } from '../../support/server'
import type { Person } from '../records/company'
import { buildFollower, type ServiceWorld, serviceWorld } from './world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const surveyRow = async (id: string) =>
  (await world.server.rows<Record<string, unknown>>('select * from survey where id = $1', [id]))[0]!

/** The tasks to call back about a request. */
const callBacks = async (request: string) => {
  const { number } = await world.requestRow(request)
  return world.server.rows<Record<string, unknown>>(
    'select title, owner_id, priority, due_at, record_id, description from task where title like $1',
    [`%${number}%`],
  )
}

describe('SERV-8 survey.answer', () => {
  test('PORTAL-4 rates once; the mark stands on the request and in its timeline', async () => {
    const { follower, engineer } = world
    const { request, survey } = await world.finished()
    const answer = { survey, stars: 5, tags: ['fast', 'skilled'], words: '很快' }
    await follower.run('survey.answer', answer)
    expect(await surveyRow(survey)).toMatchObject({
      state: 'answered',
      stars: 5,
      tags: ['fast', 'skilled'],
      words: '很快',
      engineer_id: engineer.id,
      answered_at: world.server.clock.now(),
    })
    expect(await world.requestRow(request)).toMatchObject({ stars: 5 })
    expect((await world.stepsOf(request)).at(-1)).toMatchObject({
      kind: 'rated',
      by_customer: true,
      words: '很快',
    })
    expect((await follower.refusal('survey.answer', { survey, stars: 1 })).code).toBe('answeredAlready')
    expect(await world.requestRow(request)).toMatchObject({ stars: 5 })
  })

  test('of two answers at once one counts', async () => {
    const { request, survey } = await world.finished()
    const tries = await Promise.allSettled(
      [1, 5].map(stars => world.follower.run('survey.answer', { survey, stars })),
    )
    expect(tries.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const { stars } = await surveyRow(survey)
    expect(await callBacks(request)).toHaveLength(stars === 1 ? 1 : 0)
  })

  test('PORTAL-5 only who was asked can answer, and only with one to five stars', async () => {
    const { server, contact, asset } = world
    const { survey } = await world.finished()
    const other = await buildFollower(server, {
      contact,
      customer: world.customer,
      companyView: true,
      assets: [asset],
    })
    expect((await other.refusal('survey.answer', { survey, stars: 1 })).code).toBe('notFound')
    for (const stars of [0, 6, 2.5, '5', null])
      expect((await world.follower.refusal('survey.answer', { survey, stars })).code).toBe('invalidInput')
    const tags = ['fast', 'nonsense']
    expect((await world.follower.refusal('survey.answer', { survey, stars: 5, tags })).code).toBe(
      'invalidInput',
    )
  })

  test('is not asked where nobody can answer', async () => {
    const { server, desk, manager } = world
    const customer = await buildCustomer(server, manager)
    const request = idOf(await server.run(desk, 'serviceRequest.create', { title: '电话报修', customer }))
    const { result } = await server.run(desk, 'request.complete', { request, result: '好了' })
    expect(result.survey).toBeNull()
    expect(await server.rows('select id from survey where request_id = $1', [request])).toEqual([])
  })
})

describe('SERV-8 as time goes by', () => {
  const asked = async (survey: string) => {
    const events = await world.server.rows<{ payload: { again?: boolean } }>(
      `select payload from event where name = 'survey.asked' and record_id = $1 order by created_at, id`,
      [survey],
    )
    return events.map(event => event.payload.again ?? false)
  }

  test('reminds once after two days, and expires after seven', async () => {
    const { server, follower } = world
    const { survey } = await world.finished()
    await server.runJobs()
    server.clock.advance({ days: 2, ms: -1 })
    await server.runJobs()
    expect(await asked(survey)).toEqual([false])
    server.clock.advance({ ms: 1 })
    await server.runJobs()
    await server.runJobs()
    expect(await asked(survey)).toEqual([false, true])
    server.clock.advance({ days: 5, ms: -1 })
    await server.runJobs()
    expect(await surveyRow(survey)).toMatchObject({ state: 'asked' })
    server.clock.advance({ ms: 1 })
    expect((await follower.refusal('survey.answer', { survey, stars: 5 })).code).toBe('surveyExpired')
    await server.runJobs()
    expect(await surveyRow(survey)).toMatchObject({ state: 'expired' })
    expect(await asked(survey)).toHaveLength(2)
    expect((await follower.refusal('survey.answer', { survey, stars: 5 })).code).toBe('surveyExpired')
  })

  test('who has answered is not reminded', async () => {
    const { server, follower } = world
    const { survey } = await world.finished()
    await server.runJobs()
    await follower.run('survey.answer', { survey, stars: 4 })
    server.clock.advance({ days: 8 })
    await server.runJobs()
    expect(await asked(survey)).toHaveLength(1)
    expect(await surveyRow(survey)).toMatchObject({ state: 'answered' })
  })
})

describe('SERV-8 a low mark', () => {
  test.each([1, 2])(
    '%s stars give the head of the engineer’s department a task to call back',
    async stars => {
      const { server, desk, follower, customer } = world
      const { request, survey } = await world.finished()
      await follower.run('survey.answer', { survey, stars, words: '等了三天' })
      const { number } = (await world.requestRow(request)) as { number: string }
      expect(await callBacks(request)).toEqual([
        {
          title: `回访 苏州恒远电子（${number}）`,
          owner_id: desk.id,
          priority: 'high',
          due_at: new Date(server.clock.now().getTime() + 86_400_000),
          record_id: customer,
          description: expect.stringContaining('等了三天'),
        },
      ])
    },
  )

  test.each([3, 5])('%s stars give none', async stars => {
    const { request, survey } = await world.finished()
    await world.follower.run('survey.answer', { survey, stars })
    expect(await callBacks(request)).toEqual([])
  })

  test('of the head’s own work goes to the head’s superior', async () => {
    const { server, desk, follower } = world
    const boss = await buildEmployee(server, { role: 'administrator', department: 'root' })
    const head = await buildEmployee(server, { role: 'serviceEngineer', department: 'root', leader: boss })
    await server.rows('update department set manager_id = $2 where id = $1', [head.departmentId, head.id])
    const request = await world.fileRequest()
    const { result } = await server.run(desk, 'request.dispatch', { request, engineer: head.id })
    for (const action of ['work.accept', 'work.begin'])
      await server.run(head, action, { order: result.order })
    const done = await server.run(head, 'work.complete', { order: result.order, result: '好' })
    await follower.run('survey.answer', { survey: done.result.survey, stars: 1 })
    expect((await callBacks(request)).map(task => task.owner_id)).toEqual([boss.id])
  })
})

describe('SERV-8 GET /api/service/satisfaction', () => {
  let first: ServiceWorld

  const read = async (person: Person, query = '') =>
    world.server.get(person, `/api/service/satisfaction${query}`)

  /** A request of the colleague's that was rated. */
  async function rated(stars: number | null): Promise<void> {
    const { server, colleague, follower } = world
    const { order } = await world.dispatched(colleague)
    for (const action of ['work.accept', 'work.begin']) await server.run(colleague, action, { order })
    const { result } = await server.run(colleague, 'work.complete', { order, result: '好' })
    if (stars) await follower.run('survey.answer', { survey: result.survey, stars })
  }

  beforeAll(async () => {
    first = world
    world = await serviceWorld()
    const { survey } = await world.finished()
    await world.follower.run('survey.answer', { survey, stars: 2 })
    await rated(5)
    await rated(4)
    await rated(null)
  })
  afterAll(async () => {
    await world.server.stop()
    world = first
  })

  test('counts by engineer what was asked and answered', async () => {
    const { body } = await read(world.desk)
    expect(body.by).toBe('engineer')
    expect(body.rows.map(({ name, ...row }: { name: string }) => row)).toEqual([
      { key: world.colleague.id, asked: 3, answered: 2, average: '4.50', stars: [0, 0, 0, 1, 1] },
      { key: world.engineer.id, asked: 1, answered: 1, average: '2.00', stars: [0, 1, 0, 0, 0] },
    ])
    expect(body.rows[0].name).toBe('吴师傅')
  })

  test('by product, month and kind', async () => {
    const { body: product } = await read(world.desk, '?by=product')
    expect(product.rows).toMatchObject([{ name: '三坐标 CMM-800', asked: 4, answered: 3, average: '3.67' }])
    const { body: month } = await read(world.desk, '?by=month')
    expect(month.rows).toMatchObject([{ key: '2026-11', name: '2026-11', asked: 4 }])
    const { body: kind } = await read(world.desk, '?by=kind')
    expect(kind.rows).toMatchObject([{ key: 'fault', name: '故障', asked: 4 }])
  })

  test('of the days that were asked for, both included', async () => {
    const sum = async (from: string, to: string) => {
      const { body } = await read(world.desk, `?from=${from}&to=${to}`)
      return body.rows.reduce((total: number, row: { asked: number }) => total + row.asked, 0)
    }
    expect(await sum('2026-11-21', '2026-11-21')).toBe(4)
    expect(await sum('2026-11-20', '2026-11-20')).toBe(0)
    expect(await sum('2026-11-22', '2026-12-31')).toBe(0)
  })

  test('counts only requests that the reader may see', async () => {
    const { body: own } = await read(world.engineer)
    expect(own.rows.map((row: { key: string }) => row.key)).toEqual([world.engineer.id])
    const { body: manager } = await read(world.manager)
    expect(manager.rows).toHaveLength(2)
    const { body: stranger } = await read(world.server.people.colleague!)
    expect(stranger.rows).toEqual([])
    expect((await read(world.server.people.nobody!)).status).toBe(403)
  })

  test.each(['?by=customer', '?from=yesterday', '?to=2026-13-01', '?by=constructor'])(
    '%s is refused',
    async query => {
      const { status, body } = await read(world.desk, query)
      expect([status, body.code]).toEqual([400, 'invalidInput'])
    },
  )
})
