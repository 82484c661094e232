import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import type { SegmentView } from '@gonghai/shared/client/relation-api'
import type { ListSetupAnswer } from '@gonghai/shared/client/tables-api'
import { v7 } from 'uuid'
import { buildEmployee } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import { at, grant, insertRow, type Person } from '../records/company'

let server: TestServer
let boss: Person
let leader: Person
let zhang: Person
/** May list customers, but never sees their tax numbers, nor when they are contacted next. */
let masked: Person
beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
  leader = await buildEmployee(server, { name: '组长', role: 'teamLeader' })
  zhang = await buildEmployee(server, { name: '张晓琳', leader })
  masked = await buildEmployee(server, { name: '外包', role: null })
  const id = v7()
  await insertRow(server.db, 'role', {
    id,
    key: `masked-${id}`,
    name: '外包',
    permissions: JSON.stringify({ customer: ['query', 'view'], segment: ['query'], savedView: ['query'] }),
    scopes: JSON.stringify({ customer: { query: 'all', view: 'all', edit: 'none' } }),
    masks: JSON.stringify({ customer: { taxNumber: 'masked', nextContactAt: 'hidden' } }),
  })
  await grant(server.db, masked, id)
  await bumpPermissionEpoch(server.db, at)
})
afterAll(() => server.stop())

let running = 0
const make = async (who: Person, filter: object, values: Record<string, unknown> = {}) =>
  idOf(
    await server.run(who, 'segment.create', {
      name: `第 ${++running} 组`,
      object: 'customer',
      filter: JSON.stringify(filter),
      shared: true,
      ...values,
    }),
  )
const read = async (who: Person, id: string) =>
  (await server.get(who, `/api/segments/${id}`)).body as SegmentView
const level = { field: 'level', op: 'eq', value: 'A' }

describe('segments last longer than their fields (CUST-13)', () => {
  test('what asks for a retired field is left out and said; with nothing left it is nobody, not everybody', async () => {
    const made = await server.run(boss, 'customField.create', {
      object: 'customer',
      kind: 'text',
      label: '临时',
    })
    const { id: field, key } = made.result as { id: string; key: string }
    const gone = { field: key, op: 'eq', value: 'x' }
    const both = await make(zhang, { and: [gone, level] })
    const only = await make(zhang, gone, { name: '只有它' })
    const all = await make(zhang, { and: [] }, { name: '所有人' })
    expect(await read(zhang, both)).not.toHaveProperty('mended')
    await server.run(boss, 'customField.retire', { field })
    const mended = await read(zhang, both)
    expect(mended).toMatchObject({ mended: true, filter: { and: [level] } })
    const answer = await server.post(zhang, '/api/records/customer/query', { filter: mended.filter })
    expect(answer.status).toBe(200)
    expect(await read(zhang, only)).toMatchObject({ mended: true, filter: null })
    const everybody = await read(zhang, all)
    expect(everybody.filter).toEqual({ and: [] })
    expect(everybody).not.toHaveProperty('mended')
  })

  test('names the people, tags and departments that its conditions mention', async () => {
    const tag = idOf(
      await server.run(boss, 'tag.create', { name: '展会', color: 'blue', objects: ['customer'] }),
    )
    const id = await make(zhang, {
      or: [
        { field: 'owner', op: 'eq', value: leader.id },
        { field: 'tags', op: 'in', value: [tag] },
        { field: 'department', op: 'eq', value: zhang.departmentId },
      ],
    })
    const { names } = await read(boss, id)
    expect(names).toMatchObject({ [leader.id]: '组长', [tag]: '展会' })
    expect(names[zhang.departmentId]).toBeTruthy()
  })

  test('a shared one is changed by whoever sets segments up, also when its owner has left', async () => {
    const id = await make(zhang, level)
    expect(await read(leader, id)).toMatchObject({ mine: false, editable: false })
    expect(await read(boss, id)).toMatchObject({ mine: false, editable: true })
    const change = { segment: id, version: 1, name: '归公司', filter: JSON.stringify(level), shared: true }
    expect((await server.refusal(leader, 'segment.update', change)).code).toBe('notYourSegment')
    await server.run(boss, 'segment.update', change)
    expect((await read(leader, id)).name).toBe('归公司')
    await server.run(boss, 'segment.remove', { segment: id })
    expect((await server.get(zhang, `/api/segments/${id}`)).status).toBe(404)
  })
})

describe('what is shared with somebody who sees less (SET-2)', () => {
  const hidden = { field: 'taxNumber', op: 'contains', value: '9132' }

  test('a view leaves out conditions, order and columns of masked fields, and opens', async () => {
    const view = idOf(
      await server.run(leader, 'savedView.create', {
        object: 'customer',
        name: '按税号',
        shared: true,
        filter: JSON.stringify({ and: [hidden, level] }),
        sort: '-nextContactAt',
        columns: [{ field: 'level' }, { field: 'nextContactAt' }, { field: 'taxNumber' }],
      }),
    )
    const setup = async (who: Person) =>
      ((await server.get(who, '/api/lists/customer')).body as ListSetupAnswer).views.find(
        one => one.id === view,
      )!
    expect(await setup(leader)).not.toHaveProperty('mended')
    const seen = await setup(masked)
    expect(seen).toMatchObject({
      mended: true,
      filter: { and: [level] },
      sort: null,
      columns: ['level', 'taxNumber'],
    })
    const { status } = await server.post(masked, '/api/records/customer/query', { filter: seen.filter })
    expect(status).toBe(200)
  })

  test('so does a segment', async () => {
    const id = await make(leader, { and: [hidden, level] })
    expect(await read(masked, id)).toMatchObject({ mended: true, filter: { and: [level] } })
    expect(await read(leader, id)).not.toHaveProperty('mended')
  })
})
