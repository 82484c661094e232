import { loadCatalogue } from '@gonghai/server/records/custom/catalogue'
import type { CustomFieldsAnswer, FormulaTrial } from '@gonghai/shared/client/tables-api'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

let server: TestServer
let boss: Person
let zhang: Person
beforeAll(async () => {
  server = await testServer()
  boss = server.people.administrator!
  zhang = await buildEmployee(server, { name: '张晓琳' })
})
afterAll(() => server.stop())

interface Made {
  id: string
  key: string
}

async function add(input: Record<string, unknown>): Promise<Made> {
  const done = await server.run(boss, 'customField.create', { object: 'customer', ...input })
  return done.result as unknown as Made
}

const fieldsOf = async (object = 'customer') =>
  (await server.get(boss, `/api/settings/custom-fields/${object}`)).body as CustomFieldsAnswer

const change = async (id: string, input: Record<string, unknown>) => {
  const { version } = (await fieldsOf()).fields.find(field => field.id === id)!
  return server.run(boss, 'customField.update', { field: id, version, ...input })
}

const valuesOf = async (id: string, who = zhang) =>
  (await server.get(who, `/api/records/customer/${id}`)).body.record.values as Record<string, unknown>

const update = async (id: string, values: Record<string, unknown>, who = zhang) => {
  const { record } = (await server.get(who, `/api/records/customer/${id}`)).body
  return server.call(who, 'customer.update', { id, version: record.version, ...values })
}

const found = async (filter: unknown, more: Record<string, unknown> = {}) => {
  const answer = await server.post(zhang, '/api/records/customer/query', { filter, ...more })
  return answer.status === 200 ? answer.body.rows.map((row: { title: string }) => row.title) : answer.body
}

/** One good value of every kind, what it is read back as, and one that can't be. */
const kinds: Record<string, { more?: object; good: unknown; back?: unknown; bad: unknown }> = {
  text: { good: ' 三  号线 ', back: '三 号线', bad: 'x'.repeat(101) },
  longText: { good: '第一行\n第二行', bad: 7 },
  integer: { more: { min: '0', max: '10' }, good: 7, bad: 11 },
  decimal: { more: { scale: 3 }, good: '1.5', back: '1.500', bad: '1.2345' },
  money: { good: '1234567890123.5', back: '1234567890123.50', bad: 'viel' },
  percent: { good: '12.5', back: '12.50', bad: '101' },
  date: { good: '2026-02-28', bad: '2026-02-30' },
  dateTime: { good: '2026-02-28T08:00:00+08:00', back: '2026-02-28T00:00:00.000Z', bad: '2026-02-28' },
  boolean: { good: true, bad: 'yes' },
  choice: { more: { options: [{ label: '重点' }, { label: '普通' }] }, good: 'zhongdian', bad: 'vip' },
  choices: { more: { options: [{ label: '钢' }, { label: '铝' }] }, good: ['gang', 'lv'], bad: ['zinc'] },
  phone: { good: '138 0013 8000', back: '13800138000', bad: 'none' },
  email: { good: 'a@b.cn', bad: 'a@b' },
  url: { good: 'gonghai.example', back: 'https://gonghai.example', bad: 'javascript:alert(1)' },
}

describe('customField.create (CUST-15)', () => {
  test.each(Object.entries(kinds))(
    '%s: kept, read back, filtered by, and refused where it can’t be',
    async (kind, given) => {
      const { key } = await add({ kind, label: `种类${kind}`, ...given.more })
      const back = given.back ?? given.good
      const id = idOf(await server.run(zhang, 'customer.create', { name: `客户${kind}`, [key]: given.good }))
      expect((await valuesOf(id))[key]).toEqual(back)
      const bad = await server.call(zhang, 'customer.create', { name: `坏${kind}`, [key]: given.bad })
      expect([bad.status, bad.body.fields?.[0]?.path.split('.')[0]]).toEqual([400, key])
      const isSet = Array.isArray(back)
      const filter = {
        field: key,
        op: isSet || kind === 'longText' ? 'contains' : 'eq',
        value: isSet ? back[0] : back,
      }
      if (kind !== 'longText') expect(await found(filter)).toEqual([`客户${kind}`])
      expect(await found({ and: [{ field: key, op: 'notEmpty' }] })).toEqual([`客户${kind}`])
      const cleared = await update(id, { [key]: isSet ? [] : null })
      expect(cleared.status).toBe(200)
      expect(await found({ field: key, op: 'notEmpty' })).toEqual([])
    },
  )

  test('people and departments are shown by name; strangers are refused (CUST-15)', async () => {
    const engineer = await add({ kind: 'employee', label: '售前工程师' })
    const helpers = await add({ kind: 'people', label: '协作人' })
    const department = await add({ kind: 'department', label: '对口部门' })
    const input = {
      [engineer.key]: boss.id,
      [helpers.key]: [boss.id, zhang.id],
      [department.key]: zhang.departmentId,
    }
    const id = idOf(await server.run(zhang, 'customer.create', { name: '有人的客户', ...input }))
    const { record } = (await server.get(zhang, `/api/records/customer/${id}`)).body
    expect(record.references[helpers.key].map((one: { name: string }) => one.name)).toContain('张晓琳')
    expect(record.references[engineer.key].id).toBe(boss.id)
    expect(record.references[department.key].name).not.toBe('')
    expect(await found({ field: helpers.key, op: 'contains', value: zhang.id })).toEqual(['有人的客户'])
    const nobody = '01980000-0000-7000-8000-000000000000'
    expect((await update(id, { [engineer.key]: nobody })).body.fields[0].path).toBe(engineer.key)
  })

  test('files are one’s own uploads, or lie there already (CUST-15)', async () => {
    const { key } = await add({ kind: 'files', label: '图纸', length: 2 })
    const upload = async (by: Person, name: string) => {
      const id = crypto.randomUUID()
      const row = { id, hash: 'a'.repeat(64), file_name: name, size: 12, content_type: 'application/pdf' }
      await insertRow(server.db, 'stored_file', {
        ...row,
        uploader_id: by.id,
        created_at: server.clock.now(),
      })
      return id
    }
    const [mine, others] = [await upload(zhang, '一号.pdf'), await upload(boss, '别人的.pdf')]
    const id = await buildCustomer(server, zhang)
    expect((await update(id, { [key]: [others] })).body.fields[0].path).toBe(key)
    expect((await update(id, { [key]: [mine] })).status).toBe(200)
    expect((await update(id, { [key]: [mine, others] }, boss)).status).toBe(200)
    const { record } = (await server.get(zhang, `/api/records/customer/${id}`)).body
    expect(record.references[key].map((one: { name: string }) => one.name)).toEqual([
      '一号.pdf',
      '别人的.pdf',
    ])
    const { body } = await server.get(zhang, `/api/records/customer/${id}/files/${key}`)
    expect(body.files.map((file: { name: string }) => file.name)).toEqual(['一号.pdf', '别人的.pdf'])
    expect(body.files[0].url).toContain(mine)
    const stranger = await buildEmployee(server)
    expect((await server.get(stranger, `/api/records/customer/${id}/files/${key}`)).status).toBe(404)
    expect((await server.get(zhang, `/api/records/customer/${id}/files/name`)).status).toBe(404)
  })

  test('is there from the next request on, in every language that it has, and the ETag of meta changes (CUST-15)', async () => {
    const before = await server.get(zhang, '/api/meta')
    const { key } = await add({
      kind: 'text',
      label: '老板爱好',
      labelEn: 'Hobby',
      hint: '聊天用得上',
      section: '人情',
    })
    const after = await server.get(zhang, '/api/meta')
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
    const customer = after.body.objects.find((one: { name: string }) => one.name === 'customer')
    expect(customer.fields[key]).toMatchObject({
      labels: { 'zh-CN': '老板爱好', en: 'Hobby' },
      section: '人情',
    })
    expect(after.body.actions['customer.create'].input[key].kind).toBe('text')
    expect((await server.call(zhang, 'lead.create', { name: '线索', [key]: 'x' })).status).toBe(400)
  })

  test('stands in the history by its name (CUST-15, SET-5)', async () => {
    const { id: field, key } = await add({
      kind: 'choice',
      label: '预算档',
      options: [{ label: '大' }, { label: '小' }],
    })
    const id = await buildCustomer(server, zhang)
    await update(id, { [key]: 'da' })
    await update(id, { [key]: 'xiao' })
    const { entries } = (await server.get(zhang, `/api/records/customer/${id}/stream`)).body
    expect(entries[0].changes).toEqual([{ label: '预算档', from: '大', to: '小' }])
    const own = await server.rows<{ action: string }>(
      `select action from history where object = 'customField' and record_id = $1`,
      [field],
    )
    expect(own).toEqual([{ action: 'customField.create' }])
  })

  test('nobody without the permission adds one, and a wrong one is refused by its field (CUST-15)', async () => {
    expect(
      (await server.call(zhang, 'customField.create', { object: 'customer', kind: 'text', label: 'X' }))
        .status,
    ).toBe(403)
    expect((await server.get(zhang, '/api/settings/custom-fields/customer')).status).toBe(403)
    const refused = async (input: object) => {
      const { status, body } = await server.call(boss, 'customField.create', { object: 'customer', ...input })
      return [status, body.fields?.[0]?.path]
    }
    expect(await refused({ kind: 'choice', label: '没有选项' })).toEqual([400, 'options'])
    expect(await refused({ kind: 'integer', label: '上下颠倒', min: '5', max: '1' })).toEqual([400, 'max'])
    expect(await refused({ kind: 'text', label: '客户名称', length: 9000 })).toEqual([400, 'length'])
    expect(await refused({ kind: 'integer', label: '默认不对', initial: 'abc' })).toEqual([400, 'initial'])
    expect(await refused({ kind: 'text', label: '行业' })).toEqual([400, 'label'])
    expect(await refused({ kind: 'files', label: '排序文件', sortable: true })).toEqual([400, 'sortable'])
    expect(await refused({ kind: 'nonsense', label: '不认识' })).toEqual([400, 'kind'])
    const { status } = await server.call(boss, 'customField.create', {
      object: 'survey',
      kind: 'text',
      label: 'X',
    })
    expect(status).toBe(400)
  })

  test('two administrators adding the same label at the same moment: one field (CUST-15)', async () => {
    const calls = await Promise.all(
      [1, 2, 3, 4].map(() =>
        server.call(boss, 'customField.create', { object: 'contact', kind: 'text', label: '生肖' }),
      ),
    )
    expect(calls.map(call => call.status).sort()).toEqual([200, 400, 400, 400])
  })
})

describe('customField.update (CUST-15)', () => {
  test('a rename keeps the data, a kind changes only where every value converts', async () => {
    const { id, key } = await add({ kind: 'integer', label: '机床数' })
    const record = idOf(await server.run(zhang, 'customer.create', { name: '转换客户', [key]: 12 }))
    await change(id, { label: '设备数' })
    expect((await valuesOf(record))[key]).toBe(12)
    const wrong = await server.refusal(boss, 'customField.update', { field: id, version: 2, kind: 'date' })
    expect(wrong.code).toBe('kindNotConvertible')
    await change(id, { kind: 'decimal', scale: 2 })
    expect((await valuesOf(record))[key]).toBe('12.00')
    await server.runJobs()
    expect(await found({ field: key, op: 'eq', value: '12' })).toEqual(['转换客户'])
  })

  test('an option that is in use is retired, an unused one goes', async () => {
    const { id, key } = await add({
      kind: 'choice',
      label: '渠道层级',
      options: [{ label: '总代' }, { label: '经销' }, { label: '零售' }],
    })
    const record = idOf(await server.run(zhang, 'customer.create', { name: '总代客户', [key]: 'zongdai' }))
    await change(id, { options: [{ key: 'jingxiao', label: '经销商' }] })
    const field = (await fieldsOf()).fields.find(one => one.id === id)!
    expect(field.options.map(({ key: option, active }) => [option, active])).toEqual([
      ['jingxiao', true],
      ['zongdai', false],
    ])
    expect((await valuesOf(record))[key]).toBe('zongdai')
    expect(await found({ field: key, op: 'eq', value: 'zongdai' })).toEqual(['总代客户'])
    expect((await update(record, { [key]: 'zongdai', remark: '没变' })).status).toBe(400)
    expect((await update(record, { remark: '没变' })).status).toBe(200)
  })

  test('a stale edit is refused', async () => {
    const { id } = await add({ kind: 'text', label: '同时改' })
    await change(id, { hint: '一' })
    const refusal = await server.refusal(boss, 'customField.update', { field: id, version: 1, hint: '二' })
    expect(refusal.code).toBe('staleVersion')
  })
})

describe('customField.retire (CUST-15)', () => {
  test('takes a field away and brings it back with its values', async () => {
    const { id, key } = await add({ kind: 'text', label: '车间' })
    const record = idOf(await server.run(zhang, 'customer.create', { name: '停用客户', [key]: '二车间' }))
    await server.run(boss, 'customField.retire', { field: id })
    expect(await valuesOf(record)).not.toHaveProperty(key)
    expect((await update(record, { [key]: '三车间' })).status).toBe(400)
    expect((await update(record, { remark: '别动车间' })).status).toBe(200)
    await server.run(boss, 'customField.restore', { field: id })
    expect((await valuesOf(record))[key]).toBe('二车间')
  })

  test('waits while a formula reads it', async () => {
    const { id, key } = await add({ kind: 'integer', label: '人数一' })
    await add({ kind: 'formula', label: '两倍人数', formula: '{人数一} * 2' })
    const refusal = await server.refusal(boss, 'customField.retire', { field: id })
    expect([refusal.code, refusal.params.names]).toEqual(['fieldInFormula', '两倍人数'])
    expect(key).toMatch(/^c_/)
  })
})

describe('sortable fields (CUST-15, CUST-16)', () => {
  test('are sorted and filtered by range once their index stands; five at most', async () => {
    const { id, key } = await add({ kind: 'decimal', label: '年产值', scale: 2, sortable: true })
    for (const value of ['9', '10.5', '100'])
      await server.run(zhang, 'customer.create', { name: `产值${value}`, [key]: value })
    const early = await server.post(zhang, '/api/records/customer/query', { sort: key })
    expect(early.status).toBe(400)
    await server.runJobs()
    expect((await fieldsOf()).fields.find(field => field.id === id)!.indexed).toBe(true)
    const filter = { field: key, op: 'gte', value: '10' }
    expect(await found(filter, { sort: key })).toEqual(['产值10.5', '产值100'])
    expect(await found({ field: key, op: 'notEmpty' }, { sort: `-${key}` })).toEqual([
      '产值100',
      '产值10.5',
      '产值9',
    ])
    const [plan] = await server.rows<{ 'QUERY PLAN': string }>(
      `explain select 1 from customer t where ((t.custom ->> '${key}')::numeric) > 5 order by ((t.custom ->> '${key}')::numeric), id limit 1`,
    )
    expect(plan!['QUERY PLAN']).toBeDefined()
    const indexes = await server.rows<{ name: string }>(
      `select indexname as name from pg_indexes where tablename = 'customer' and indexname = $1`,
      [`cf_customer_${key}`],
    )
    expect(indexes).toHaveLength(1)
    for (const number of [2, 3, 4, 5]) await add({ kind: 'date', label: `排序${number}`, sortable: true })
    const sixth = await server.refusal(boss, 'customField.create', {
      object: 'customer',
      kind: 'date',
      label: '排序6',
      sortable: true,
    })
    expect(sixth.code).toBe('tooManySortable')
    await change(id, { sortable: false })
    await server.runJobs()
    expect(
      (await server.rows(`select 1 from pg_indexes where indexname = $1`, [`cf_customer_${key}`])).length,
    ).toBe(0)
  })

  test('pages through values and the empty ones after them, each once', async () => {
    const { key } = (await fieldsOf()).fields.find(field => field.labels['zh-CN'] === '排序2')!
    await server.runJobs()
    for (const day of ['2026-01-03', '2026-01-01', '2026-01-02'])
      await server.run(zhang, 'customer.create', { name: `日${day}`, [key]: day })
    const titles: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { sort: key, limit: 2, ...(cursor ? { cursor } : {}) }
      const { body } = await server.post(zhang, '/api/records/customer/query', query)
      titles.push(...body.rows.map((row: { title: string }) => row.title))
      cursor = body.next
    }
    expect(titles.slice(0, 3)).toEqual(['日2026-01-01', '日2026-01-02', '日2026-01-03'])
    const { body } = await server.post(zhang, '/api/records/customer/count', {})
    expect(titles.length).toBe(body.count)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

describe('formulas (CUST-15)', () => {
  test('are worked out when a record is written, in decimals, one after another', async () => {
    const price = await add({ kind: 'money', label: '单价' })
    const count = await add({ kind: 'integer', label: '台数' })
    const total = await add({ kind: 'formula', label: '总价', formula: '{单价} × {台数}', result: 'money' })
    const taxed = await add({
      kind: 'formula',
      label: '含税',
      formula: 'round({总价} * 1.13, 2)',
      result: 'money',
    })
    const class_ = await add({ kind: 'formula', label: '规模', formula: '如果({台数} >= 10, "大", "小")' })
    const id = idOf(
      await server.run(zhang, 'customer.create', { name: '公式客户', [price.key]: '0.1', [count.key]: 3 }),
    )
    expect(await valuesOf(id)).toMatchObject({ [total.key]: '0.30', [taxed.key]: '0.34', [class_.key]: '小' })
    await update(id, { [count.key]: 10 })
    expect(await valuesOf(id)).toMatchObject({ [total.key]: '1.00', [taxed.key]: '1.13', [class_.key]: '大' })
    expect(await found({ field: class_.key, op: 'eq', value: '大' })).toEqual(['公式客户'])
    expect((await update(id, { [total.key]: '5' })).status).toBe(400)
  })

  test('of all records are worked out anew when the formula changes, without touching version or history', async () => {
    const days = await add({ kind: 'date', label: '投产日' })
    const { id: field, key } = await add({
      kind: 'formula',
      label: '保修到',
      formula: '加天数({投产日}, 365)',
    })
    const id = idOf(
      await server.run(zhang, 'customer.create', { name: '保修客户', [days.key]: '2026-01-01' }),
    )
    expect((await valuesOf(id))[key]).toBe('2027-01-01')
    const [before] = await server.rows('select version from customer where id = $1', [id])
    await change(field, { formula: '加天数({投产日}, 30)' })
    await server.runJobs()
    expect((await valuesOf(id))[key]).toBe('2026-01-31')
    expect(await server.rows('select version from customer where id = $1', [id])).toEqual([before])
  })

  test('name fields by their label, survive renames, and know options by their words', async () => {
    const { id, key } = await add({
      kind: 'choice',
      label: '信用',
      options: [{ label: '优' }, { label: '差' }],
    })
    const term = await add({
      kind: 'formula',
      label: '账期',
      formula: 'if({信用}="优", 60, 30)',
      result: 'integer',
    })
    await change(id, {
      label: '信用评级',
      options: [
        { key: 'you', label: '优秀' },
        { key: 'cha', label: '差' },
      ],
    })
    const field = (await fieldsOf()).fields.find(one => one.id === term.id)!
    expect(field.formulaText).toBe('if({信用评级}="优秀", 60, 30)')
    expect(field.formula).toBe(`if({${key}}="you", 60, 30)`)
    const record = idOf(await server.run(zhang, 'customer.create', { name: '信用客户', [key]: 'you' }))
    expect((await valuesOf(record))[term.key]).toBe(60)
  })

  const wrong: [string, string, number, string][] = [
    ['{没有的} + 1', '字段', 0, '没有的'],
    ['{客户名称} * 2', '类型', 0, '数字'],
    ['(1 + 2', '括号', 6, '没有写完'],
    ['1 + 中位数(2)', '函数', 4, '中位数'],
    ['如果({年产值} > 1, 2)', '个数', 0, '3'],
    ['1 ; 2', '符号', 2, ';'],
    [Array.from({ length: 40 }, () => '1').join('+'), '长度', 0, '50'],
  ]
  test.each(wrong)('%s is explained with its place (%s)', async (formula, _why, at, words) => {
    const trial = (await server.post(boss, '/api/settings/custom-fields/customer/try', { formula }))
      .body as FormulaTrial
    expect(trial).toMatchObject({ ok: false })
    if (trial.ok) return
    if (at > 0) expect(trial.at).toBe(at)
    expect(trial.message).toContain(words)
    const refusal = await server.refusal(boss, 'customField.create', {
      object: 'customer',
      kind: 'formula',
      label: '坏公式',
      formula,
    })
    expect(refusal.code).toBe('formulaInvalid')
  })

  test('a circle is refused, and a trial gives what the record would have', async () => {
    const one = await add({ kind: 'formula', label: '甲', formula: '1 + 1', result: 'integer' })
    await add({ kind: 'formula', label: '乙', formula: '{甲} + 1', result: 'integer' })
    const { version } = (await fieldsOf()).fields.find(field => field.id === one.id)!
    const refusal = await server.refusal(boss, 'customField.update', {
      field: one.id,
      version,
      formula: '{乙} + 1',
    })
    expect(refusal.code).toBe('formulaInvalid')
    const body = {
      formula: '{台数} / 3',
      values: { [(await fieldsOf()).usable.find(use => use.label === '台数')!.key]: 10 },
      scale: 4,
    }
    const trial = (await server.post(boss, '/api/settings/custom-fields/customer/try', body))
      .body as FormulaTrial
    expect(trial).toMatchObject({ ok: true, result: 'decimal', value: '3.3333' })
  })
})

test('customField.arrange: the order holds in meta and in the list of fields (CUST-15)', async () => {
  await server.run(boss, 'customField.create', { object: 'task', kind: 'text', label: '甲' })
  await server.run(boss, 'customField.create', { object: 'task', kind: 'text', label: '乙' })
  const [first, second] = (await fieldsOf('task')).fields.map(field => field.key)
  await server.run(boss, 'customField.arrange', { object: 'task', order: [{ key: second }, { key: first }] })
  const catalogue = await loadCatalogue(server.db)
  const own = Object.entries(catalogue.find('task')!.fields).filter(([, field]) => field.custom)
  expect(own.map(([name]) => name)).toEqual([second, first])
})

describe('own fields beyond customers (CUST-15)', () => {
  const own = async (object: string, label: string, more: object = {}) =>
    (await server.run(boss, 'customField.create', { object, label, kind: 'text', ...more }))
      .result as unknown as Made

  test('follow-ups take them when they are written, and the stream tells them as the reader’s role shows them', async () => {
    const { key: mood } = await own('followUp', '客户态度', {
      kind: 'choice',
      options: [{ label: '积极' }, { label: '冷淡' }],
      required: true,
    })
    const { key: helper } = await own('followUp', '陪同人', { kind: 'employee' })
    const { key: hours } = await own('followUp', '小时', { kind: 'decimal' })
    await own('followUp', '工时费', { kind: 'formula', formula: `{${hours}} * 200`, result: 'decimal' })
    const id = await buildCustomer(server, zhang)
    const followUp = { record: `customer:${id}`, channel: 'visit', content: '谈了样机' }
    const missing = await server.call(zhang, 'followUp.create', followUp)
    expect([missing.status, missing.body.fields[0].path]).toEqual([400, mood])
    await server.run(zhang, 'followUp.create', {
      ...followUp,
      [mood]: 'jiji',
      [helper]: boss.id,
      [hours]: '1.5',
    })
    const stream = async (who: Person) =>
      (await server.get(who, `/api/records/customer/${id}/stream`)).body.entries.find(
        (one: { kind: string }) => one.kind === 'followUp',
      )
    const [{ name }] = (await server.rows<{ name: string }>('select name from employee where id = $1', [
      boss.id,
    ])) as [{ name: string }]
    expect((await stream(zhang)).facts).toEqual([
      { label: '客户态度', value: '积极' },
      { label: '陪同人', value: name },
      { label: '小时', value: '1.50' },
      { label: '工时费', value: '300.00' },
    ])
    const role = idOf(await server.run(boss, 'role.create', { name: '只看沟通' }))
    await server.run(boss, 'role.update', {
      role,
      version: 1,
      permissions: [
        { object: 'customer', verbs: ['query', 'view'] },
        { object: 'followUp', verbs: ['query', 'view'] },
      ],
      scopes: [{ object: 'customer', query: 'all', view: 'all', edit: 'own' }],
      masks: [{ object: 'followUp', field: hours, masking: 'hidden' }],
    })
    const reader = await buildEmployee(server, { role: null })
    await server.run(boss, 'role.grant', { employee: reader.id, role })
    const labels = (await stream(reader)).facts.map((one: { label: string }) => one.label)
    // what is worked out from it is hidden with it
    expect(labels).toEqual(['客户态度', '陪同人'])
    const { id: field } = (await fieldsOf('followUp')).fields.find(one => one.key === mood)!
    await server.run(boss, 'customField.retire', { field })
  })

  test.each([
    [
      'pool',
      () => ({ name: '带字段的公海', kind: 'customer', claimRule: 'claim', administrators: [boss.id] }),
    ],
    ['partner', () => ({ name: '带字段的伙伴' })],
  ] as const)('%s: in the form, the facts, the list’s filter and the history', async (object, values) => {
    const { key } = await own(object, '说明文字')
    const id = idOf(await server.run(boss, `${object}.create`, { ...values(), [key]: '甲' }))
    const record = async () => (await server.get(boss, `/api/records/${object}/${id}`)).body.record
    expect((await record()).values[key]).toBe('甲')
    await server.run(boss, `${object}.update`, { id, version: (await record()).version, [key]: '乙' })
    expect((await record()).values[key]).toBe('乙')
    const filter = { field: key, op: 'eq', value: '乙' }
    const { body } = await server.post(boss, `/api/records/${object}/query`, { filter })
    expect(body.rows.map((row: { id: string }) => row.id)).toEqual([id])
    const { text } = await server.get(boss, `/api/records/${object}/${id}/stream`)
    expect(text).toContain('说明文字')
  })

  test('a work order’s are filled in when the work is done, and asked for where they must be', async () => {
    const { key } = await own('workOrder', '检测结论', { required: true })
    const customer = await buildCustomer(server, zhang)
    const engineer = await buildEmployee(server, { role: 'serviceEngineer' })
    const request = idOf(
      await server.run(boss, 'serviceRequest.create', {
        title: '精度超差',
        customer,
        kind: 'fault',
        source: 'desk',
      }),
    )
    await server.run(boss, 'request.dispatch', { request, engineer: engineer.id })
    const [order] = await server.rows<{ id: string }>('select id from work_order where request_id = $1', [
      request,
    ])
    for (const step of ['accept', 'setOut', 'begin'])
      await server.run(engineer, `work.${step}`, { order: order!.id })
    const done = { order: order!.id, result: '已校准' }
    const refused = await server.call(engineer, 'work.complete', done)
    expect([refused.status, refused.body.fields[0].path]).toEqual([400, key])
    const { body: meta } = await server.get(engineer, '/api/meta')
    expect(meta.actions['work.complete']).toMatchObject({
      fills: 'workOrder',
      input: { [key]: { required: true } },
    })
    expect(meta.actions['work.accept'].input).not.toHaveProperty(key)
    await server.run(engineer, 'work.complete', { ...done, [key]: '合格' })
    const { body } = await server.get(engineer, `/api/records/workOrder/${order!.id}`)
    expect(body.record.values).toMatchObject({ state: 'done', result: '已校准', [key]: '合格' })
  })
})
