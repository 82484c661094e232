import { buildCustomer, buildLead } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

let running = 0
const buildTag = async (values: Record<string, unknown> = {}) =>
  idOf(
    await server.run(boss, 'tag.create', {
      name: `标签${++running}`,
      color: 'blue',
      objects: ['customer', 'lead'],
      ...values,
    }),
  )

const list = async (who: Person, filter: unknown) => {
  const { body } = await server.post(who, '/api/records/customer/query', { filter, tab: 'mine' })
  return body.rows.map((one: { id: string }) => one.id)
}

describe('tags', () => {
  test('CUST-18 are put on a record and taken off, and lists filter by one or any of several', async () => {
    const [key, fair] = [await buildTag({ name: '重点' }), await buildTag({ name: '展会' })]
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => buildCustomer(server, zhang)))
    await server.run(zhang, 'tag.add', { record: `customer:${one}`, tags: [key] })
    const done = await server.run(zhang, 'tag.add', { record: `customer:${two}`, tags: [key, fair] })
    expect(await list(zhang, { field: 'tags', op: 'contains', value: fair })).toEqual([two])
    expect((await list(zhang, { field: 'tags', op: 'in', value: [key, fair] })).sort()).toEqual(
      [one, two].sort(),
    )
    expect(await list(zhang, { field: 'tags', op: 'empty' })).toEqual([three])
    const { body } = await server.get(zhang, `/api/records/customer/${two}`)
    expect(body.record.references.tags).toEqual([
      { id: key, name: '重点', color: 'blue' },
      { id: fair, name: '展会', color: 'blue' },
    ])
    await server.run(zhang, done.undo!.action, done.undo!.input)
    expect(await list(zhang, { field: 'tags', op: 'contains', value: fair })).toEqual([])
    const stream = await server.get(zhang, `/api/records/customer/${two}/stream`)
    expect(stream.body.entries[0]).toMatchObject({
      kind: 'tag.remove',
      changes: [{ from: '重点, 展会', to: '' }],
    })
  })

  test('CUST-18 many records at once, each with its result', async () => {
    const tag = await buildTag()
    const mine = await Promise.all([1, 2, 3].map(() => buildCustomer(server, zhang)))
    const hidden = await buildCustomer(server, boss)
    const records = [...mine, hidden].map(id => `customer:${id}`)
    const answer = await server.post(zhang, '/api/operations', {
      action: 'tag.add',
      records,
      input: { tags: [tag] },
    })
    expect(answer.body.results.map((one: { state: string }) => one.state)).toEqual([
      'done',
      'done',
      'done',
      'refused',
    ])
    expect(await list(zhang, { field: 'tags', op: 'contains', value: tag })).toHaveLength(3)
  })

  test('CUST-18 a retired tag stays where it is and is put on nothing more; one in use is not deleted', async () => {
    const tag = await buildTag({ name: '老客户' })
    const id = await buildCustomer(server, zhang)
    await server.run(zhang, 'tag.add', { record: `customer:${id}`, tags: [tag] })
    expect((await server.refusal(boss, 'tag.discard', { tag })).code).toBe('tagInUse')
    const change = { tag, version: 1, name: '老客户', color: 'red', objects: ['customer'], active: false }
    await server.run(boss, 'tag.update', change)
    expect((await server.refusal(boss, 'tag.update', change)).code).toBe('staleVersion')
    const other = await buildCustomer(server, zhang)
    expect((await server.refusal(zhang, 'tag.add', { record: `customer:${other}`, tags: [tag] })).code).toBe(
      'tagUnfit',
    )
    expect(await list(zhang, { field: 'tags', op: 'contains', value: tag })).toEqual([id])
    const offered = await server.get(zhang, '/api/tags?object=customer')
    expect(offered.body.tags.map((one: { id: string }) => one.id)).not.toContain(tag)
    await server.run(zhang, 'tag.remove', { record: `customer:${id}`, tags: [tag] })
    await server.run(boss, 'tag.discard', { tag })
    expect(
      (await server.get(boss, '/api/tags')).body.tags.map((one: { id: string }) => one.id),
    ).not.toContain(tag)
  })

  test('CUST-18 a tag goes only on what it is meant for, and by whoever may change the record', async () => {
    const tag = await buildTag({ objects: ['lead'] })
    const customer = `customer:${await buildCustomer(server, zhang)}`
    const lead = `lead:${await buildLead(server, zhang)}`
    expect((await server.refusal(zhang, 'tag.add', { record: customer, tags: [tag] })).code).toBe('tagUnfit')
    await server.run(zhang, 'tag.add', { record: lead, tags: [tag] })
    const colleague = server.people.colleague!
    expect((await server.refusal(colleague, 'tag.add', { record: lead, tags: [tag] })).code).toBe('notFound')
    expect(
      (await server.refusal(zhang, 'tag.create', { name: 'x', color: 'red', objects: ['lead'] })).code,
    ).toBe('notPermitted')
  })

  test('CUST-18 two tags of one name are refused', async () => {
    await buildTag({ name: '独一份' })
    const refusal = await server.refusal(boss, 'tag.create', {
      name: '独一份',
      color: 'red',
      objects: ['lead'],
    })
    expect(refusal.code).toBe('duplicateValue')
  })

  test('CUST-18 whatever carries tags has an index that finds them', async () => {
    const indexes = await server.rows(
      `select tablename from pg_indexes where indexdef ~ 'gin \\(tags\\)' order by tablename`,
    )
    expect(indexes.map(one => one.tablename)).toEqual(['contact', 'customer', 'lead', 'pool'])
  })
})

describe('segments', () => {
  const filter = (level: string) => JSON.stringify({ field: 'level', op: 'eq', value: level })

  test('CUST-13 are counted with a sample before they are saved, and hold what their conditions find', async () => {
    const a = await buildCustomer(server, zhang, { level: 'A' })
    await buildCustomer(server, zhang, { level: 'B' })
    await buildCustomer(server, boss, { level: 'A' })
    const preview = await server.post(zhang, '/api/segments/preview', {
      object: 'customer',
      filter: { field: 'level', op: 'eq', value: 'A' },
    })
    expect(preview.body).toMatchObject({ count: 1, sample: [{ id: a }] })
    const made = await server.run(zhang, 'segment.create', {
      name: 'A 级',
      object: 'customer',
      filter: filter('A'),
    })
    const { body } = await server.get(zhang, `/api/segments/${made.result.id}`)
    expect(await list(zhang, body.filter)).toEqual([a])
  })

  test('CUST-13 a segment is seen by others only where it is shared, and changed by its owner', async () => {
    const colleague = server.people.colleague!
    const made = await server.run(zhang, 'segment.create', {
      name: '我的',
      object: 'contact',
      filter: '{"and":[]}',
    })
    const segment = String(made.result.id)
    const seen = async () => (await server.get(colleague, `/api/segments/${segment}`)).status
    expect(await seen()).toBe(404)
    expect((await server.refusal(colleague, 'segment.remove', { segment })).code).toBe('notFound')
    const change = { segment, version: 1, name: '我的', filter: '{"and":[]}', shared: true }
    await server.run(zhang, 'segment.update', change)
    expect(await seen()).toBe(200)
    expect((await server.refusal(colleague, 'segment.update', { ...change, version: 2 })).code).toBe(
      'notYourSegment',
    )
    expect((await server.refusal(zhang, 'segment.update', change)).code).toBe('staleVersion')
    await server.run(zhang, 'segment.remove', { segment })
    expect(await seen()).toBe(404)
  })

  test('CUST-13 conditions that can’t be right are refused by their path', async () => {
    for (const [given, path] of [
      ['nonsense', 'filter'],
      ['{"field":"nope","op":"eq","value":1}', 'filter.field'],
      ['{"and":[{"field":"level","op":"eq","value":"Z"}]}', 'filter.and.0.value'],
    ] as const) {
      const refusal = await server.refusal(zhang, 'segment.create', {
        name: 'x',
        object: 'customer',
        filter: given,
      })
      expect(refusal.fields.map(issue => issue.path)).toEqual([path])
    }
    const answer = await server.post(zhang, '/api/segments/preview', { object: 'pool', filter: {} })
    expect(answer.status).toBe(400)
  })
})
