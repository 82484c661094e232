import { translator } from '@gonghai/shared/i18n'
import { buildFile, type ServiceWorld, serviceWorld } from './world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const inputs: Record<string, () => Record<string, unknown>> = {
  'work.accept': () => ({}),
  'work.refuse': () => ({ reason: '今天请假' }),
  'work.handOver': () => ({ to: world.colleague.id }),
  'work.setOut': () => ({}),
  'work.begin': () => ({}),
  'work.complete': () => ({ result: '好了' }),
}
const actions = Object.keys(inputs)

/** What each state of an order allows, written down once more by hand. */
const allowed: Record<string, string[]> = {
  assigned: ['work.accept', 'work.refuse', 'work.handOver'],
  accepted: ['work.setOut', 'work.begin', 'work.refuse', 'work.handOver'],
  onTheWay: ['work.begin', 'work.handOver'],
  working: ['work.complete'],
  done: [],
  refused: [],
  handedOver: [],
  cancelled: [],
}
const closed = ['done', 'refused', 'handedOver', 'cancelled']
const table = Object.entries(allowed).flatMap(([state, can]) =>
  actions.map(action => [action, state, can.includes(action)] as const),
)

describe('SERV-3 a work order', () => {
  test.each(table)('%s in state %s: possible is %s', async (action, state, possible) => {
    const { server, engineer } = world
    const { order, request } = await world.orderIn(state)
    const input = { order, ...inputs[action]!() }
    if (possible) {
      await server.run(engineer, action, input)
      expect((await world.orderRow(order)).state).not.toBe(state)
      return
    }
    const before = [
      await world.orderRow(order),
      await world.requestRow(request),
      await world.stepsOf(request),
    ]
    const refusal = await server.refusal(engineer, action, input)
    const words = translator('zh-CN')(`option.workOrder.state.${state}`)
    expect(refusal).toMatchObject({
      code: closed.includes(state) ? 'orderClosed' : 'wrongStep',
      params: { state: words, number: expect.stringMatching(/^GD-\d{8}-\d{4}$/) },
    })
    expect([
      await world.orderRow(order),
      await world.requestRow(request),
      await world.stepsOf(request),
    ]).toEqual(before)
  })

  test('leads the request along, and each step stands in the customer’s timeline', async () => {
    const { server, engineer } = world
    const { request, order } = await world.dispatched()
    const states = async () => [(await world.orderRow(order)).state, (await world.requestRow(request)).state]
    expect(await states()).toEqual(['assigned', 'dispatched'])
    await server.run(engineer, 'work.accept', { order })
    expect(await states()).toEqual(['accepted', 'accepted'])
    const arrivesAt = new Date(server.clock.now().getTime() + 3_600_000).toISOString()
    await server.run(engineer, 'work.setOut', { order, arrivesAt })
    expect(await states()).toEqual(['onTheWay', 'onTheWay'])
    await server.run(engineer, 'work.begin', { order })
    expect(await states()).toEqual(['working', 'working'])
    await server.run(engineer, 'work.complete', { order, result: '换了测头' })
    expect(await states()).toEqual(['done', 'done'])
    expect(await world.requestRow(request)).toMatchObject({
      result: '换了测头',
      done_at: server.clock.now(),
      owner_id: engineer.id,
    })
    expect(await world.orderRow(order)).toMatchObject({
      accepted_at: expect.any(Date),
      set_out_at: expect.any(Date),
      started_at: expect.any(Date),
      finished_at: expect.any(Date),
    })
    const steps = await world.stepsOf(request)
    expect(steps.map(step => step.kind)).toEqual([
      'received',
      'dispatched',
      'accepted',
      'onTheWay',
      'working',
      'done',
    ])
    expect(steps.slice(1).every(step => step.employee_id === engineer.id && !step.by_customer)).toBe(true)
    const [expected] = await server.rows<{ expected_at: Date }>(
      `select expected_at from request_step where request_id = $1 and kind = 'onTheWay'`,
      [request],
    )
    expect(expected!.expected_at.toISOString()).toBe(arrivesAt)
  })

  test('that is refused returns to the desk; the reason is for the company only', async () => {
    const { request, order } = await world.orderIn('refused')
    expect(await world.orderRow(order)).toMatchObject({ state: 'refused', reason: '今天请假' })
    expect(await world.requestRow(request)).toMatchObject({ state: 'received', owner_id: null })
    const [last] = (await world.stepsOf(request)).slice(-1)
    expect(last).toMatchObject({ kind: 'undone', words: null, employee_id: null })
    const again = await world.server.run(world.desk, 'request.dispatch', {
      request,
      engineer: world.colleague.id,
    })
    expect(again.result.order).not.toBe(order)
  })

  test('that is handed over becomes a new order of the colleague, and the old one is over', async () => {
    const { server, engineer, colleague } = world
    const { request, order } = await world.orderIn('handedOver')
    const [present] = await server.rows<{ id: string; owner_id: string; state: string }>(
      `select id, owner_id, state from work_order where request_id = $1 and id <> $2`,
      [request, order],
    )
    expect(present).toMatchObject({ owner_id: colleague.id, state: 'assigned' })
    expect(await world.requestRow(request)).toMatchObject({ state: 'dispatched', owner_id: colleague.id })
    expect((await server.refusal(engineer, 'work.accept', { order: present!.id })).code).toBe('notFound')
    await server.run(colleague, 'work.accept', { order: present!.id })
  })

  test('can be handed over to engineers only, and not to oneself', async () => {
    const { server, engineer, manager } = world
    const { order } = await world.dispatched()
    for (const to of [manager, engineer]) {
      expect((await server.refusal(engineer, 'work.handOver', { order, to: to.id })).code).toBe('cannotOwn')
    }
  })

  test('is nobody else’s to work on', async () => {
    const { server, colleague, desk, manager } = world
    const { order } = await world.dispatched()
    expect((await server.refusal(colleague, 'work.accept', { order })).code).toBe('notFound')
    expect((await server.refusal(desk, 'work.accept', { order })).code).toBe('notPermitted')
    expect((await server.refusal(manager, 'work.accept', { order })).code).toBe('notPermitted')
  })

  test('is finished with pictures, which lie at the order and in the timeline', async () => {
    const { server, engineer } = world
    const { request, order } = await world.orderIn('working')
    const files = [
      await buildFile(server, engineer.id, '换件前.jpg'),
      await buildFile(server, engineer.id, '换件后.jpg'),
    ]
    await server.run(engineer, 'work.complete', { order, result: '已换', files })
    const attached = await server.rows<{ file_id: string }>(
      `select file_id from attachment where record_object = 'workOrder' and record_id = $1 order by file_name desc`,
      [order],
    )
    expect(attached.map(row => row.file_id).sort()).toEqual([...files].sort())
    const [last] = (await world.stepsOf(request)).slice(-1)
    expect(last).toMatchObject({ kind: 'done', file_ids: files, words: '已换' })
  })

  test('takes no pictures of others', async () => {
    const { server, engineer, colleague } = world
    const { order } = await world.orderIn('working')
    const foreign = await buildFile(server, colleague.id)
    const refusal = await server.refusal(engineer, 'work.complete', { order, result: '好', files: [foreign] })
    expect(refusal).toMatchObject({ code: 'notFound', fields: [{ path: 'files.0', rule: 'missingRecord' }] })
  })

  test('an arrival in the past is refused', async () => {
    const { order } = await world.orderIn('accepted')
    const arrivesAt = new Date(world.server.clock.now().getTime() - 60_000).toISOString()
    expect((await world.server.refusal(world.engineer, 'work.setOut', { order, arrivesAt })).code).toBe(
      'pastTime',
    )
  })

  test('a repeated press does nothing twice', async () => {
    const { server, engineer } = world
    const { request, order } = await world.dispatched()
    const first = await server.run(engineer, 'work.accept', { order }, { key: 'press-1' })
    const second = await server.run(engineer, 'work.accept', { order }, { key: 'press-1' })
    expect(second).toEqual(first)
    expect((await world.stepsOf(request)).filter(step => step.kind === 'accepted')).toHaveLength(1)
  })
})
