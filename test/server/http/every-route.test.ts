import { openSession } from '@gonghai/server/auth/sessions'
import { v7 as uuid } from 'uuid'
import { buildEmployee } from '../../support/builders'
import { type Answered, type TestServer, testServer, withoutRequest } from '../../support/server'
import { make } from '../kernel/action-inputs'
import { grant, insertRole, type Person } from '../records/company'
import { openRoutes, portalRoutes, type RouteLine, staffRoutes } from './route-table'

let server: TestServer
let boss: Person
/** Has every permission, but only over what is theirs. */
let outsider: Person
let nobody: Person

beforeAll(async () => {
  server = await testServer({ config: { trustProxy: true }, official: true })
  boss = server.people.superAdministrator!
  nobody = server.people.nobody!
  outsider = await buildEmployee(server, { role: null })
  const own = { query: 'own', view: 'own', edit: 'own' } as const
  const role = await insertRole(server.db, {
    key: 'everythingOwn',
    permissions: { '*': '*' },
    scopes: { '*': own },
  })
  await grant(server.db, outsider, role)
}, 60_000)
afterAll(() => server.stop())

const table = { ...staffRoutes, ...portalRoutes, ...openRoutes }
let address = 0
/** Every request comes from somewhere else, so that it is the route and not the throttle that answers. */
const elsewhere = () => {
  address += 1
  return `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`
}

async function freshToken(person: Person): Promise<string> {
  return (await openSession(server.db, { employeeId: person.id, platform: 'wecom' }, server.clock.now()))
    .token
}

interface Asked {
  token?: string | undefined
  body?: string | undefined
  type?: string
}

function ask(method: string, path: string, { token, body, type = 'application/json' }: Asked = {}) {
  return server.send(path, {
    method,
    headers: {
      'X-Forwarded-For': elsewhere(),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': type }),
    },
    ...(body === undefined || method === 'GET' ? {} : { body }),
  })
}

/** The address with its parts filled in. */
function addressOf(route: string, line: RouteLine, given: Record<string, string> = {}): string {
  const path = route.split(' ')[1]!
  return path.replace(/:(\w+)/g, (_, name: string) => given[name] ?? line.words?.[name] ?? uuid())
}

const goodBody = (line: RouteLine) => (line.body ? JSON.stringify(line.body) : undefined)

/** Not our fault, and nothing about how we are built. */
function expectCalm(answer: Answered, what: string): void {
  expect({ what, status: answer.status < 500, text: answer.status < 500 ? '' : answer.text }).toEqual({
    what,
    status: true,
    text: '',
  })
  if (answer.status >= 400) expect(answer.text).not.toMatch(/\bat \S+\.ts|select |syntax error|node_modules/i)
}

const deepArray = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
const deepObject = `${'{"and":['.repeat(20_000)}${']}'.repeat(20_000)}`
const long = 'x'.repeat(100_000)

/** Values of no kind that a field expects; as JSON text, since some can't be written otherwise. */
const badValues: readonly string[] = [
  'null',
  'true',
  '-1',
  '1e308',
  '1e999',
  '9007199254740993',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"__proto__"',
  '"constructor"',
  `"'; drop table customer; --"`,
  `"${long}"`,
  '[]',
  '[null]',
  '[[]]',
  '[{}]',
  '["\\u0000"]',
  '{}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":1}}',
  '{"name":"\\u0000","phone":"\\ud800"}',
  '{"field":"__proto__","op":"eq","value":1}',
  '{"field":"name","op":"constructor","value":1}',
  '{"object":"__proto__","query":{}}',
  deepArray,
  deepObject,
]

const badBodies: readonly string[] = [
  '',
  '{',
  '[]',
  '[{}]',
  '"x"',
  '5',
  'null',
  'true',
  '\u0000',
  deepArray,
  deepObject,
  '{"__proto__":{"admin":true}}',
  '{"constructor":1,"toString":2,"hasOwnProperty":3}',
]

const badWords: readonly string[] = [
  'x',
  '__proto__',
  'constructor',
  'toString',
  '%00',
  '%ED%A0%80',
  '%',
  "';--",
  '..%2F..',
  'x'.repeat(3000),
  '-1',
  '1e999',
  '9'.repeat(400),
  encodeURIComponent(`customer:${uuid()}`),
  'customer:x',
  '__proto__:x',
  '%F0%9F%98%80',
  '[]',
  uuid(),
]

async function attackAddress(route: string, line: RouteLine, token?: string): Promise<void> {
  const [method = '', path = ''] = route.split(' ')
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) {
    for (const bad of badWords) {
      const target = addressOf(route, line, { [name]: bad })
      expectCalm(
        await ask(method, target, { token, body: goodBody(line) }),
        `${method} ${target.slice(0, 200)}`,
      )
    }
  }
  for (const name of line.query ?? []) {
    for (const bad of [...badWords, `a&${name}=b`, `&${name}[a]=b`]) {
      const target = `${addressOf(route, line)}?${name}=${bad}`
      expectCalm(
        await ask(method, target, { token, body: goodBody(line) }),
        `${method} ${target.slice(0, 200)}`,
      )
    }
  }
}

async function attackBody(route: string, line: RouteLine, token?: string): Promise<void> {
  const [method = ''] = route.split(' ')
  if (method === 'GET') return
  const target = addressOf(route, line)
  for (const body of badBodies) {
    expectCalm(await ask(method, target, { token, body }), `${route} ${body.slice(0, 60)}`)
  }
  for (const type of ['text/plain', 'multipart/form-data', 'application/json; charset=utf-16', '']) {
    expectCalm(await ask(method, target, { token, body: '{}', type }), `${route} as ${type}`)
  }
  const good = Object.entries(line.body ?? {}).map(([name, value]) => [name, JSON.stringify(value)] as const)
  for (const [name] of good) {
    for (const bad of badValues) {
      const body = `{${good.map(([key, value]) => `"${key}":${key === name ? bad : value}`).join()}}`
      expectCalm(await ask(method, target, { token, body }), `${route} ${name}=${bad.slice(0, 60)}`)
      const alone = `{"${name}":${bad}}`
      expectCalm(
        await ask(method, target, { token, body: alone }),
        `${route} only ${name}=${bad.slice(0, 60)}`,
      )
    }
  }
}

test('every route of the app has its line here, and no line is left over', () => {
  expect(server.routes().sort()).toEqual(Object.keys(table).sort())
})

describe.each(Object.entries(staffRoutes))('%s', (route, line) => {
  const [method = ''] = route.split(' ')

  test('asks for a session before anything else (SET-8)', async () => {
    const target = addressOf(route, line)
    for (const token of [undefined, 'x'.repeat(43), '__proto__', "'"]) {
      for (const body of [goodBody(line), '[]', '{}']) {
        const answer = await ask(method, target, { token, body })
        const type = answer.status === 415 ? 'unsupportedType' : 'notSignedIn'
        expect({ code: answer.body.code, type: route === 'POST /api/files' || type }).toMatchObject({
          code: type,
        })
      }
    }
  })

  test('gives nothing to somebody without a role (SET-2)', async () => {
    if (line.everybody) return
    const token = await freshToken(nobody)
    const ids = Object.entries(line.ids ?? {})
    const given: Record<string, string> = {}
    for (const [name, kind] of ids) given[name] = (await make[kind]?.(server, boss)) ?? uuid()
    const answer = await ask(method, addressOf(route, line, given), { token, body: goodBody(line) })
    expect({ route, status: answer.status, code: answer.body?.code }).toMatchObject({
      code: expect.stringMatching(/^(notPermitted|notFound|notAdministrator|invalidInput|unknownField)$/),
    })
  })

  test('what is hidden answers like what is missing (SET-2)', async () => {
    if (!line.ids || line.plain) return
    const token = await freshToken(outsider)
    for (const [name, kind] of Object.entries(line.ids)) {
      const hidden = await make[kind]?.(server, boss)
      if (!hidden) continue
      const answers = []
      for (const id of [hidden, uuid()]) {
        answers.push(
          await ask(method, addressOf(route, line, { [name]: id }), { token, body: goodBody(line) }),
        )
      }
      const [out, missing] = answers as [Answered, Answered]
      expect({ route, status: missing.status }).toEqual({ route, status: 404 })
      expect(out.status).toBe(404)
      expect(withoutRequest(out.body)).toEqual(withoutRequest(missing.body))
    }
  })

  test('no address makes it fail', async () => {
    await attackAddress(route, line, await freshToken(boss))
  })

  test('no body makes it fail', async () => {
    await attackBody(route, line, await freshToken(boss))
  })
})

describe.each(Object.entries(portalRoutes))('%s', (route, line) => {
  test('asks for a customer’s session; staff’s does not open it', async () => {
    const [method = ''] = route.split(' ')
    for (const token of [undefined, 'x'.repeat(43), await freshToken(boss)]) {
      const answer = await ask(method, addressOf(route, line), { token, body: '{}' })
      expect([401, 415]).toContain(answer.status)
    }
  })
})

describe.each(Object.entries(openRoutes))('%s', (route, line) => {
  test('no address and no body makes it fail', async () => {
    await attackAddress(route, line)
    await attackBody(route, line)
  })
})
