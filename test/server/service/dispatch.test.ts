import { actorOf } from '@gonghai/server/auth/sessions'
import { readRecord } from '@gonghai/server/records/detail'
import { buildEmployee } from '../../support/builders'
import { withoutRequest } from '../../support/server'
import type { Person } from '../records/company'
import { type ServiceWorld, serviceWorld } from './world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const view = async (person: Person, object: string, id: string) => {
  const { server } = world
  return (
    await readRecord(server.db, await actorOf(server.db, person.id, 'http'), server.services, object, id)
  ).record
}

describe('SERV-2 request.dispatch', () => {
  test('gives the engineer an order, with owner, department, history and a way back', async () => {
    const { server, desk, engineer } = world
    const request = await world.fileRequest()
    const { status, body } = await server.call(desk, 'request.dispatch', {
      request,
      engineer: engineer.id,
      note: '带上备用测头',
    })
    expect(status).toBe(200)
    expect(body.undo).toEqual({ action: 'request.undoDispatch', input: { request } })
    expect(await world.requestRow(request)).toMatchObject({
      state: 'dispatched',
      owner_id: engineer.id,
      department_id: engineer.departmentId,
    })
    expect(await world.orderRow(body.result.order)).toMatchObject({
      state: 'assigned',
      owner_id: engineer.id,
      created_by: desk.id,
      note: '带上备用测头',
      customer_id: world.customer,
      asset_id: world.asset,
    })
    const history = await server.rows(
      `select action, actor_id, note from history where object = 'serviceRequest' and record_id = $1 order by at, id`,
      [request],
    )
    expect(history).toEqual([
      { action: 'request.file', actor_id: world.follower.id, note: null },
      { action: 'request.dispatch', actor_id: desk.id, note: '带上备用测头' },
    ])
    // what the desk writes to the engineer is not for the customer
    const [step] = (await world.stepsOf(request)).slice(-1)
    expect(step).toMatchObject({ kind: 'dispatched', employee_id: engineer.id, words: null })
  })

  test('of two at once one wins, and the other hears who has it', async () => {
    const { server, desk, engineer, colleague } = world
    const second = await buildEmployee(server, { role: 'serviceDesk', department: 'service' })
    const request = await world.fileRequest()
    const tries = await Promise.allSettled(
      [engineer, colleague, engineer, colleague, engineer].map((to, index) =>
        server.run(index % 2 ? second : desk, 'request.dispatch', { request, engineer: to.id }),
      ),
    )
    expect(tries.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    const orders = await server.rows<{ owner_id: string; name: string }>(
      'select o.owner_id, e.name from work_order o join employee e on e.id = o.owner_id where o.request_id = $1',
      [request],
    )
    expect(orders).toHaveLength(1)
    const lost = tries.filter(one => one.status === 'rejected').map(one => one.reason)
    expect(lost.map(({ code, params }) => [code, params.name])).toEqual(
      Array.from({ length: 4 }, () => ['alreadyDispatched', orders[0]!.name]),
    )
  })

  test('the database itself takes no second order under way', async () => {
    const { server } = world
    const { order } = await world.dispatched()
    const copy = server.rows(
      `insert into work_order (id, created_at, updated_at, search_keys, number, title, request_id, customer_id, state)
       select gen_random_uuid(), created_at, updated_at, '{}', number || 'x', title, request_id, customer_id, 'accepted'
       from work_order where id = $1`,
      [order],
    )
    await expect(copy).rejects.toThrow(/work_order_open/)
  })

  test('a repeat with the same key answers the same and makes one order', async () => {
    const { server, desk, engineer } = world
    const request = await world.fileRequest()
    const input = { request, engineer: engineer.id }
    const first = await server.run(desk, 'request.dispatch', input, { key: 'd-1' })
    expect(await server.run(desk, 'request.dispatch', input, { key: 'd-1' })).toEqual(first)
    expect(await server.rows('select id from work_order where request_id = $1', [request])).toHaveLength(1)
  })

  test('only active engineers can be given work', async () => {
    const { server, desk, manager, people } = { ...world, people: world.server.people }
    const request = await world.fileRequest()
    for (const person of [manager, people.nobody!]) {
      const refusal = await server.refusal(desk, 'request.dispatch', { request, engineer: person.id })
      expect(refusal.code).toBe('cannotOwn')
    }
    const gone = await buildEmployee(server, { role: 'serviceEngineer', department: 'service' })
    await server.rows('update employee set active = false where id = $1', [gone.id])
    expect((await server.refusal(desk, 'request.dispatch', { request, engineer: gone.id })).code).toBe(
      'notFound',
    )
    expect(await world.requestRow(request)).toMatchObject({ state: 'received', owner_id: null })
  })

  test('is for the desk; for others the request is not there, or not theirs to give', async () => {
    const { server, engineer, manager, colleague } = world
    const request = await world.fileRequest()
    const input = { request, engineer: engineer.id }
    expect((await server.refusal(engineer, 'request.dispatch', input)).code).toBe('notPermitted')
    expect((await server.refusal(manager, 'request.dispatch', input)).code).toBe('notPermitted')
    expect((await server.refusal(colleague, 'request.dispatch', input)).code).toBe('notPermitted')
    await expect(world.follower.run('request.dispatch', input)).rejects.toMatchObject({
      code: 'notPermitted',
    })
  })
})

describe('SERV-2 request.undoDispatch', () => {
  test.each(['assigned', 'accepted', 'onTheWay'])('takes the work back while it is %s', async state => {
    const { request, order } = await world.orderIn(state)
    await world.server.run(world.desk, 'request.undoDispatch', { request })
    expect(await world.orderRow(order)).toMatchObject({ state: 'cancelled' })
    expect(await world.requestRow(request)).toMatchObject({ state: 'received', owner_id: null })
    expect((await world.stepsOf(request)).at(-1)).toMatchObject({ kind: 'undone' })
  })

  test('not once work has begun, nor where nothing was dispatched, nor after the end', async () => {
    const { server, desk } = world
    const { request } = await world.orderIn('working')
    expect((await server.refusal(desk, 'request.undoDispatch', { request })).code).toBe('workBegun')
    const fresh = await world.fileRequest()
    expect((await server.refusal(desk, 'request.undoDispatch', { request: fresh })).code).toBe(
      'notDispatched',
    )
    const { request: done } = await world.orderIn('done')
    expect(await server.refusal(desk, 'request.undoDispatch', { request: done })).toMatchObject({
      code: 'requestClosed',
      params: { state: '已完成' },
    })
  })

  test('and an engineer who accepts at the same moment never both come about', async () => {
    const { server, desk, engineer } = world
    const { request, order } = await world.dispatched()
    const both = await Promise.allSettled([
      server.run(engineer, 'work.accept', { order }),
      server.run(desk, 'request.undoDispatch', { request }),
    ])
    const unexpected = both.filter(one => one.status === 'rejected').filter(one => !one.reason.code)
    expect(unexpected).toEqual([])
    expect([(await world.orderRow(order)).state, (await world.requestRow(request)).state]).toEqual([
      'cancelled',
      'received',
    ])
  })
})

describe('CHAT-9 request.complete', () => {
  test('closes what needed no engineer, and asks the customer how it was', async () => {
    const { server, desk } = world
    const request = await world.fileRequest({ kind: 'question' })
    const { result } = await server.run(desk, 'request.complete', { request, result: '电话里解决了' })
    expect(await world.requestRow(request)).toMatchObject({
      state: 'done',
      owner_id: null,
      result: '电话里解决了',
    })
    const [survey] = await server.rows(
      'select engineer_id, portal_user_id, state from survey where id = $1',
      [result.survey],
    )
    expect(survey).toEqual({ engineer_id: null, portal_user_id: world.follower.id, state: 'asked' })
  })

  test('not what an engineer has', async () => {
    const { request } = await world.dispatched()
    expect(
      await world.server.refusal(world.desk, 'request.complete', { request, result: '好' }),
    ).toMatchObject({
      code: 'alreadyDispatched',
    })
  })
})

describe('SERV-2 who sees a request', () => {
  test('the desk all, the engineer their own, the account manager reads along, others nothing', async () => {
    const { server, desk, engineer, colleague, manager } = world
    const { request, order } = await world.dispatched()
    const stranger = server.people.colleague!
    for (const [person, sees] of [
      [desk, true],
      [engineer, true],
      [manager, true],
      [colleague, false],
      [stranger, false],
    ] as const) {
      for (const [object, id] of [
        ['serviceRequest', request],
        ['workOrder', order],
      ] as const) {
        const { status } = await server.get(person, `/api/records/${object}/${id}`)
        expect([object, status]).toEqual([object, sees ? 200 : 404])
      }
    }
    const { allowed } = await view(manager, 'serviceRequest', request)
    expect(allowed).toEqual([])
    const edit = await server.call(manager, 'serviceRequest.update', { id: request, version: 1, title: 'x' })
    expect(edit.status).toBe(403)
  })

  test('hidden and missing steps answer alike; those who may see it read the same timeline', async () => {
    const { server, manager } = world
    const { request } = await world.dispatched()
    const stranger = server.people.colleague!
    const hidden = await server.get(stranger, `/api/service/requests/${request}/steps`)
    const missing = await server.get(
      stranger,
      '/api/service/requests/019aa000-0000-7000-8000-000000000000/steps',
    )
    const wrong = await server.get(stranger, '/api/service/requests/1/steps')
    expect([hidden.status, missing.status, wrong.status]).toEqual([404, 404, 404])
    expect(withoutRequest(hidden.body)).toEqual(withoutRequest(missing.body))
    const seen = await server.get(manager, `/api/service/requests/${request}/steps`)
    expect(seen.body.steps.map((step: { kind: string }) => step.kind)).toEqual(['received', 'dispatched'])
    expect(seen.body.steps[1].who).toEqual({ name: expect.any(String), phone: '13906126814' })
  })

  test('what is offered follows the state', async () => {
    const { desk, engineer } = world
    const { request, order } = await world.dispatched()
    const shown = async (person: Person, object: string, id: string) => {
      const { allowed, blocked } = await view(person, object, id)
      const service = (name: string) => /^(request|work|serviceRequest)\./.test(name)
      return { allowed: allowed.filter(service).sort(), blocked: Object.keys(blocked) }
    }
    expect(await shown(desk, 'serviceRequest', request)).toEqual({
      allowed: ['request.undoDispatch', 'serviceRequest.update'],
      blocked: [],
    })
    expect(await shown(desk, 'serviceRequest', await world.fileRequest())).toEqual({
      allowed: ['request.complete', 'request.dispatch', 'serviceRequest.update'],
      blocked: [],
    })
    expect((await shown(engineer, 'workOrder', order)).allowed).toEqual([
      'work.accept',
      'work.handOver',
      'work.refuse',
    ])
    await world.server.run(engineer, 'work.accept', { order })
    await world.server.run(engineer, 'work.begin', { order })
    expect((await shown(engineer, 'workOrder', order)).allowed).toEqual(['work.complete'])
    expect(await shown(desk, 'serviceRequest', request)).toEqual({
      allowed: ['serviceRequest.update'],
      blocked: ['request.undoDispatch'],
    })
    const { request: done } = await world.orderIn('done')
    expect(await shown(desk, 'serviceRequest', done)).toEqual({ allowed: [], blocked: [] })
  })
})

describe('SERV-2 serviceRequest.create and update', () => {
  test('taken in by phone, it has a number, a step, and the follower behind the contact', async () => {
    const { server, desk, customer, contact, asset } = world
    const done = await server.run(desk, 'serviceRequest.create', {
      title: '年度保养',
      kind: 'maintenance',
      source: 'phone',
      customer,
      asset,
    })
    expect(done.result.number).toMatch(/^FW-\d{8}-\d{4}$/)
    const row = await world.requestRow(String(done.result.id))
    expect(row).toMatchObject({
      state: 'received',
      contact_id: contact,
      portal_user_id: world.follower.id,
      source: 'phone',
    })
    expect(await world.stepsOf(String(done.result.id))).toMatchObject([
      { kind: 'received', by_customer: false },
    ])
  })

  test('a salesperson who takes one in sees it again', async () => {
    const { server, manager } = world
    const { result } = await server.run(manager, 'serviceRequest.create', {
      title: '客户问精度',
      customer: world.customer,
    })
    const { status } = await server.get(manager, `/api/records/serviceRequest/${result.id}`)
    expect(status).toBe(200)
  })

  test('contact and machine must be the customer’s', async () => {
    const { server, desk, manager } = world
    const elsewhere = String((await server.run(manager, 'customer.create', { name: '别家' })).result.id)
    const foreign = await world.buildAsset({ customer: elsewhere })
    for (const values of [{ asset: foreign }, { contact: world.contact, customer: elsewhere }]) {
      const input = { title: 'x', customer: world.customer, ...values }
      const refusal = await server.refusal(desk, 'serviceRequest.create', input)
      expect(refusal).toMatchObject({ code: 'invalidInput', fields: [{ rule: 'missingRecord' }] })
    }
    const request = await world.fileRequest()
    const refusal = await server.refusal(desk, 'serviceRequest.update', {
      id: request,
      version: 1,
      asset: foreign,
    })
    expect(refusal.fields).toEqual([{ path: 'asset', rule: 'missingRecord' }])
  })

  test('is corrected while it is open, with its version', async () => {
    const { server, desk } = world
    const request = await world.fileRequest()
    const { version } = (await world.requestRow(request)) as { version: number }
    await server.run(desk, 'serviceRequest.update', { id: request, version, priority: 'urgent' })
    expect(await world.requestRow(request)).toMatchObject({ priority: 'urgent' })
    expect(
      (await server.refusal(desk, 'serviceRequest.update', { id: request, version, title: 'y' })).code,
    ).toBe('staleVersion')
    const { request: done } = await world.orderIn('done')
    const late = await server.refusal(desk, 'serviceRequest.update', { id: done, version: 9, title: 'y' })
    expect(late.code).toBe('requestClosed')
  })
})

describe('GET /api/service/engineers', () => {
  test('names those who handle work, whoever has least to do first', async () => {
    const { server, desk, engineer, manager } = world
    const free = await buildEmployee(server, {
      name: '闲师傅',
      role: 'serviceEngineer',
      department: 'service',
    })
    await world.dispatched()
    const { body } = await server.get(desk, '/api/service/engineers')
    expect(body.engineers[0].open).toBe(0)
    expect(body.engineers.map((one: { id: string }) => one.id)).toContain(free.id)
    const loads = body.engineers.map((one: { open: number }) => one.open)
    expect(loads).toEqual([...loads].sort((a, b) => a - b))
    const mine = body.engineers.find((one: { id: string }) => one.id === engineer.id)
    const [counted] = await server.rows<{ n: number }>(
      `select count(*)::int as n from work_order where owner_id = $1 and state in ('assigned','accepted','onTheWay','working')`,
      [engineer.id],
    )
    expect(mine.open).toBe(counted!.n)
    const names = body.engineers.map((one: { id: string }) => one.id)
    expect(names).not.toContain(server.people.administrator!.id)
    expect((await server.get(manager, '/api/service/engineers')).status).toBe(403)
  })
})
