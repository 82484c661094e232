import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { isMaskable } from '@gonghai/server/areas/access/definition'
import { cardRenderers } from '@gonghai/server/areas/index'
import { encodeValues, identifier, tableOf } from '@gonghai/server/records/columns'
import { loadCatalogue } from '@gonghai/server/records/custom/catalogue'
import { searchKeys } from '@gonghai/server/records/search-keys'
import type { Value } from '@gonghai/shared/client/api'
import {
  type Field,
  type FieldKind,
  type ObjectDeclaration,
  type ObjectName,
  objectList,
} from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { type Answered, type TestServer, testServer } from '../../support/server'
import { staffRoutes } from '../http/route-table'
import { make } from '../kernel/action-inputs'
import { at, grant, insertRow, type Person } from '../records/company'

let server: TestServer
let boss: Person
/** May do everything with everything, and sees no field that a role can hide. */
let looker: Person
const records = new Map<string, string>()
let own: string

/** Values that are found again wherever they show. */
const telling: Partial<Record<FieldKind, Value>> = {
  text: 'KANARIENVOGEL',
  longText: 'KANARIENVOGEL',
  phone: '13987650417',
  email: 'vogel@kanarien.cn',
  url: 'https://kanarien.cn',
  money: '7654321.09',
  decimal: '7654321.09',
  date: '2031-03-17',
  dateTime: '2031-03-17T05:06:07.000Z',
}
const told = /KANARIEN|kanarien|13987650417|987650417|7,?654,?321|2031-03-1[67]/i

const maskable = (object: ObjectDeclaration) =>
  Object.entries<Field>(object.fields).filter(([name, field]) => isMaskable(object, name, field))

/** Writes telling values into every field of the record that the looker sees masked. */
async function fill(object: ObjectDeclaration, id: string): Promise<void> {
  const values: Record<string, Value> = {}
  for (const [name, field] of maskable(object)) {
    const value = telling[field.kind]
    if (value === undefined || field.unique) continue
    values[name] = typeof value === 'string' && field.max ? value.slice(0, Math.max(field.max, 13)) : value
  }
  const custom = Object.fromEntries(Object.entries(values).filter(([name]) => object.fields[name]!.custom))
  const parts = encodeValues(
    object,
    Object.fromEntries(Object.entries(values).filter(([name]) => !custom[name])),
  )
  const sets = parts.map((part, index) => `${identifier(part.name)} = $${index + 2}`)
  const own = object.can.custom ? [`custom = $${parts.length + 3}::jsonb`] : []
  await server.rows(
    `update ${identifier(tableOf(object).name)} set ${[...sets, `search_keys = $${parts.length + 2}`, ...own].join(', ')} where id = $1::uuid`,
    [
      id,
      ...parts.map(part => part.value),
      searchKeys(object, values, 'KH-1'),
      ...(object.can.custom ? [JSON.stringify(custom)] : []),
    ],
  )
}

beforeAll(async () => {
  server = await testServer({ official: true })
  boss = server.people.superAdministrator!
  await buildPool(server, { isDefault: true, members: [boss.id] })
  const key = async (object: string, label: string, more: object) =>
    String((await server.run(boss, 'customField.create', { object, label, ...more })).result.key)
  own = await key('customer', '底价', { kind: 'decimal' })
  await key('customer', '采购电话', { kind: 'phone' })
  await key('customer', '双倍', { kind: 'formula', formula: `{${own}} * 1`, result: 'decimal' })
  await key('lead', '备用电话', { kind: 'phone' })
  const catalogue = await loadCatalogue(server.db)
  const kinds = Object.values(staffRoutes).flatMap(line => Object.values(line.ids ?? {}))
  for (const kind of new Set([...catalogue.list.map(object => object.name), ...kinds])) {
    const id = make[kind] ? await make[kind](server, boss) : uuid()
    records.set(kind, id)
    const object = make[kind] && catalogue.find(kind)
    if (object) await fill(object, id)
  }
  looker = await buildEmployee(server, { role: null })
  const masks = Object.fromEntries(
    catalogue.list.map(object => [
      object.name,
      Object.fromEntries(
        maskable(object).map(([name, { required }]) => [name, required ? 'masked' : 'hidden']),
      ),
    ]),
  )
  const id = uuid()
  const all = { query: 'all', view: 'all', edit: 'all' }
  await insertRow(server.db, 'role', {
    id,
    key: `looker-${id}`,
    name: '看不见',
    permissions: JSON.stringify({ '*': '*' }),
    scopes: JSON.stringify({ '*': all }),
    masks: JSON.stringify(masks),
  })
  await grant(server.db, looker, id)
  await bumpPermissionEpoch(server.db, at)
}, 120_000)
afterAll(() => server.stop())

const objects = () => objectList.map(object => object.name)
const leaks: string[] = []
function look(what: string, answer: Answered): void {
  if (answer.status >= 500) leaks.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`)
  const found = told.exec(answer.text)
  if (found) leaks.push(`${what}: …${answer.text.slice(Math.max(0, found.index - 120), found.index + 60)}`)
}
afterEach(() => {
  leaks.length = 0
})

describe('what a role masks is told by no door (SET-2)', () => {
  test('the values are there for whoever may see them', async () => {
    const { text } = await server.get(boss, `/api/records/customer/${records.get('customer')}`)
    expect(text).toMatch(told)
  })

  test('lists, details, streams, teams, graphs, the bin and all that is read by an address', async () => {
    for (const name of objects()) {
      const id = records.get(name)!
      look(`${name} list`, await server.post(looker, `/api/records/${name}/query`, {}))
      look(`${name} bin`, await server.post(looker, `/api/bin/${name}/query`, {}))
      for (const path of ['', '/stream', '/team', '/why-recycled'])
        look(`${name}${path}`, await server.get(looker, `/api/records/${name}/${id}${path}`))
      look(`${name} graph`, await server.get(looker, `/api/relations/${name}/${id}`))
      look(`${name} lists`, await server.get(looker, `/api/lists/${name}`))
      look(`${name} fields`, await server.get(looker, `/api/settings/custom-fields/${name}`))
    }
    for (const [route, line] of Object.entries(staffRoutes)) {
      const [method, path] = route.split(' ') as [string, string]
      if (method !== 'GET') continue
      const address = path.replace(
        /:(\w+)/g,
        (_all, part: string) => records.get(line.ids?.[part] ?? '') ?? line.words?.[part] ?? uuid(),
      )
      look(route, await server.get(looker, address))
    }
    expect(leaks).toEqual([])
  })

  test('what is asked with a body: duplicates, merging, segments, simulations, previews, formulas', async () => {
    const customer = records.get('customer')!
    const twin = await buildCustomer(server, boss, { name: '双胞胎精密', ignoreWarnings: true })
    const catalogue = await loadCatalogue(server.db)
    await fill(catalogue.find('customer')!, twin)
    const lead = records.get('lead')!
    const pool = records.get('pool')!
    const closed: string[] = []
    const asked: [string, unknown][] = [
      ['/api/duplicates/check', { object: 'customer', values: { name: '双胞胎精密', phone: '13987650417' } }],
      ['/api/duplicates/look-up', { words: '双胞胎精密' }],
      ['/api/duplicates/look-up', { words: '13987650417' }],
      ['/api/duplicates/analyse', { object: 'customer', records: [customer, twin] }],
      ['/api/customers/merge-preview', { winner: customer, loser: twin }],
      ['/api/customers/stages', {}],
      ['/api/segments/preview', { object: 'customer', filter: { field: 'name', op: 'notEmpty' } }],
      ['/api/transfers/preview', { records: [`customer:${customer}`], to: boss.id }],
      [
        '/api/lead-mapping/preview',
        {
          target: 'customer',
          lines: [
            { field: 'phone', source: 'phone', words: null },
            { field: 'remark', source: null, words: '{{phone}} {{email}}' },
          ],
        },
      ],
      [`/api/pools/${pool}/simulate/records`, { recycleDays: 1 }],
      [
        '/api/settings/custom-fields/customer/try',
        { formula: `{${own}} * 1`, kind: 'decimal', record: customer },
      ],
      ['/api/records/customer/query', { search: '双胞胎' }],
    ]
    for (const [path, body] of asked) {
      const answer = await server.post(looker, path, body)
      if (answer.status >= 300) closed.push(path)
      const bare = { ...answer, text: answer.text.replaceAll(`"words":"13987650417"`, '') }
      look(`${path} ${JSON.stringify(body).slice(0, 60)}`, bare)
    }
    expect(closed).toEqual([])
    look('conversion', await server.get(looker, `/api/leads/${lead}/conversion`))
    expect(leaks).toEqual([])
  })

  test('exported files', async () => {
    for (const name of [
      'customer',
      'lead',
      'contact',
      'contract',
      'product',
      'asset',
      'task',
    ] as ObjectName[]) {
      const started = await server.post(looker, '/api/exports', { object: name, query: {}, format: 'csv' })
      expect({ name, status: started.status < 300 }).toEqual({ name, status: true })
      await server.runJobs()
      const id = started.body.operation.id
      const file = await server.get(looker, `/api/operations/${id}/file`)
      const content = file.body?.url
        ? await server.send(
            new URL(file.body.url, server.url).pathname + new URL(file.body.url, server.url).search,
          )
        : file
      expect(content.text.length).toBeGreaterThan(20)
      look(`export ${name}`, content)
      look(`operation ${name}`, await server.get(looker, `/api/operations/${id}`))
    }
    expect(leaks).toEqual([])
  })

  test('cards of every kind', async () => {
    const matters = [...records].map(([kind, id]) => `${kind}:${id}`)
    let shown = 0
    for (const [kind, renderer] of Object.entries(cardRenderers)) {
      for (const matter of matters) {
        const request = {
          matter,
          params: { since: server.clock.now().toISOString(), survey: records.get('survey')! },
          reader: { employeeId: looker.id, locale: 'zh-CN' as const, timeZone: 'Asia/Shanghai' },
          companyZone: 'Asia/Shanghai',
          now: server.clock.now(),
          baseUrl: 'https://crm.example',
        }
        // Most pairs are none: a card of approvals has nothing to say of a task.
        const rendered = await renderer.render(server.db, request).catch(() => undefined)
        if (!rendered) continue
        shown++
        const found = told.exec(JSON.stringify(rendered.card))
        if (found) leaks.push(`${kind} of ${matter}: ${JSON.stringify(rendered.card).slice(0, 400)}`)
      }
    }
    expect(shown).toBeGreaterThan(20)
    expect(leaks).toEqual([])
  })

  test('what one does answers nothing of it: messages, refusals, histories', async () => {
    const catalogue = await loadCatalogue(server.db)
    const id = await buildCustomer(server, boss, { name: '只改一处', ignoreWarnings: true })
    await fill(catalogue.find('customer')!, id)
    const change = { id, version: 1, phone: '13912340000', remark: '新的' }
    await server.run(boss, 'customer.update', change)
    look('own update', await server.call(looker, 'customer.update', { id, version: 2, name: '只改名称' }))
    look('masked update', await server.call(looker, 'customer.update', { id, version: 3, remark: 'x' }))
    const lead = await buildLead(server, boss, { name: '孙工', company: '只改一处二' })
    await fill(catalogue.find('lead')!, lead)
    look('convert', await server.call(looker, 'lead.convert', { record: `lead:${lead}`, makeTask: true }))
    look('lead after', await server.get(looker, `/api/records/lead/${lead}`))
    look('stream', await server.get(looker, `/api/records/customer/${id}/stream`))
    look('today', await server.get(looker, '/api/today'))
    look('remove', await server.call(looker, 'customer.remove', { id, version: 3 }))
    look('bin', await server.post(looker, '/api/bin/customer/query', { search: '只改' }))
    expect(
      (await server.post(looker, '/api/bin/customer/query', { search: 'KANARIENVOGEL' })).body.rows,
    ).toEqual([])
    expect(leaks).toEqual([])
  })
})
