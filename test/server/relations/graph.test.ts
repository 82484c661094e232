import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
const kinds = new Map<string, string>()
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  const { body } = await server.get(zhang, '/api/relation-kinds')
  for (const kind of body.kinds) kinds.set(`${kind.object}.${kind.key}`, kind.id)
})
afterAll(() => server.stop())

const contactOf = async (customer: string, name: string, by = zhang) =>
  idOf(await server.run(by, 'contact.create', { name, customer }))
const relate = (contact: string, kind: string, other: string) =>
  server.run(zhang, 'contact.relate', { contact, kind: kinds.get(`contact.${kind}`), other })
const graph = async (who: Person, record: string) => {
  const [object, id] = record.split(':')
  return server.get(who, `/api/relations/${object}/${id}`)
}

describe('relations', () => {
  test('CUST-10 a customer’s graph holds its contacts, who reports to whom, people around them and related companies', async () => {
    const customer = await buildCustomer(server, zhang, { name: '恒远精密' })
    const parent = await buildCustomer(server, zhang, { name: '恒远集团' })
    const [chief, engineer] = [await contactOf(customer, '李总'), await contactOf(customer, '陈工')]
    await relate(engineer, 'reportsTo', chief)
    await server.run(zhang, 'contact.knows', {
      contact: chief,
      kind: kinds.get('person.spouse'),
      name: '李太太',
      hobbies: '羽毛球',
      birthday: '1980-05-01',
    })
    await server.run(zhang, 'customer.relate', {
      customer: parent,
      kind: kinds.get('customer.parent'),
      other: customer,
    })
    const { body } = await graph(zhang, `customer:${customer}`)
    expect(body.nodes.map((node: { name: string }) => node.name).sort()).toEqual(
      ['恒远精密', '恒远集团', '李太太', '李总', '陈工'].sort(),
    )
    expect(body.edges).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          from: `contact:${engineer}`,
          to: `contact:${chief}`,
          kind: 'reportsTo',
          label: '汇报给',
        }),
        expect.objectContaining({
          from: `customer:${parent}`,
          to: `customer:${customer}`,
          label: '母公司',
          inverse: '子公司',
        }),
        expect.objectContaining({ from: `contact:${chief}`, label: '配偶' }),
      ]),
    )
    expect(body).toMatchObject({ centre: `customer:${customer}`, more: 0, may: true })
  })

  test('CUST-10 of contacts that one may only list, the graph tells the name and nothing of their people (SET-2)', async () => {
    const customer = await buildCustomer(server, zhang, { name: '看不全精密' })
    const [chief, engineer] = [await contactOf(customer, '吴总'), await contactOf(customer, '郑工')]
    await server.run(zhang, 'contact.relate', {
      contact: engineer,
      kind: kinds.get('contact.reportsTo'),
      other: chief,
      remark: '面和心不和',
    })
    const spouse = {
      contact: chief,
      kind: kinds.get('person.spouse'),
      name: '吴太太',
      birthday: '1981-06-02',
    }
    await server.run(zhang, 'contact.knows', spouse)
    const person = await buildEmployee(server, { role: null })
    const all = { query: 'all', view: 'all', edit: 'own' }
    const [role] = await server.rows<{ id: string }>(
      `insert into role (id, key, name, permissions, scopes, masks, built_in) values (gen_random_uuid(), 'lister', '只看名单',
         '{"customer":["query","view"],"contact":["query","view"]}', $1::jsonb, '{}', false) returning id`,
      [JSON.stringify({ customer: all, contact: { query: 'all', view: 'own', edit: 'own' } })],
    )
    await server.run(server.people.superAdministrator!, 'role.grant', { employee: person.id, role: role!.id })
    expect((await graph(zhang, `customer:${customer}`)).text).toMatch(/吴太太.*1981-06-02.*/)
    const { body, text } = await graph(person, `customer:${customer}`)
    expect(body.nodes.map((node: { name: string }) => node.name).sort()).toEqual(
      ['吴总', '看不全精密', '郑工'].sort(),
    )
    expect(text).not.toMatch(/吴太太|1981-06-02|面和心不和/)
  })

  test('CUST-10 nobody reports to themselves, not round three corners either', async () => {
    const customer = await buildCustomer(server, zhang)
    const [a, b, c] = [
      await contactOf(customer, '甲'),
      await contactOf(customer, '乙'),
      await contactOf(customer, '丙'),
    ]
    await relate(a!, 'reportsTo', b!)
    await relate(b!, 'reportsTo', c!)
    const kind = kinds.get('contact.reportsTo')
    expect((await server.refusal(zhang, 'contact.relate', { contact: c, kind, other: a })).code).toBe(
      'relationCircle',
    )
    expect((await server.refusal(zhang, 'contact.relate', { contact: a, kind, other: a })).code).toBe(
      'relatedToItself',
    )
    expect((await server.refusal(zhang, 'contact.relate', { contact: a, kind, other: b })).code).toBe(
      'duplicateValue',
    )
    const wrong = { contact: a, kind: kinds.get('customer.parent'), other: b }
    expect((await server.refusal(zhang, 'contact.relate', wrong)).fields).toMatchObject([{ path: 'kind' }])
  })

  test('CUST-10 two relations that would close a circle, written at the same moment: one is refused', async () => {
    const customer = await buildCustomer(server, zhang)
    const [a, b] = [await contactOf(customer, '甲'), await contactOf(customer, '乙')]
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        error => error.code,
      )
    const both = await Promise.all([outcome(relate(a, 'reportsTo', b)), outcome(relate(b, 'reportsTo', a))])
    expect(both.sort()).toEqual(['done', 'relationCircle'])
  })

  test('CUST-10 who may not see somebody learns no name from the graph', async () => {
    const wang = await buildEmployee(server)
    const mine = await buildCustomer(server, wang)
    const hers = await buildCustomer(server, zhang)
    const [one, other] = [await contactOf(mine, '王工', wang), await contactOf(hers, '秘密')]
    await server.run(server.people.superAdministrator!, 'contact.relate', {
      contact: one,
      kind: kinds.get('contact.friend'),
      other,
    })
    const { body, text } = await graph(wang, `contact:${one}`)
    expect(body.nodes.find((node: { id: string }) => node.id === `contact:${other}`)).toMatchObject({
      name: '',
      hidden: true,
    })
    expect(text).not.toContain('秘密')
    expect((await graph(wang, `contact:${other}`)).status).toBe(404)
    expect((await graph(zhang, `pool:${other}`)).status).toBe(404)
  })

  test('CUST-10 people around a contact are changed and taken away, by whoever may change the contact', async () => {
    const customer = await buildCustomer(server, zhang)
    const contact = await contactOf(customer, '赵总')
    const kind = kinds.get('person.child')
    const person = idOf(await server.run(zhang, 'contact.knows', { contact, kind, name: '小赵' }))
    await server.run(zhang, 'contact.knows', { contact, kind, name: '小赵', person, remark: '高三' })
    const { body } = await graph(zhang, `contact:${contact}`)
    expect(body.nodes.find((node: { kind: string }) => node.kind === 'person')).toMatchObject({
      name: '小赵',
      person: { remark: '高三' },
    })
    await server.run(zhang, 'contact.unrelate', { contact, relation: person })
    expect((await server.refusal(zhang, 'contact.unrelate', { contact, relation: person })).code).toBe(
      'notFound',
    )
    expect((await server.refusal(zhang, 'contact.unrelate', { contact, relation: 'x' })).code).toBe(
      'notFound',
    )
  })

  test('CUST-10 the company adds kinds of its own and offers one no more', async () => {
    const boss = server.people.superAdministrator!
    const kind = idOf(
      await server.run(boss, 'relationKind.create', { object: 'customer', name: '代理商', inverse: '厂家' }),
    )
    const [one, other] = [await buildCustomer(server, zhang), await buildCustomer(server, zhang)]
    await server.run(zhang, 'customer.relate', { customer: one, kind, other })
    await server.run(boss, 'relationKind.update', { kind, active: false })
    const more = { customer: other, kind, other: one }
    expect((await server.refusal(zhang, 'customer.relate', more)).fields).toMatchObject([{ path: 'kind' }])
    const { body } = await graph(zhang, `customer:${one}`)
    expect(body.edges).toEqual([expect.objectContaining({ label: '代理商', inverse: '厂家' })])
    expect((await server.refusal(zhang, 'relationKind.create', { object: 'contact', name: 'x' })).code).toBe(
      'notPermitted',
    )
  })
})
