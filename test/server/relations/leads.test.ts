import { buildCustomer, buildEmployee, buildLead, buildPool } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let zhang: Person
let boss: Person
beforeAll(async () => {
  server = await testServer()
  zhang = server.people.accountManager!
  boss = server.people.superAdministrator!
  await buildPool(server, { isDefault: true })
})
afterAll(() => server.stop())

let running = 0
const company = () => `苏州蓝鲸${++running}精密仪器有限公司`
const row = async (table: string, id: unknown) =>
  (await server.rows(`select * from ${table} where id = $1`, [String(id).split(':').at(-1)]))[0]!

describe('lead.close', () => {
  test('CUST-1 closes with a reason, stops what was agreed, and is opened again where it stood', async () => {
    const id = await buildLead(server, zhang)
    await server.run(zhang, 'followUp.create', {
      record: `lead:${id}`,
      channel: 'phone',
      content: '没预算',
      nextContactAt: '2026-12-01T02:00:00.000Z',
    })
    const done = await server.run(zhang, 'lead.close', { record: `lead:${id}`, reason: 'noBudget' })
    expect(await row('lead', id)).toMatchObject({
      status: 'closed',
      close_reason: 'noBudget',
      next_contact_at: null,
      follow_due: null,
    })
    expect((await server.refusal(zhang, 'lead.close', { record: `lead:${id}`, reason: 'noNeed' })).code).toBe(
      'leadClosed',
    )
    await server.run(zhang, done.undo!.action, done.undo!.input)
    expect(await row('lead', id)).toMatchObject({ status: 'following', close_reason: null, closed_at: null })
    expect((await server.refusal(zhang, 'lead.reopen', { record: `lead:${id}` })).code).toBe('leadOpen')
  })

  test('CUST-1 "other" needs words', async () => {
    const record = `lead:${await buildLead(server, zhang)}`
    expect((await server.refusal(zhang, 'lead.close', { record, reason: 'other' })).code).toBe('reasonNeeded')
    await server.run(zhang, 'lead.close', { record, reason: 'other', note: '搬走了' })
  })
})

describe('lead.convert', () => {
  test('CUST-2 makes a customer, a contact and a task; follow-ups, files, tasks and the team go along', async () => {
    const name = company()
    const wang = await buildEmployee(server)
    const id = await buildLead(server, zhang, {
      name: '刘工',
      company: name,
      phone: '13911112222',
      email: 'liu@example.com',
      title: '采购经理',
      interest: '三坐标测量机',
      source: 'campaign',
    })
    const record = `lead:${id}`
    await server.run(zhang, 'followUp.create', {
      record,
      channel: 'phone',
      content: '要报价',
      nextContactAt: '2026-12-01T02:00:00.000Z',
    })
    await server.run(zhang, 'task.create', { title: '寄样本', record })
    await server.run(zhang, 'lead.share', { record, people: [wang.id], access: 'read' })
    const preview = await server.get(zhang, `/api/leads/${id}/conversion`)
    expect(preview.body.customer).toContainEqual(expect.objectContaining({ field: 'name', text: name }))
    expect(preview.body.same).toEqual([])
    const { result } = await server.run(zhang, 'lead.convert', { record, makeTask: true })
    expect(await row('customer', result.customer)).toMatchObject({
      name,
      phone: '13911112222',
      interest: '三坐标测量机',
      source: 'campaign',
      owner_id: zhang.id,
      stage: 'following',
      next_contact_at: new Date('2026-12-01T02:00:00.000Z'),
    })
    expect(await row('contact', result.contact)).toMatchObject({
      name: '刘工',
      title: '采购经理',
      email: 'liu@example.com',
      owner_id: zhang.id,
    })
    expect((await row('task', result.task)).title).toContain('刘工')
    expect(await row('lead', id)).toMatchObject({
      status: 'converted',
      customer_id: String(result.customer).split(':')[1],
      contact_id: String(result.contact).split(':')[1],
      next_contact_at: null,
    })
    const moved = await server.rows(
      `select 'followUp' as what from follow_up where record_object = 'customer' and record_id = $1
       union all select title from task where record_object = 'customer' and record_id = $1
       union all select employee_id::text from team_member where object = 'customer' and record_id = $1`,
      [String(result.customer).split(':')[1]],
    )
    expect(moved.map(one => one.what)).toEqual(
      expect.arrayContaining(['followUp', '寄样本', expect.stringContaining('刘工'), wang.id]),
    )
  })

  test('CUST-2 two people who convert the same lead at the same moment make one customer', async () => {
    const name = company()
    const leader = server.people.teamLeader!
    const report = server.people.report!
    const id = await buildLead(server, report, { company: name })
    const convert = (who: Person) =>
      server.run(who, 'lead.convert', { record: `lead:${id}` }).then(
        () => 'done',
        error => error.code,
      )
    expect((await Promise.all([convert(report), convert(leader)])).sort()).toEqual(['done', 'leadConverted'])
    const made = await server.rows('select owner_id from customer where name = $1', [name])
    expect(made).toEqual([{ owner_id: report.id }])
    expect(
      await server.rows(
        `select owner_id from contact where customer_id = (select customer_id from lead where id = $1)`,
        [id],
      ),
    ).toEqual([{ owner_id: report.id }])
  })

  test('CUST-2 a customer called the same is offered; the lead joins it, its person becomes its contact once', async () => {
    const name = company()
    const customer = await buildCustomer(server, zhang, { name })
    const one = await buildLead(server, zhang, { name: '孙工', company: name.replace('有限公司', '') })
    const two = await buildLead(server, zhang, { name: '孙工', company: name })
    const refusal = await server.refusal(zhang, 'lead.convert', { record: `lead:${one}` })
    expect(refusal).toMatchObject({ code: 'sameCustomer', params: { name } })
    expect((await server.get(zhang, `/api/leads/${one}/conversion`)).body.same).toMatchObject([
      { id: customer },
    ])
    const joined = await server.run(zhang, 'lead.convert', { record: `lead:${one}`, sameName: 'join' })
    expect(joined.result).toMatchObject({ customer: `customer:${customer}`, joined: true })
    const again = await server.run(zhang, 'lead.convert', { record: `lead:${two}`, customer })
    expect(again.result.contact).toBe(joined.result.contact)
    expect(await server.rows('select name from contact where customer_id = $1', [customer])).toHaveLength(1)
  })

  test('CUST-1 a lead that a customer recommended says by which one, and so does the customer that it becomes', async () => {
    const referrer = await buildCustomer(server, zhang, { name: company() })
    const lead = await buildLead(server, zhang, {
      name: '钱工',
      company: company(),
      source: 'referral',
      referringCustomer: referrer,
    })
    const { customer } = (await server.run(zhang, 'lead.convert', { record: `lead:${lead}` })).result
    const { body } = await server.get(zhang, `/api/records/${String(customer).replace(':', '/')}`)
    expect(body.record.references.referringCustomer).toMatchObject({ id: referrer })
    const detail = await server.get(zhang, `/api/records/customer/${referrer}`)
    expect(detail.body.related).toEqual(
      expect.arrayContaining([
        { object: 'lead', field: 'referringCustomer', count: 1 },
        { object: 'customer', field: 'referringCustomer', count: 1 },
      ]),
    )
  })

  test('CUST-2 two leads of one new company converted at the same moment make one customer', async () => {
    const name = company()
    const leads = await Promise.all([1, 2].map(() => buildLead(server, zhang, { company: name })))
    await Promise.all(
      leads.map(id => server.run(zhang, 'lead.convert', { record: `lead:${id}`, sameName: 'join' })),
    )
    expect(await server.rows('select 1 from customer where name = $1', [name])).toHaveLength(1)
  })

  test('CUST-2 a failure leaves nothing behind', async () => {
    const name = company()
    const role = await buildEmployee(server, { role: 'serviceEngineer' })
    const id = await buildLead(server, zhang, { company: name })
    expect((await server.refusal(role, 'lead.convert', { record: `lead:${id}` })).code).toBe('notPermitted')
    const gone = { record: `lead:${id}`, customer: await buildCustomer(server, boss) }
    expect((await server.refusal(zhang, 'lead.convert', gone)).code).toBe('notFound')
    expect((await row('lead', id)).status).toBe('open')
    expect(await server.rows('select 1 from customer where name = $1', [name])).toEqual([])
  })

  test('CUST-2 what nobody owns goes where such records wait', async () => {
    const pool = await buildPool(server, { kind: 'lead', members: [] })
    const name = company()
    const id = await buildLead(server, { pool }, { company: name })
    await server.run(boss, 'lead.convert', { record: `lead:${id}` })
    const [made] = await server.rows('select owner_id, pool_id from customer where name = $1', [name])
    expect(made).toEqual({ owner_id: null, pool_id: expect.any(String) })
  })

  test('CUST-2 many at once, each with its result', async () => {
    const leads = await Promise.all([1, 2, 3].map(() => buildLead(server, zhang, { company: company() })))
    await server.run(zhang, 'lead.convert', { record: `lead:${leads[0]}` })
    const answer = await server.post(zhang, '/api/operations', {
      action: 'lead.convert',
      records: leads.map(id => `lead:${id}`),
      input: { sameName: 'join' },
    })
    expect(answer.status).toBe(200)
    expect(answer.body.results.map((one: { state: string }) => one.state)).toEqual([
      'refused',
      'done',
      'done',
    ])
    expect(answer.body.results[0].code).toBe('leadConverted')
  })
})

describe('leadMapping.set', () => {
  const lines = [
    { field: 'name', source: 'company' },
    { field: 'remark', words: '来自线索 {{name}}：{{interest}}' },
  ]
  test('CUST-2 the company’s own mapping is previewed, used, and taken back', async () => {
    const name = company()
    const id = await buildLead(server, boss, {
      name: '周总',
      company: name,
      interest: '影像仪',
      phone: '13700001111',
    })
    const preview = await server.post(boss, '/api/lead-mapping/preview', { target: 'customer', lines })
    expect(preview.body).toMatchObject({
      lead: expect.stringContaining('周总'),
      facts: [
        { field: 'name', text: name },
        { field: 'remark', text: '来自线索 周总：影像仪' },
      ],
    })
    await server.run(boss, 'leadMapping.set', { target: 'customer', lines })
    const { result } = await server.run(boss, 'lead.convert', { record: `lead:${id}` })
    expect(await row('customer', result.customer)).toMatchObject({
      remark: '来自线索 周总：影像仪',
      phone: null,
    })
    await server.run(boss, 'leadMapping.set', { target: 'customer' })
    const { body } = await server.get(boss, '/api/lead-mapping')
    expect(body.targets[0].lines).toContainEqual({ field: 'phone', source: 'phone', words: null })
    const [trace] = await server.rows(`select count(*)::int as n from history where object = 'leadMapping'`)
    expect(trace).toEqual({ n: 2 })
  })

  test('CUST-2 what can’t be right is refused with its line', async () => {
    const wrong = [
      { field: 'name', source: 'phone', words: 'x' },
      { field: 'employees', source: 'name' },
      { field: 'owner', source: 'name' },
      { field: 'interest', words: '{{nothing}}' },
      { field: 'name', source: 'name' },
    ]
    const refusal = await server.refusal(boss, 'leadMapping.set', { target: 'customer', lines: wrong })
    expect(refusal.fields.map(({ path }) => path)).toEqual([
      'lines.1.source',
      'lines.2.field',
      'lines.3.words',
      'lines.4.field',
    ])
    expect((await server.refusal(zhang, 'leadMapping.set', { target: 'customer', lines })).code).toBe(
      'notPermitted',
    )
    expect((await server.get(zhang, '/api/lead-mapping')).status).toBe(403)
  })
})

test('CUST-1 a converted lead shows what it became, and its customer shows the lead', async () => {
  const id = await buildLead(server, zhang, { company: company() })
  const { result } = await server.run(zhang, 'lead.convert', { record: `lead:${id}` })
  const { body } = await server.get(zhang, `/api/records/lead/${id}`)
  expect(body.record.references.customer).toMatchObject({ id: String(result.customer).split(':')[1] })
  expect(body.record.allowed).not.toContain('lead.convert')
  const customer = await server.get(zhang, `/api/records/customer/${String(result.customer).split(':')[1]}`)
  expect(customer.body.related).toContainEqual({ object: 'lead', field: 'customer', count: 1 })
  expect(idOf({ result: { id } })).toBe(id)
})

describe('what the converter doesn’t see whole (CUST-2, SET-2)', () => {
  const permissions = {
    lead: ['query', 'view', 'create', 'update', 'convert', 'configure'],
    customer: ['query', 'view', 'create', 'update'],
    contact: ['query', 'view', 'create', 'update'],
  }
  type Masks = Record<string, Record<string, 'masked' | 'hidden'>>
  async function holder(masks: Masks): Promise<Person> {
    const person = await buildEmployee(server, { role: null })
    const [role] = await server.rows<{ id: string }>(
      `insert into role (id, key, name, permissions, scopes, masks, built_in)
       values (gen_random_uuid(), $1, $1, $2::jsonb, $3::jsonb, $4::jsonb, false) returning id`,
      [
        `role-${person.id}`,
        JSON.stringify(permissions),
        JSON.stringify({ '*': { query: 'all', view: 'all', edit: 'all' } }),
        JSON.stringify(masks),
      ],
    )
    await server.run(boss, 'role.grant', { employee: person.id, role: role!.id })
    return person
  }
  const lead = () =>
    buildLead(server, zhang, {
      name: '孙工',
      company: company(),
      phone: '13622223333',
      email: 'sun@secret.cn',
    })
  const made = async (who: Person, id: string) => {
    const { result } = await server.run(who, 'lead.convert', { record: `lead:${id}` })
    return { customer: await row('customer', result.customer), contact: await row('contact', result.contact) }
  }

  test('neither the preview nor what is made tells it, and it stays on the lead', async () => {
    const person = await holder({ lead: { phone: 'hidden', email: 'masked' } })
    const id = await lead()
    const { body, text } = await server.get(person, `/api/leads/${id}/conversion`)
    expect(text).not.toMatch(/13622223333|sun@secret/)
    expect(body.kept).toEqual(['电话', '邮箱'])
    const lines = [{ field: 'remark', source: null, words: '电话 {{phone}}' }]
    const example = await server.post(person, '/api/lead-mapping/preview', { target: 'customer', lines })
    expect(example.text).not.toContain('13622223333')
    const { customer, contact } = await made(person, id)
    expect([customer.phone, contact.phone, contact.email]).toEqual([null, null, null])
    expect(await row('lead', id)).toMatchObject({ phone: '13622223333', email: 'sun@secret.cn' })
  })

  test('where it is masked on what it becomes as well, it goes along unseen', async () => {
    const person = await holder({
      lead: { phone: 'hidden', email: 'masked' },
      customer: { phone: 'hidden' },
      contact: { phone: 'hidden', email: 'masked' },
    })
    const id = await lead()
    const { body, text } = await server.get(person, `/api/leads/${id}/conversion`)
    expect(text).not.toMatch(/13622223333|sun@secret/)
    expect(body.kept).toEqual([])
    const { customer, contact } = await made(person, id)
    expect([customer.phone, contact.phone, contact.email]).toEqual([
      '13622223333',
      '13622223333',
      'sun@secret.cn',
    ])
    for (const record of [`customer/${customer.id}`, `contact/${contact.id}`])
      expect((await server.get(person, `/api/records/${record}`)).text).not.toMatch(/13622223333|sun@secret/)
  })

  test('a lead that lies in its pool shows and bares no phone, whoever converts it', async () => {
    const pool = await buildPool(server, { kind: 'lead', maskPhone: true })
    const id = await lead()
    await server.rows('update lead set owner_id = null, pool_id = $2, pooled_at = $3 where id = $1', [
      id,
      pool,
      server.clock.now(),
    ])
    const { text } = await server.get(boss, `/api/leads/${id}/conversion`)
    expect(text).not.toContain('13622223333')
    expect(text).toContain('136****3333')
    const { contact } = await made(boss, id)
    expect(contact.phone).toBeNull()
  })

  test('what one doesn’t see can’t be mapped where it stands open', async () => {
    const person = await holder({ lead: { phone: 'hidden' } })
    const given = { target: 'task', lines: [{ field: 'description', source: null, words: '{{phone}}' }] }
    expect((await server.refusal(person, 'leadMapping.set', given)).fields[0]?.path).toBe('lines.0.words')
  })
})

test('own choices go to other fields by what they are called, and into texts as words (CUST-2, CUST-15)', async () => {
  const choice = async (object: string, label: string, options: string[]) => {
    const input = {
      object,
      label,
      kind: 'choice',
      options: options.map(one => ({ label: one })),
    }
    return String((await server.run(boss, 'customField.create', input)).result.key)
  }
  const to = await choice('customer', '经费', ['科研经费', '采购经费'])
  // renamed since: the key stays what it was
  await server.rows(
    `update custom_field set options = replace(options::text, '采购经费', '采购预算')::jsonb where key = $1`,
    [to],
  )
  const from = await choice('lead', '预算来源', ['采购预算', '科研经费'])
  interface Option {
    key: string
    labels: Record<string, string>
  }
  const optionsOf = async (key: string) =>
    (await server.rows<{ options: Option[] }>('select options from custom_field where key = $1', [key]))[0]!
      .options
  const keyOf = async (key: string, label: string) =>
    (await optionsOf(key)).find(({ labels }) => labels['zh-CN'] === label)!.key
  expect(await keyOf(from, '采购预算')).not.toBe(await keyOf(to, '采购预算'))
  const id = await buildLead(server, zhang, { name: '周工', company: company() })
  const option = await keyOf(from, '采购预算')
  await server.run(zhang, 'lead.update', { id, version: 1, [from]: option })
  const lines = [
    { field: 'name', source: 'company', words: null },
    { field: 'remark', source: null, words: '钱从哪来：{{FROM}}'.replace('FROM', from) },
    { field: to, source: from, words: null },
  ]
  await server.run(boss, 'leadMapping.set', { target: 'customer', lines })
  const { body } = await server.get(zhang, `/api/leads/${id}/conversion`)
  const texts = Object.fromEntries(
    body.customer.map((fact: { field: string; text: string }) => [fact.field, fact.text]),
  )
  expect(texts).toMatchObject({ remark: '钱从哪来：采购预算', [to]: '采购预算' })
  const { result } = await server.run(zhang, 'lead.convert', { record: `lead:${id}` })
  const { body: customer } = await server.get(
    zhang,
    `/api/records/customer/${String(result.customer).split(':')[1]}`,
  )
  expect(customer.record.values.remark).toBe('钱从哪来：采购预算')
  expect(customer.record.values[to]).toBe(await keyOf(to, '采购预算'))
  await server.run(boss, 'leadMapping.set', { target: 'customer', lines: [] })
})
