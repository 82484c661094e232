import { openSession } from '@gonghai/server/auth/sessions'
import type { Field, Fields } from '@gonghai/shared/objects/declare'
import { v7 as uuid } from 'uuid'
import { buildEmployee } from '../../support/builders'
import { databasePicture } from '../../support/database-picture'
import { type Answered, type TestServer, testServer, withoutRequest } from '../../support/server'
import { grant, insertRole, type Person } from '../records/company'
import { contractOf, everyAction, goodInput, make, othersActions } from './action-inputs'
import { badValues } from './bad-values'

let server: TestServer
let boss: Person
/** Has every permission, but only over what is theirs. */
let outsider: Person
/** A good input per action, made once: refused calls leave it as it is. */
const inputs = new Map<string, Record<string, unknown>>()

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
  outsider = await buildEmployee(server, { role: null })
  const own = { query: 'own', view: 'own', edit: 'own' } as const
  const role = await insertRole(server.db, {
    key: 'everythingOwn',
    permissions: { '*': '*' },
    scopes: { '*': own },
  })
  await grant(server.db, outsider, role)
  for (const name of everyAction) inputs.set(name, await goodInput(server, contractOf(name), boss))
}, 60_000)
afterAll(() => server.stop())

/** A session of its own, so that no test uses up another's share of requests. */
async function freshToken(person: Person): Promise<string> {
  return (await openSession(server.db, { employeeId: person.id, platform: 'wecom' }, server.clock.now()))
    .token
}

async function unchanged(work: () => Promise<unknown>): Promise<void> {
  const before = await databasePicture(server.db)
  await work()
  expect(await databasePicture(server.db)).toEqual(before)
}

const raw = (name: string, token: string, body: string, type = 'application/json') =>
  server.send(`/api/actions/${name}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    body,
  })

const isRefused = (answer: Answered, status: number, code?: string) => {
  expect({ status: answer.status, code: answer.body?.code }).toEqual({
    status,
    code: code ?? expect.any(String),
  })
  expect(answer.body.message).toMatch(/\S/)
  expect(answer.body.message).not.toContain('error.')
  expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
}

describe.each(everyAction)('%s', name => {
  const input = () => inputs.get(name)!

  test('without a session, or with a wrong one, answers 401 and does nothing', async () => {
    await unchanged(async () => {
      const body = JSON.stringify(input())
      const headers = { 'Content-Type': 'application/json' }
      isRefused(
        await server.send(`/api/actions/${name}`, { method: 'POST', headers, body }),
        401,
        'notSignedIn',
      )
      isRefused(await raw(name, 'x'.repeat(43), body), 401, 'notSignedIn')
      isRefused(await raw(name, '', body), 401, 'notSignedIn')
    })
  })

  test('with a role that lacks it answers 403 and does nothing', async () => {
    const token = await freshToken(server.people.nobody!)
    await unchanged(async () =>
      isRefused(await raw(name, token, JSON.stringify(input())), 403, 'notPermitted'),
    )
  })

  test('unknown fields are refused by name', async () => {
    const token = await freshToken(boss)
    await unchanged(async () => {
      const given = { ...input(), surprise: 1, ownerId: boss.id, constructor: 'x' }
      const answer = await raw(name, token, JSON.stringify(given))
      isRefused(answer, 400, 'unknownField')
      expect(answer.body.fields.map((field: { path: string }) => field.path).sort()).toEqual([
        'constructor',
        'ownerId',
        'surprise',
      ])
    })
  })

  test('a body that is no object is refused, whatever it is', async () => {
    const token = await freshToken(boss)
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    await unchanged(async () => {
      for (const body of ['', '{', '[]', '[{}]', '"x"', '5', 'null', 'true', '{}', '\u0000', deep]) {
        isRefused(await raw(name, token, body), 400)
      }
      isRefused(
        await raw(name, token, `{"__proto__":{"admin":true},${JSON.stringify(input()).slice(1)}`),
        400,
      )
      isRefused(await raw(name, token, JSON.stringify({ x: 'x'.repeat(1_100_000) })), 413, 'bodyTooLarge')
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
        isRefused(await raw(name, token, JSON.stringify(input()), type), 415, 'unsupportedType')
      }
    })
  })

  test('every field refuses what is not of its kind, with its path', async () => {
    await unchanged(async () => {
      for (const [path, given, field] of spoilt(contractOf(name).input, input())) {
        const refusal = await server.refusal(boss, name, given)
        const paths = refusal.fields.map(issue => issue.path)
        expect({ path, field, code: refusal.code, paths }).toMatchObject({
          code: expect.stringMatching(/^(invalidInput|unknownField)$/),
          paths: expect.arrayContaining([expect.stringMatching(new RegExp(`^${path}(\\.|$)`))]),
        })
      }
    })
  })

  test('required fields are asked for by name', async () => {
    const required = Object.entries(contractOf(name).input).filter(
      ([, field]) => field.required && field.initial === undefined,
    )
    for (const [path] of required) {
      for (const blank of [undefined, null, '', '   ']) {
        const refusal = await server.refusal(boss, name, { ...input(), [path]: blank })
        expect(refusal).toMatchObject({ code: 'invalidInput', fields: [{ path, rule: 'required' }] })
      }
    }
  })

  test('what lies outside the scope answers like what is not there', async () => {
    const token = await freshToken(outsider)
    const mine = await goodInput(server, contractOf(name), outsider)
    for (const [path, field] of pointers(contractOf(name).input)) {
      const target = field.kind === 'record' ? field.targets![0]! : field.target!
      const wrap = (id: string) => (field.kind === 'record' ? `${target}:${id}` : id)
      const hidden = await hiddenId(target, field)
      await unchanged(async () => {
        const missing = await raw(name, token, JSON.stringify(putAt(mine, path, wrap(uuid()))))
        isRefused(missing, 404, 'notFound')
        expect(missing.body.fields).toMatchObject([{ path, rule: 'missingRecord' }])
        if (!hidden) return
        const out = await raw(name, token, JSON.stringify(putAt(mine, path, wrap(hidden))))
        expect(withoutRequest(out.body)).toEqual(withoutRequest(missing.body))
        expect(out.status).toBe(404)
      })
    }
  })

  test('a good input is carried out', async () => {
    const fresh = await goodInput(server, contractOf(name), boss)
    const answer = await server.call(boss, name, fresh, { token: await freshToken(boss) })
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
    expect(answer.body.message).toMatch(/\S/)
    expect(answer.body.message).not.toMatch(/action\.|\{\{/)
  })
})

describe.each(othersActions)('%s', name => {
  test('is none of staff’s, whatever their role: 401 without a session, 403 with one', async () => {
    const token = await freshToken(boss)
    const headers = { 'Content-Type': 'application/json' }
    // The input is checked first; what would be a good one is refused like any other.
    const input: Record<string, unknown> = {}
    for (const [field, { required }] of Object.entries(contractOf(name).input))
      if (required) input[field] = plausible(contractOf(name).input[field]!)
    const body = JSON.stringify(input)
    await unchanged(async () => {
      isRefused(
        await server.send(`/api/actions/${name}`, { method: 'POST', headers, body }),
        401,
        'notSignedIn',
      )
      isRefused(await raw(name, token, body), 403, 'notPermitted')
    })
  })
})

/** A value of the right kind; what it points to need not exist. */
function plausible(field: Field): unknown {
  if (field.kind === 'reference') return uuid()
  if (field.kind === 'record') return `${field.targets![0]}:${uuid()}`
  return field.kind === 'integer' ? 1 : 'abcd'
}

/** Inputs with one field spoilt, lines included. */
function* spoilt(fields: Fields, input: Record<string, unknown>): Generator<[string, unknown, Field]> {
  for (const [name, field] of Object.entries(fields)) {
    for (const bad of badValues(field)) yield [name, { ...input, [name]: bad }, field]
    if (field.kind !== 'lines') continue
    const [line] = input[name] as Record<string, unknown>[]
    for (const [path, given, inner] of spoilt(field.fields!, line!)) {
      yield [`${name}\\.0\\.${path}`, { ...input, [name]: [given] }, inner]
    }
  }
}

/** Every field of an input that points to something, lines and people included. */
function pointers(fields: Fields, before = ''): [string, Field][] {
  return Object.entries(fields).flatMap(([name, field]): [string, Field][] => {
    if (field.kind === 'lines') return pointers(field.fields!, `${before}${name}.0.`)
    if (field.kind === 'files')
      return [[`${before}${name}.0`, { kind: 'reference', target: 'file', need: 'mine' }]]
    if (field.kind === 'tags') return [[`${before}${name}.0`, { kind: 'reference', target: 'tag' }]]
    if (field.kind === 'people') return [[`${before}${name}.0`, { kind: 'reference', target: 'employee' }]]
    return field.kind === 'reference' || field.kind === 'record' ? [[before + name, field]] : []
  })
}

function putAt(input: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const copy = structuredClone(input)
  const steps = path.split('.')
  const last = steps.pop()!
  const place = steps.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy)
  place[last] = value
  return copy
}

/** Everybody with the permission may use these. */
const open = new Set([
  'partner',
  'product',
  'pool',
  'tag',
  'relationKind',
  'employee',
  'department',
  'person',
  'position',
  'role',
  'accessAddition',
  'organisation',
  'directoryRun',
])

async function hiddenId(target: string, field: Field): Promise<string | undefined> {
  if (open.has(target) || field.need === 'exists') return undefined
  const id = await make[target]!(server, boss)
  if (field.binned) await server.run('system', `${target}.remove`, { id })
  return id
}
