import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { cardRenderers } from '@gonghai/server/areas/index'
import { v7 as uuid } from 'uuid'
import {
  buildContract,
  buildCustomer,
  buildEmployee,
  buildFlow,
  buildPool,
  step,
} from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import { at, grant, insertRow, type Person } from '../records/company'

let server: TestServer
let boss: Person

beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

interface Given {
  permissions: Record<string, string[] | '*'>
  scope?: 'own' | 'all'
  /** A scope that hangs on the structure. */
  reach?: 'ownAndSubordinates' | 'department' | 'departmentTree'
  masks?: Record<string, Record<string, 'masked' | 'hidden'>>
}

/** Somebody with just this role. */
async function holder({ permissions, scope = 'all', reach: wide, masks = {} }: Given): Promise<Person> {
  const person = await buildEmployee(server, { role: null })
  const id = uuid()
  const one = wide ?? scope
  const reach = { query: one, view: one, edit: one }
  await insertRow(server.db, 'role', {
    id,
    key: `role-${id}`,
    name: `角色 ${id}`,
    permissions: JSON.stringify(permissions),
    scopes: JSON.stringify({ '*': reach }),
    masks: JSON.stringify(masks),
  })
  await grant(server.db, person, id)
  await bumpPermissionEpoch(server.db, at)
  return person
}

const addField = async (object: string, label: string, formula?: string) => {
  const kind = formula ? { kind: 'formula', formula, result: 'decimal' } : { kind: 'decimal' }
  const done = await server.run(boss, 'customField.create', { object, label, ...kind })
  return String(done.result.key)
}

describe('a formula tells nothing that is masked (SET-2, CUST-15)', () => {
  let keys: { base: string; twice: string; more: string }
  let record: string
  beforeAll(async () => {
    const base = await addField('customer', '底价')
    const twice = await addField('customer', '双倍', `{${base}} * 2`)
    const more = await addField('customer', '再加', `{${twice}} + 1`)
    keys = { base, twice, more }
    record = await buildCustomer(server, boss, { name: '昆山通测精密' })
    await server.run(boss, 'customer.update', { id: record, version: 1, [base]: '4321.00' })
  })

  test('neither itself nor one that reads it is shown, sorted, filtered or exported', async () => {
    const person = await holder({
      permissions: { customer: ['query', 'view', 'export', 'remove'] },
      masks: { customer: { [keys.base]: 'masked' } },
    })
    const shown = await server.get(boss, `/api/records/customer/${record}`)
    expect(shown.body.record.values).toMatchObject({ [keys.twice]: '8642.00', [keys.more]: '8643.00' })
    const { body, text } = await server.get(person, `/api/records/customer/${record}`)
    expect(body.record.values).not.toHaveProperty(keys.twice)
    expect(text).not.toMatch(/4321|8642|8643/)
    for (const field of [keys.twice, keys.more]) {
      const filter = { field, op: 'gt', value: '8000' }
      expect((await server.post(person, '/api/records/customer/query', { filter })).status).toBe(400)
      expect((await server.post(person, '/api/records/customer/query', { sort: field })).status).toBe(400)
      const query = { filter }
      const found = { object: 'customer', query }
      expect((await server.post(person, '/api/exports', { object: 'customer', query })).status).toBe(400)
      const bulk = { action: 'customer.remove', found }
      expect((await server.post(person, '/api/operations', bulk)).status).toBe(400)
    }
    const all = await server.post(person, '/api/records/customer/query', {})
    expect(all.text).not.toMatch(/4321|8642|8643/)
  })

  test('whoever masks a field gives a role on that masks it, too, and none that bares its formulas', async () => {
    const permissions = { customer: ['query', 'view'], role: ['grant', 'configure'] }
    const person = await holder({ permissions, masks: { customer: { [keys.base]: 'hidden' } } })
    const other = await buildEmployee(server, { role: null })
    const [masking] = await server.rows<{ id: string }>(
      `insert into role (id, key, name, permissions, scopes, masks, built_in) values (gen_random_uuid(), 'masking', '看不见底价',
         '{"customer":["view"]}', '{}', $1::jsonb, false) returning id`,
      [JSON.stringify({ customer: { [keys.base]: 'hidden' } })],
    )
    const [baring] = await server.rows<{ id: string }>(
      `insert into role (id, key, name, permissions, scopes, masks, built_in) values (gen_random_uuid(), 'baring', '看得见',
         '{"customer":["view"]}', '{}', '{}', false) returning id`,
    )
    const give = (role: string) => ({ employee: other.id, role })
    expect((await server.refusal(person, 'role.grant', give(baring!.id))).code).toBe('moreThanOwn')
    await server.run(person, 'role.grant', give(masking!.id))
  })
})

describe('masks outside of records (SET-2)', () => {
  test('an approver sees of a contract what the role shows, on the page and on the card (SALES-10)', async () => {
    const approver = await holder({
      permissions: { contract: ['query', 'view'], approval: '*' },
      masks: { contract: { amount: 'hidden', discount: 'hidden' } },
    })
    await buildFlow(server, { steps: [step('any', approver)] })
    const contract = await buildContract(server, server.people.accountManager!)
    await server.rows('update contract set amount = 765432.10 where id = $1::uuid', [contract])
    const done = await server.run(server.people.accountManager!, 'contract.submit', { contract })
    const approval = String(done.result.approval)
    const applicants = await server.get(server.people.accountManager!, `/api/approvals/${approval}`)
    expect(applicants.text).toMatch(/¥\d/)
    for (const path of [
      `/api/approvals/${approval}`,
      '/api/approvals',
      `/api/records/contract/${contract}`,
    ]) {
      const { text, status } = await server.get(approver, path)
      expect({ path, status }).toEqual({ path, status: 200 })
      expect(text).not.toMatch(/¥|765,?432/)
    }
    const { card } = await cardRenderers.approval!.render(server.db, {
      matter: `approval:${approval}`,
      params: {},
      reader: { employeeId: approver.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
      companyZone: 'Asia/Shanghai',
      now: server.clock.now(),
      baseUrl: 'https://crm.example',
    })
    expect(JSON.stringify(card)).not.toMatch(/¥|765,?432/)
  })

  test('the candidates for signing show no tax number that the role masks (CUST-5)', async () => {
    const taxNumber = '91320583MA1ABCD234'
    await server.run('system', 'partner.create', { name: '太仓恒越测控', taxNumber })
    const id = await buildCustomer(server, boss, { name: '太仓恒越测控', taxNumber })
    const person = await holder({
      permissions: { customer: ['query', 'view', 'sign', 'update'], partner: ['query', 'view'] },
      masks: { customer: { taxNumber: 'hidden' }, partner: { taxNumber: 'hidden' } },
    })
    const path = `/api/customers/${id}/sign-candidates`
    expect((await server.get(boss, path)).text).toContain(taxNumber)
    const { body, text } = await server.get(person, path)
    expect(body.candidates).toMatchObject([{ name: '太仓恒越测控', byTaxNumber: true, taxNumber: null }])
    expect(text).not.toContain(taxNumber)
  })

  test('a pool’s card stands for whoever sees an own field shortened, and shows it so (CUST-15, POOL-10)', async () => {
    const made = await server.run(boss, 'customField.create', {
      object: 'customer',
      label: '采购电话',
      kind: 'phone',
    })
    const key = String(made.result.key)
    const id = await buildCustomer(server, boss, { name: '常熟恒动机电', [key]: '13812345678' })
    const person = await holder({
      permissions: { customer: ['query', 'view'] },
      masks: { customer: { [key]: 'masked' } },
    })
    const card = async (reader: Person) => {
      const rendered = await cardRenderers.poolClaim!.render(server.db, {
        matter: `customer:${id}`,
        params: {},
        reader: { employeeId: reader.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        companyZone: 'Asia/Shanghai',
        now: server.clock.now(),
        baseUrl: 'https://crm.example',
      })
      return JSON.stringify(rendered.card)
    }
    expect(await card(boss)).toContain('13812345678')
    const shown = await card(person)
    expect(shown).toContain('138****5678')
    expect(shown).not.toContain('13812345678')
  })

  test('a pool’s digest tells no interest that the role hides (POOL-10)', async () => {
    const id = await buildCustomer(server, boss, { name: '张家港新沙', interest: '三坐标测量机' })
    const pool = await buildPool(server)
    const since = server.clock.now()
    await server.rows('update customer set owner_id = null, pool_id = $2, pooled_at = $3 where id = $1', [
      id,
      pool,
      since,
    ])
    const digest = async (reader: Person) => {
      const { card } = await cardRenderers.poolDigest!.render(server.db, {
        matter: `pool:${pool}/x`,
        params: { since: since.toISOString() },
        reader: { employeeId: reader.id, locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        companyZone: 'Asia/Shanghai',
        now: since,
        baseUrl: 'https://crm.example',
      })
      return JSON.stringify(card)
    }
    const person = await holder({
      permissions: { customer: ['query', 'view'] },
      masks: { customer: { interest: 'hidden' } },
    })
    expect(await digest(boss)).toContain('张家港新沙 · 三坐标测量机')
    const shown = await digest(person)
    expect(shown).toContain('张家港新沙')
    expect(shown).not.toContain('三坐标')
  })

  test('what is masked of an object without owners can’t be bared by a role of one’s own making', async () => {
    const person = await holder({
      permissions: { product: ['query', 'view'], role: ['configure', 'grant'] },
      masks: { product: { price: 'masked', model: 'hidden' } },
    })
    const role = idOf(await server.run(person, 'role.create', { name: '价目' }))
    const permissions = [{ object: 'product', verbs: ['query', 'view'] }]
    const change = { role, version: 1, permissions }
    const refused = await server.refusal(person, 'role.update', change)
    expect([refused.code, refused.params]).toEqual(['moreThanOwn', { object: '产品', what: '型号' }])
    const mask = (field: string, masking: string) => ({ object: 'product', field, masking })
    const shortening = [mask('price', 'masked'), mask('model', 'masked')]
    expect((await server.refusal(person, 'role.update', { ...change, masks: shortening })).code).toBe(
      'moreThanOwn',
    )
    await server.run(person, 'role.update', {
      ...change,
      masks: [mask('price', 'masked'), mask('model', 'hidden')],
    })
    await server.run(person, 'role.grant', { employee: person.id, role })
  })

  test('a merge puts no masked value where it stands open (CUST-12)', async () => {
    const person = await holder({
      permissions: { customer: ['query', 'view', 'update', 'merge'] },
      masks: { customer: { phone: 'masked' } },
    })
    const winner = await buildCustomer(server, boss, { name: '合并甲', phone: '13911110001' })
    const loser = await buildCustomer(server, boss, { name: '合并乙', phone: '13911110002' })
    const preview = await server.post(person, '/api/customers/merge-preview', { winner, loser })
    expect(preview.text).not.toMatch(/1391111000/)
    const input = { winner, loser, winnerVersion: 1, loserVersion: 1 }
    const refused = await server.refusal(person, 'customer.merge', { ...input, take: ['phone'] })
    expect([refused.code, refused.fields[0]?.path]).toEqual(['notPermitted', 'take'])
    await server.run(person, 'customer.merge', { ...input, take: ['name'] })
  })

  test('a hit of the duplicate check shows no field that the role masks (CUST-11)', async () => {
    await buildCustomer(server, boss, { name: '张家港宏远量仪', phone: '13977778888' })
    await server.run(boss, 'duplicateRule.create', {
      object: 'customer',
      name: '同名',
      effect: 'warn',
      conditions: [{ field: 'name', match: 'exact' }],
      targets: ['customer'],
      shown: ['name', 'phone'],
    })
    const masks = { customer: { phone: 'hidden' as const } }
    const permissions = { customer: ['query', 'view'], duplicateRule: ['query'] }
    const values = { name: '张家港宏远量仪' }
    const ask = async (person: Person) =>
      server.post(person, '/api/duplicates/check', { object: 'customer', values })
    expect((await ask(await holder({ permissions }))).text).toContain('13977778888')
    const masked = await ask(await holder({ permissions, masks }))
    expect(masked.body.hits).toHaveLength(1)
    expect(masked.text).not.toMatch(/13977778888|8888/)
  })
})

describe('who sets the organisation up can’t become more than they are (SET-2, SET-3)', () => {
  const permissions = { organisation: ['configure', 'transfer'], role: ['grant'] }

  test('a position gives no more than its giver has', async () => {
    const hr = await holder({ permissions, scope: 'own' })
    const position = idOf(
      await server.run(boss, 'position.create', { name: '销售总监', department: hr.departmentId }),
    )
    const [role] = await server.rows<{ id: string }>(`select id from role where key = 'departmentManager'`)
    await server.run(boss, 'position.setRoles', { position, roles: [{ role: role!.id }] })
    expect((await server.refusal(hr, 'employee.change', { employee: hr.id, position })).code).toBe(
      'moreThanOwn',
    )
    const given = { name: '新人', department: hr.departmentId, position }
    expect((await server.refusal(hr, 'employee.create', given)).code).toBe('moreThanOwn')
    await server.run(boss, 'employee.change', { employee: hr.id, position })
    await server.run(hr, 'employee.change', { employee: hr.id, title: '人事' })
  })

  test('no account, number or farewell of a super administrator comes from below', async () => {
    const hr = await holder({ permissions })
    const employee = (await buildEmployee(server, { role: 'superAdministrator' })).id
    const tries: [string, Record<string, unknown>][] = [
      ['employee.link', { employee, platform: 'dingtalk', userId: 'eve' }],
      ['employee.unlink', { employee, platform: 'wecom' }],
      ['employee.change', { employee, mobile: '13800001111' }],
      ['employee.leave', { employee }],
    ]
    for (const [action, input] of tries) {
      expect([action, (await server.refusal(hr, action, input)).code]).toEqual([action, 'outranked'])
    }
    await server.run(boss, 'employee.leave', { employee })
    expect((await server.refusal(hr, 'employee.return', { employee })).code).toBe('outranked')
    const { status } = await server.post(hr, '/api/security/reset', { employee: boss.id })
    expect(status).toBe(403)
  })

  test('nobody comes in as somebody who may more: no account, number or password of an administrator', async () => {
    const hr = await holder({ permissions: { organisation: ['configure', 'transfer'] }, scope: 'own' })
    const admin = (await buildEmployee(server, { role: 'administrator' })).id
    const tries: [string, Record<string, unknown>][] = [
      ['employee.link', { employee: admin, platform: 'dingtalk', userId: 'eve2' }],
      ['employee.unlink', { employee: admin, platform: 'wecom' }],
      ['employee.change', { employee: admin, mobile: '13800001112' }],
      ['employee.leave', { employee: admin }],
    ]
    for (const [action, input] of tries)
      expect([action, (await server.refusal(hr, action, input)).code]).toEqual([action, 'outranked'])
    expect(await server.post(hr, '/api/security/reset', { employee: admin })).toMatchObject({
      status: 403,
      body: { code: 'outranked' },
    })
    // somebody in sales sees what the administration's clerk doesn't: their account is no way in either
    const seller = (await buildEmployee(server, { role: 'accountManager' })).id
    const link = { employee: seller, platform: 'dingtalk', userId: 'eve3' }
    const refused = await server.refusal(hr, 'employee.link', link)
    expect([refused.code, refused.params.object, refused.params.what]).toEqual(['outranked', '线索', '列表'])
    await server.run(hr, 'employee.leave', { employee: seller })
    await server.run(hr, 'employee.return', { employee: seller })
    // equals may
    const other = await buildEmployee(server, { role: 'administrator' })
    await server.run(other, 'employee.link', { employee: admin, platform: 'dingtalk', userId: 'adm' })
    await server.run(other, 'employee.unlink', { employee: admin, platform: 'dingtalk' })
    await server.run(other, 'employee.change', { employee: admin, mobile: '13800001113' })
    expect((await server.post(other, '/api/security/reset', { employee: admin })).status).toBe(200)
  })

  test('a role of equal verbs is no way to a colleague’s own records, a department’s head has those of the department', async () => {
    const given = { customer: ['query', 'view'], organisation: ['configure'] }
    const clerk = await holder({ permissions: given, scope: 'own' })
    const colleague = await holder({ permissions: given, scope: 'own' })
    const link = (userId: string) => ({ employee: colleague.id, platform: 'dingtalk', userId })
    const refused = await server.refusal(clerk, 'employee.link', link('twin'))
    expect([refused.code, refused.params.object]).toEqual(['outranked', '客户'])
    const whole = await holder({ permissions: given })
    await server.run(whole, 'employee.link', link('twin'))
  })

  test('nobody sees more by moving themselves or others, or by becoming a leader (SET-1)', async () => {
    const { root, sales, east, service } = server.company.departments
    const hr = await holder({
      permissions: { customer: ['query', 'view'], organisation: ['configure'] },
      reach: 'departmentTree',
    })
    const place = await server.rows<{ department_id: string }>(
      'select department_id from employee where id = $1',
      [hr.id],
    )
    const own = place[0]!.department_id
    const elsewhere = [root, sales, east, service].find(
      one => one && one.id !== own && !one.path.includes(own),
    )!
    const move = (employee: string, department: string, bring = false) => ({ employee, department, bring })
    const code = async (action: string, input: Record<string, unknown>) =>
      (await server.refusal(hr, action, input)).code
    expect(await code('employee.move', move(hr.id, elsewhere.id))).toBe('widensReach')
    const far = await buildEmployee(server, { role: null })
    await server.run(boss, 'employee.move', move(far.id, elsewhere.id))
    expect(await code('employee.move', move(far.id, own, true))).toBe('widensReach')
    const branch = idOf(await server.run(boss, 'department.create', { name: '另一边', parent: root!.id }))
    expect(await code('department.move', { department: branch, parent: own })).toBe('widensReach')
    // a way round: gone and back into one's own department
    await server.run(hr, 'employee.leave', { employee: far.id })
    expect(await code('employee.return', { employee: far.id, department: own })).toBe('widensReach')
    // whoever already lies in one's own tree may be moved in it, not with records that lie elsewhere
    const near = await buildEmployee(server, { role: 'accountManager' })
    await server.run(boss, 'employee.move', move(near.id, elsewhere.id))
    await buildCustomer(server, near)
    await server.run(boss, 'employee.move', move(near.id, own))
    const below = idOf(await server.run(hr, 'department.create', { name: '下一级', parent: own }))
    expect(await code('employee.move', move(near.id, below, true))).toBe('widensReach')
    await server.run(hr, 'employee.move', move(near.id, below))
    const leading = await holder({
      permissions: { customer: ['query', 'view'], organisation: ['configure'] },
      reach: 'ownAndSubordinates',
    })
    const follow = { employee: near.id, leader: leading.id }
    expect((await server.refusal(leading, 'employee.change', follow)).code).toBe('widensReach')
    await server.run(boss, 'employee.change', follow)
    await server.run(leading, 'employee.change', { employee: near.id, leader: boss.id })
  })

  test('nor what is masked elsewhere only: who leads a colleague sees their fields whole', async () => {
    const hr = await holder({
      permissions: { customer: ['query', 'view'], organisation: ['configure'] },
      masks: { customer: { phone: 'hidden' } },
    })
    const open = uuid()
    const led = { query: 'ownAndSubordinates', view: 'ownAndSubordinates', edit: 'own' }
    await insertRow(server.db, 'role', {
      id: open,
      key: `role-${open}`,
      name: '带组看全',
      permissions: JSON.stringify({ customer: ['query', 'view'] }),
      scopes: JSON.stringify({ '*': led }),
    })
    await grant(server.db, hr, open)
    await bumpPermissionEpoch(server.db, server.clock.now())
    const seller = await buildEmployee(server, { role: 'accountManager' })
    const id = await buildCustomer(server, seller, { name: '太仓带组', phone: '13733334444' })
    const follow = { employee: seller.id, leader: hr.id }
    expect((await server.refusal(hr, 'employee.change', follow)).code).toBe('widensReach')
    expect((await server.get(hr, `/api/records/customer/${id}`)).text).not.toContain('13733334444')
    await server.run(boss, 'employee.change', follow)
    expect((await server.get(hr, `/api/records/customer/${id}`)).text).toContain('13733334444')
  })

  test('a position is no way round: not for people far away, nor to strip who stands above', async () => {
    const { sales, east, service } = server.company.departments
    const giver = await holder({
      permissions: { customer: ['query', 'view'], organisation: ['configure'], role: ['grant', 'configure'] },
      reach: 'departmentTree',
    })
    const own = (
      await server.rows<{ department_id: string }>('select department_id from employee where id = $1', [
        giver.id,
      ])
    )[0]!.department_id
    const far = [sales, east, service].find(one => one && one.id !== own && !one.path.includes(own))!
    const position = idOf(await server.run(boss, 'position.create', { name: '看全部门', department: own }))
    const role = idOf(await server.run(boss, 'role.create', { name: '看本部门' }))
    const tree = { object: 'customer', query: 'departmentTree', view: 'departmentTree', edit: 'own' }
    await server.run(boss, 'role.update', {
      role,
      version: 1,
      permissions: [{ object: 'customer', verbs: ['query', 'view'] }],
      scopes: [tree],
    })
    await server.run(giver, 'position.setRoles', { position, roles: [{ role }] })
    const friend = await buildEmployee(server, { role: null })
    await server.run(boss, 'employee.move', { employee: friend.id, department: far.id, bring: false })
    const fill = { employee: friend.id, position }
    expect((await server.refusal(giver, 'employee.change', fill)).code).toBe('moreThanOwn')
    const made = { name: '远处', department: far.id, position }
    expect((await server.refusal(giver, 'employee.create', made)).code).toBe('moreThanOwn')
    const [administrator] = await server.rows<{ id: string }>(
      `select id from role where key = 'administrator'`,
    )
    const top = idOf(await server.run(boss, 'position.create', { name: '总管', department: own }))
    await server.run(boss, 'position.setRoles', { position: top, roles: [{ role: administrator!.id }] })
    expect((await server.refusal(giver, 'position.setRoles', { position: top, roles: [] })).code).toBe(
      'moreThanOwn',
    )
  })
})
