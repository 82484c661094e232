import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import type { Person } from '../records/company'
import { withRules } from './setup'

let server: TestServer
let zhang: Person
let chen: Person
beforeAll(async () => {
  server = await withRules()
  zhang = await buildEmployee(server, { name: '张晓琳', department: 'east' })
  chen = await buildEmployee(server, { name: '陈立', department: 'east' })
})
afterAll(() => server.stop())

const create = (by: Person, values: Record<string, unknown>) => server.call(by, 'customer.create', values)
const living = async (name: string) =>
  (await server.rows('select id from customer where name = $1 and deleted_at is null', [name])).length

describe('what is the same is not saved twice (CUST-11)', () => {
  test('a forbidding rule refuses, and tells who has it, but not what the reader may not see', async () => {
    await buildCustomer(server, zhang, {
      name: '苏州恒远精密机械有限公司',
      phone: '13812342046',
      remark: '底价 80 万',
    })
    const { status, body, text } = await create(chen, { name: '蘇州恆遠精密機械（集團）股份有限公司' })
    expect(status).toBe(409)
    expect(body).toMatchObject({
      code: 'duplicateForbidden',
      params: { count: 1, degree: 100, holder: '张晓琳 · 华东组' },
      fields: [{ path: 'name', rule: 'duplicate' }],
      details: {
        hits: [
          {
            degree: 100,
            effect: 'forbid',
            title: '苏州恒远精密机械有限公司',
            owner: { name: '张晓琳', department: '华东组' },
            may: ['cooperate', 'appeal'],
          },
        ],
      },
    })
    expect(text).not.toContain('底价')
    expect(text).not.toContain('13812342046')
    expect(await living('蘇州恆遠精密機械（集團）股份有限公司')).toBe(0)
  })

  test('whoever insists is refused all the same', async () => {
    await buildCustomer(server, zhang, { name: '无锡天成轴承' })
    const again = await create(chen, { name: '天成轴承（无锡）有限公司', ignoreWarnings: true })
    expect(again.body.code).toBe('duplicateForbidden')
  })

  test('a doubting rule asks back; with ignoreWarnings it is saved', async () => {
    await buildCustomer(server, zhang, { name: '常州宏图数控机床' })
    const values = { name: '常州宏图数控机器' }
    const asked = await create(chen, values)
    expect(asked.status).toBe(409)
    expect(asked.body).toMatchObject({
      code: 'possibleDuplicate',
      details: { hits: [{ effect: 'warn', degree: 83, rules: ['客户名称相近'] }] },
    })
    expect(await living(values.name)).toBe(0)
    const saved = await create(chen, { ...values, ignoreWarnings: true })
    expect(saved.status).toBe(200)
    expect(await living(values.name)).toBe(1)
  })

  test('what was merged leads to the winner: in the guard, the check and 查重, by name and phone (CUST-12)', async () => {
    const boss = server.people.administrator!
    const winner = await buildCustomer(server, zhang, {
      name: '常州远景自动化有限公司',
      phone: '13711112222',
    })
    const loser = await buildCustomer(server, zhang, { name: '武进启明数控机床厂', phone: '13733334444' })
    await server.run(boss, 'customer.merge', { winner, loser, winnerVersion: 1, loserVersion: 1 })
    const found = { record: `customer:${winner}`, title: '常州远景自动化有限公司', degree: 100 }
    const named = await create(chen, { name: '武进启明数控机床厂' })
    expect(named.body).toMatchObject({ code: 'duplicateForbidden', details: { hits: [found] } })
    expect(named.body.details.hits[0].facts).toContainEqual(
      expect.objectContaining({ value: expect.stringContaining('武进启明数控机床厂') }),
    )
    const check = await server.post(chen, '/api/duplicates/check', {
      object: 'customer',
      values: { phone: '137 3333 4444' },
    })
    expect(check.body.hits).toEqual([expect.objectContaining({ record: `customer:${winner}` })])
    for (const words of ['武进启明数控', '13733334444']) {
      const { body } = await server.post(chen, '/api/duplicates/look-up', { words })
      expect(body.hits.map((hit: { record: string }) => hit.record)).toEqual([`customer:${winner}`])
    }
    const [{ version } = { version: 0 }] = await server.rows<{ version: number }>(
      'select version from customer where id = $1',
      [winner],
    )
    const back = await server.call(zhang, 'customer.update', {
      id: winner,
      version,
      name: '武进启明数控机床厂',
    })
    expect(back.status).toBe(200)
  })

  test('another city is another company: a doubt, no refusal', async () => {
    await buildCustomer(server, zhang, { name: '苏州鼎盛液压件' })
    expect((await create(chen, { name: '上海鼎盛液压件' })).body).toMatchObject({
      code: 'possibleDuplicate',
      params: { degree: 90 },
    })
  })

  test('phones are compared across customers, leads and contacts', async () => {
    const customer = await buildCustomer(server, zhang, { name: '南通博大刀具' })
    await server.run(zhang, 'contact.create', { name: '王总', customer, phone: '13900001111' })
    await server.run(zhang, 'lead.create', { name: '李工', source: 'web', phone: '139 0000 2222' })
    const contact = await create(chen, { name: '泰州锐创泵阀', phone: '+86 13900001111' })
    expect(contact.body.details.hits).toMatchObject([{ object: 'contact', by: ['phone'], title: '王总' }])
    expect(contact.body.details.hits[0].facts).toContainEqual({ label: '电话', value: '139****1111' })
    const lead = await create(chen, { name: '泰州锐创泵阀', phone: '13900002222' })
    expect(lead.body.details.hits).toMatchObject([{ object: 'lead', title: '李工' }])
  })

  test('a change is checked where it touches what is compared, never against the record itself', async () => {
    const id = await buildCustomer(server, chen, { name: '盐城飞跃减速机' })
    await buildCustomer(server, zhang, { name: '盐城凯旋齿轮传动', taxNumber: '91320900MA1ABCDE1X' })
    const put = (values: object) => server.call(chen, 'customer.update', { id, version: 1, ...values })
    expect((await put({ taxNumber: '91320900-MA1ABCDE1X' })).body.code).toBe('duplicateForbidden')
    expect((await put({ name: '凯旋齿轮传动（盐城）有限公司' })).body.code).toBe('duplicateForbidden')
    expect((await put({ name: '盐城飞跃减速机有限公司', remark: '更名' })).status).toBe(200)
    // What stood before is no reason to refuse a change of something else.
    expect((await server.call(chen, 'customer.update', { id, version: 2, remark: '再来' })).status).toBe(200)
  })

  test('a record in the recycle bin stands in nobody’s way, and comes back only where its place is free', async () => {
    const id = await buildCustomer(server, zhang, { name: '镇江金达模具' })
    await server.run(zhang, 'customer.remove', { id })
    expect((await create(chen, { name: '镇江金达模具有限公司' })).status).toBe(200)
    const back = await server.call(zhang, 'customer.restore', { id })
    expect(back.status).toBe(409)
  })

  test('emptied and changed values are compared no more', async () => {
    const id = await buildCustomer(server, zhang, { name: '扬州中联连接器', phone: '13700003333' })
    await server.run(zhang, 'customer.update', { id, version: 1, phone: null, name: '扬州中联光电' })
    const fresh = await create(chen, { name: '扬州中联连接器', phone: '13700003333' })
    expect(fresh.body.details?.hits ?? []).not.toContainEqual(expect.objectContaining({ degree: 100 }))
  })

  test('nobody can be asked by a job: doubts stop nothing, refusals hold', async () => {
    await buildCustomer(server, zhang, { name: '徐州安泰泵阀' })
    await expect(buildCustomer(server, 'system', { name: '徐州安泰泵业' })).rejects.toMatchObject({
      code: 'noPool',
    })
    const pool = await buildPool(server)
    await buildCustomer(server, { pool }, { name: '徐州安泰泵业' })
    await expect(buildCustomer(server, { pool }, { name: '徐州安泰泵阀有限公司' })).rejects.toMatchObject({
      code: 'duplicateForbidden',
    })
  })
})

describe('at the same moment (CUST-11)', () => {
  test('fifty people save the same company: one has it', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => buildEmployee(server)))
    const forms = ['', '有限公司', '（集团）有限公司', '股份有限公司', 'Co.,Ltd']
    const calls = people.flatMap((person, at) =>
      forms.map(form =>
        create(person, { name: `${at % 2 ? '宿迁' : '宿迁市'}嘉禾电子${form}`, ignoreWarnings: true }),
      ),
    )
    const answers = await Promise.all(calls)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['duplicateForbidden']),
    )
    const kept = await server.rows(`select id from customer where name like '宿迁%嘉禾电子%'`)
    expect(kept).toHaveLength(1)
  })

  test('where a rule forbids what is alike, twenty look-alikes: one is kept', async () => {
    const made = await server.run('system', 'duplicateRule.create', {
      object: 'customer',
      name: '相近也不行',
      conditions: [{ field: 'name', match: 'fuzzy', degree: 75 }],
      targets: ['customer'],
      shown: [],
      effect: 'forbid',
    })
    const letters = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉']
    const answers = await Promise.all(
      letters.map((letter, at) =>
        create(at % 2 ? zhang : chen, { name: `淮安润泽医疗器${letter}`, ignoreWarnings: true }),
      ),
    )
    await server.run('system', 'duplicateRule.remove', { rule: idOf(made) })
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})

describe('rules (CUST-11)', () => {
  const base = {
    object: 'lead',
    name: '邮箱相同',
    conditions: [{ field: 'email', match: 'exact' }],
    targets: ['lead', 'contact'],
    shown: ['name'],
    effect: 'forbid',
  }
  let administrator: Person
  beforeAll(() => {
    administrator = server.people.administrator!
  })

  test('hold from the next save on, with their history', async () => {
    const made = await server.call(administrator, 'duplicateRule.create', base)
    expect(made.status).toBe(200)
    const rule = made.body.result.id
    const lead = (name: string) =>
      server.call(zhang, 'lead.create', {
        name,
        source: 'web',
        email: 'Wang@Example.com',
        ignoreWarnings: true,
      })
    expect((await lead('王工')).status).toBe(200)
    expect((await lead('汪工')).body.code).toBe('duplicateForbidden')
    const { object: _object, ...content } = base
    const changed = await server.call(administrator, 'duplicateRule.update', {
      rule,
      version: 1,
      ...content,
      effect: 'warn',
    })
    expect(changed.status).toBe(200)
    expect((await lead('汪工')).status).toBe(200)
    const stale = await server.call(administrator, 'duplicateRule.update', { rule, version: 1, ...content })
    expect(stale.body.code).toBe('staleVersion')
    const { body } = await server.get(administrator, `/api/settings/history?subject=duplicateRule&id=${rule}`)
    expect(JSON.stringify(body)).toContain('提醒，可继续保存')
  })

  test('what can’t be compared is refused with its field', async () => {
    const wrong = async (change: object) =>
      (await server.call(administrator, 'duplicateRule.create', { ...base, ...change })).body
    expect(await wrong({ conditions: [{ field: 'email', match: 'fuzzy', degree: 80 }] })).toMatchObject({
      code: 'invalidInput',
      fields: [{ path: 'conditions.0.match', rule: 'option' }],
    })
    expect(await wrong({ conditions: [{ field: 'remark', match: 'exact' }] })).toMatchObject({
      fields: [{ path: 'conditions.0.field', rule: 'option' }],
    })
    expect(await wrong({ targets: ['customer'] })).toMatchObject({
      fields: [{ path: 'targets', rule: 'option' }],
    })
    expect(await wrong({ conditions: [] })).toMatchObject({
      fields: [{ path: 'conditions', rule: 'required' }],
    })
    expect(await wrong({ conditions: [{ field: 'name', match: 'fuzzy', degree: 20 }] })).toMatchObject({
      code: 'invalidInput',
    })
  })

  test('are made by whoever sets the company up, and by nobody else', async () => {
    await bumpPermissionEpoch(server.db, server.clock.now())
    expect((await server.call(zhang, 'duplicateRule.create', base)).status).toBe(403)
    expect((await server.get(zhang, '/api/duplicates/rules')).status).toBe(403)
    const { body } = await server.get(administrator, '/api/duplicates/rules')
    expect(body.rules.length).toBeGreaterThan(5)
    expect(body.fields.lead).toContainEqual({
      field: 'company',
      fuzzy: true,
      comparesWith: ['lead', 'customer'],
    })
  })

  test('two conditions must both hold', async () => {
    const customer = await buildCustomer(server, zhang, { name: '连云港开元环保' })
    const other = await buildCustomer(server, zhang, { name: '连云港盛华新能源' })
    const contact = (at: string) => server.call(zhang, 'contact.create', { name: '周工', customer: at })
    expect((await contact(customer)).status).toBe(200)
    expect((await contact(other)).status).toBe(200)
    expect((await contact(customer)).body.code).toBe('possibleDuplicate')
  })
})
