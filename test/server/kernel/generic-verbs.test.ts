import { snake } from '@gonghai/server/records/columns'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objectList } from '@gonghai/shared/objects'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'
import { contractOf, goodInput, make } from './action-inputs'

let server: TestServer
let boss: Person
beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

const having = (verb: ObjectDeclaration['verbs'][number]) =>
  objectList.filter(object => object.verbs.includes(verb)).map(object => object.name)
const declared = (name: ObjectName): ObjectDeclaration => objectList.find(object => object.name === name)!
const traces = (id: string) =>
  server.rows<{
    action: string
    changes: Record<string, [unknown, unknown]>
    door: string
    actor_id: string
  }>('select action, changes, door, actor_id from history where record_id = $1 order by at, id', [id])
const view = async (name: string, id: string) => server.get(boss, `/api/records/${name}/${id}`)
const listed = async (name: string, search?: string): Promise<string[]> => {
  const answer = await server.post(boss, `/api/records/${name}/query`, {
    limit: 100,
    ...(search ? { search } : {}),
  })
  return answer.body.rows.map((row: { id: string }) => row.id)
}
const isListed = (object: ObjectDeclaration) => !object.parent

async function create(
  name: string,
  title?: string,
): Promise<{ id: string; number: string | null; input: Record<string, unknown> }> {
  const input = await goodInput(server, contractOf(`${name}.create`), boss)
  if (title) input[declared(name as ObjectName).title] = title
  const { result } = await server.run(boss, `${name}.create`, input, { door: 'chat' })
  return { id: String(result.id), number: (result.number as string | null) ?? null, input }
}

/** Nobody has these until they are given out. */
const ownedLater: ReadonlySet<string> = new Set(['serviceRequest'])

describe.each(having('create'))('%s.create', name => {
  const object = declared(name)

  test('what was given is what is viewed, with defaults, version 1 and a history by its door', async () => {
    const { id, input } = await create(name)
    const { status, body } = await view(name, id)
    expect(status).toBe(200)
    // A contract's amount is that of its lines; a phone is masked while its record lies in a pool; papers are records of their own.
    const { amount: _amount, phone, files, ignoreWarnings: _answer, ...given } = input
    if (!input.pool && phone) given.phone = phone
    if (files && 'files' in object.fields) given.files = files
    expect(body.record).toMatchObject({ id, object: name, version: 1, values: given })
    expect(body.record.createdBy.id).toBe(boss.id)
    const [trace] = await traces(id)
    expect(trace).toMatchObject({ action: `${name}.create`, door: 'chat', actor_id: boss.id })
    const title = object.title
    expect(trace!.changes[title]).toEqual([null, input[title]])
  })

  test('CUST-1 its owner is who made it, with the whole line of departments', async () => {
    if (!object.can.owned || ownedLater.has(name)) return
    const { pool: _pool, ...input } = await goodInput(server, contractOf(`${name}.create`), boss)
    const { result } = await server.run(boss, `${name}.create`, input)
    const [row] = await server.rows(`select * from ${snake(name)} where id = $1`, [result.id])
    expect(row).toMatchObject({
      owner_id: boss.id,
      department_id: boss.departmentId,
      dept1: boss.path[0],
      dept2: null,
    })
  })

  test('SET-4 numbers run without gaps by day of the company, also when made at once', async () => {
    if (!object.number) return
    server.clock.set('2026-12-31T15:59:59.000Z') // 23:59:59 in Shanghai
    const last = await create(name)
    server.clock.set('2026-12-31T16:00:00.000Z') // New Year in Shanghai
    const inputs = await Promise.all(
      Array.from({ length: 4 }, () => goodInput(server, contractOf(`${name}.create`), boss)),
    )
    const { by } = object.number
    // Kinds with a prefix of their own count for themselves.
    const key = by ? `${name}.${inputs[0]![by.field]}` : name
    const before = await server.rows<{ value: number }>(
      `select value from number_counter where object = $1 and period = '20270101'`,
      [key],
    )
    const made = await Promise.all(inputs.map(input => server.run(boss, `${name}.create`, input)))
    server.clock.set('2026-11-21T08:00:00.000Z')
    const { prefix, digits } = object.number
    expect(last.number).toMatch(new RegExp(`^${prefix}-20261231-\\d{${digits},}$`))
    const first = (before[0]?.value ?? 0) + 1
    const expected = [0, 1, 2, 3].map(
      step => `${prefix}-20270101-${String(first + step).padStart(digits, '0')}`,
    )
    expect(made.map(done => done.result.number).sort()).toEqual(expected)
  })

  test('it is found by the words of its title and by its number', async () => {
    if (!isListed(object) || !object.fields[object.title]?.searchable) return
    const { id, number } = await create(name)
    expect(await listed(name, '测量')).toContain(id)
    expect(await listed(name, 'sanzuobiao')).toContain(id)
    expect(await listed(name, '没有的词')).not.toContain(id)
    if (number) expect(await listed(name, number)).toEqual([id])
  })
})

describe.each(having('update'))('%s.update', name => {
  const object = declared(name)
  const title = object.title

  test('changes what is given, raises the version, and keeps old and new values', async () => {
    const { id, input } = await create(name, '原来的名字')
    server.clock.advance({ minutes: 1 })
    const answer = await server.call(boss, `${name}.update`, { id, version: 1, [title]: '改名以后' })
    expect(answer.body.result).toEqual({ id, version: 2 })
    const { body } = await view(name, id)
    expect(body.record).toMatchObject({
      version: 2,
      title: '改名以后',
      updatedAt: server.clock.now().toISOString(),
    })
    expect((await traces(id)).at(-1)).toMatchObject({
      action: `${name}.update`,
      door: 'http',
      changes: { [title]: [input[title], '改名以后'] },
    })
    if (object.fields[title]?.searchable && isListed(object)) {
      expect(await listed(name, '改名以后')).toContain(id)
      expect(await listed(name, String(input[title]))).not.toContain(id)
    }
  })

  test('a stale version is refused with the newest one, and nothing is changed', async () => {
    const { id } = await create(name)
    await server.run(boss, `${name}.update`, { id, version: 1, [title]: '第一个' })
    const answer = await server.call(boss, `${name}.update`, { id, version: 1, [title]: '第二个' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'staleVersion', params: { version: 2 } } })
    expect((await view(name, id)).body.record.title).toBe('第一个')
    const future = await server.refusal(boss, `${name}.update`, { id, version: 7, [title]: '第三个' })
    expect(future.code).toBe('staleVersion')
  })

  test('of two edits at the same moment one wins and the other is told', async () => {
    const { id } = await create(name)
    const edit = (words: string) => server.run(boss, `${name}.update`, { id, version: 1, [title]: words })
    const both = await Promise.allSettled([edit('甲'), edit('乙')])
    const lost = both.filter(one => one.status === 'rejected')
    expect(lost).toMatchObject([{ reason: { code: 'staleVersion', params: { version: 2 } } }])
    expect((await traces(id)).filter(one => one.action === `${name}.update`)).toHaveLength(1)
  })

  test('values that are already there leave version and history alone', async () => {
    const { id, input } = await create(name)
    const update = contractOf(`${name}.update`).input
    const same = Object.fromEntries(Object.entries(input).filter(([field]) => field in update))
    const { result } = await server.run(boss, `${name}.update`, { ...same, id, version: 1 })
    expect(result.version).toBe(1)
    expect(await traces(id)).toHaveLength(1)
  })

  test('what a record must have cannot be emptied; the rest can', async () => {
    const { id } = await create(name)
    const fields = Object.entries(contractOf(`${name}.update`).input).filter(
      ([field]) => field in object.fields,
    )
    for (const [field] of fields) {
      const { required, initial, series } = object.fields[field]!
      const [{ version }] = (await server.rows(`select version from ${snake(name)} where id = $1`, [id])) as [
        { version: number },
      ]
      const call = server.run(boss, `${name}.update`, { id, version, [field]: null })
      if (!required && !series && initial === undefined)
        await expect(call).resolves.toMatchObject({ result: { id } })
      else
        await expect(call).rejects.toMatchObject({
          code: 'invalidInput',
          fields: [{ path: field, rule: 'required' }],
        })
    }
  })
})

describe.each(having('remove'))('%s.remove and restore', name => {
  const object = declared(name)

  test('CUST-7 it goes to the bin and is neither listed, opened nor removed again', async () => {
    const id = await make[name]!(server, boss)
    if (isListed(object)) expect(await listed(name)).toContain(id)
    expect((await server.call(boss, `${name}.remove`, { id })).status).toBe(200)
    expect((await view(name, id)).status).toBe(404)
    if (isListed(object)) expect(await listed(name)).not.toContain(id)
    expect((await server.refusal(boss, `${name}.remove`, { id })).code).toBe('notFound')
    expect((await traces(id)).at(-1)).toMatchObject({ action: `${name}.remove` })
    if (!object.verbs.includes('restore')) return
    expect((await server.call(boss, `${name}.restore`, { id })).status).toBe(200)
    expect((await view(name, id)).status).toBe(200)
    if (isListed(object)) expect(await listed(name)).toContain(id)
    expect((await server.refusal(boss, `${name}.restore`, { id })).code).toBe('notFound')
    expect((await traces(id)).at(-1)).toMatchObject({ action: `${name}.restore` })
  })

  test('of two removals at the same moment one is refused', async () => {
    const id = await make[name]!(server, boss)
    const both = await Promise.allSettled([
      server.run(boss, `${name}.remove`, { id }),
      server.run(boss, `${name}.remove`, { id }),
    ])
    expect(both.filter(one => one.status === 'rejected')).toMatchObject([{ reason: { code: 'notFound' } }])
  })
})

describe('edit without right', () => {
  test('what may be seen but not edited answers 403, not 404', async () => {
    const { serviceDesk, accountManager } = server.people
    const id = await make.contact!(server, accountManager!)
    expect((await server.get(serviceDesk!, `/api/records/contact/${id}`)).status).toBe(200)
    const answer = await server.call(serviceDesk!, 'contact.update', { id, version: 1, name: '改名' })
    expect(answer).toMatchObject({ status: 403, body: { code: 'notPermitted', fields: [{ path: 'id' }] } })
  })
})
