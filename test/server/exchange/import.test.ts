import Excel from 'exceljs'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'
import { checked, download, rowsOf, upload, xlsx } from './tables'

let server: TestServer
let leader: Person

beforeAll(async () => {
  server = await testServer()
  leader = await buildEmployee(server, { role: 'departmentManager', name: '林组长' })
})
afterAll(() => server.stop())

const head = ['客户名称*', '电话', '行业', '员工人数', '备注']
const named = (name: string) =>
  server.rows<{ id: string; phone: string; industry: string; employees: number; owner_id: string }>(
    'select id, phone, industry, employees, owner_id from customer where name = $1 and deleted_at is null',
    [name],
  )
const confirm = (id: string, body: unknown = {}, person = leader) =>
  server.post(person, `/api/imports/${id}/confirm`, body)

describe('import', () => {
  test('checks first and writes nothing before the word; then every row becomes a record (CUST-16)', async () => {
    const { body } = await checked(server, leader, [
      head,
      ['常州凌云测控', 13812342046, '医疗器械', 120, '展会'],
      ['Wuxi Star', '0510-8888 6666', 'energy', null, null],
    ])
    expect(body.import).toMatchObject({ stage: 'ready', rows: 2, wrong: 0, creates: 2, updates: 0 })
    expect(body.import.columns.map((column: { field: string }) => column.field)).toEqual([
      'name',
      'phone',
      'industry',
      'employees',
      'remark',
    ])
    expect(await named('常州凌云测控')).toEqual([])
    const { id } = body.import.operation
    await confirm(id)
    await server.runJobs()
    const after = await server.get(leader, `/api/imports/${id}`)
    expect(after.body.import).toMatchObject({ stage: 'done', undoable: true })
    expect(await named('常州凌云测控')).toMatchObject([
      { phone: '13812342046', industry: 'medical', employees: 120, owner_id: leader.id },
    ])
    expect(await named('Wuxi Star')).toMatchObject([{ industry: 'energy' }])
    const [history] = await server.rows<{ door: string }>(
      `select h.door from history h join customer c on c.id = h.record_id where c.name = '常州凌云测控'`,
    )
    expect(history).toEqual({ door: 'import' })
  })

  test('says of every wrong row which cell is wrong, and imports nothing until one says to leave those out (CUST-16)', async () => {
    const { body } = await checked(server, leader, [
      head,
      ['好的一行', '13800000001', null, 5, null],
      ['', '13800000002', null, null, null],
      ['电话不对', 'abc', null, null, null],
      ['人数不对', null, null, '很多', null],
      ['行业不对', null, '火星', null, null],
    ])
    expect(body.import).toMatchObject({ stage: 'ready', rows: 5, wrong: 4 })
    const wrong = body.rows.filter((row: { state: string }) => row.state === 'wrong')
    expect(wrong.map((row: { line: number }) => row.line)).toEqual([3, 4, 5, 6])
    const words = wrong.map((row: { message: string }) => row.message)
    expect(words).toEqual(
      head
        .slice(0, 2)
        .concat(head[3]!, head[2]!)
        .map(heading => expect.stringMatching(heading!)),
    )
    expect(words.join()).not.toMatch(/name|phone|标出/)
    const { id } = body.import.operation
    const refused = await confirm(id)
    expect(refused.status).toBe(409)
    expect(refused.body.code).toBe('importHasErrors')
    await server.runJobs()
    expect(await named('好的一行')).toEqual([])
    await confirm(id, { skipWrong: true })
    await server.runJobs()
    expect(await named('好的一行')).toHaveLength(1)
    expect(await named('电话不对')).toEqual([])
    const { url } = (await server.get(leader, `/api/imports/${id}/errors`)).body
    const rows = await rowsOf(await download(server, url))
    expect(rows[0]).toEqual([...head, '原因'])
    expect(rows).toHaveLength(5)
    expect(rows[2]![0]).toBe('电话不对')
    expect(rows[2]![5]).not.toBe('')
  })

  test('the same company twice in one file is one too many (CUST-11)', async () => {
    const { body } = await checked(server, leader, [['客户名称'], ['苏州重复精密有限公司'], ['苏州重复精密']])
    expect(body.import.wrong).toBe(1)
    expect(body.rows[1].message).toContain('2')
  })

  test('a row with a number changes that record, and only what it brings (CUST-16)', async () => {
    const id = await buildCustomer(server, leader, { name: '要改的客户', phone: '13811112222' })
    const [{ number }] = (await server.rows<{ number: string }>(
      'select number from customer where id = $1::uuid',
      [id],
    )) as [{ number: string }]
    const { body } = await checked(server, leader, [
      ['编号', '员工人数'],
      [number, 77],
      ['KH-00000000-0000', 1],
    ])
    expect(body.import).toMatchObject({ rows: 2, wrong: 1, creates: 0, updates: 1 })
    await confirm(body.import.operation.id, { skipWrong: true })
    await server.runJobs()
    expect(await named('要改的客户')).toMatchObject([{ employees: 77, phone: '13811112222' }])
  })

  test('what was changed in the meantime is not overwritten', async () => {
    const id = await buildCustomer(server, leader, { name: '抢先改的' })
    const { body } = await checked(
      server,
      leader,
      [
        ['客户名称', '员工人数'],
        ['抢先改的', 5],
      ],
      {
        onDuplicate: 'update',
      },
    )
    expect(body.import).toMatchObject({ updates: 1, wrong: 0 })
    await server.run(leader, 'customer.update', { id, version: 1, employees: 9 })
    await confirm(body.import.operation.id)
    await server.runJobs()
    const after = await server.get(leader, `/api/imports/${body.import.operation.id}`)
    expect(after.body.rows[0]).toMatchObject({ state: 'wrong' })
    expect(await named('抢先改的')).toMatchObject([{ employees: 9 }])
  })

  test('owners by name, pools, and rows for colleagues (CUST-16, POOL-1)', async () => {
    const colleague = await buildEmployee(server, { name: '独名同事' })
    const pool = await buildPool(server, { administrators: [leader.id] })
    const mine = await checked(server, leader, [
      ['客户名称', '负责人'],
      ['给同事的', '独名同事'],
      ['没这个人', '张无忌'],
    ])
    expect(mine.body.import.wrong).toBe(1)
    await confirm(mine.body.import.operation.id, { skipWrong: true })
    await server.runJobs()
    expect(await named('给同事的')).toMatchObject([{ owner_id: colleague.id }])
    const pooled = await checked(server, leader, [['客户名称'], ['进公海的']], { pool })
    await confirm(pooled.body.import.operation.id)
    await server.runJobs()
    const [row] = await server.rows(`select owner_id, pool_id from customer where name = '进公海的'`)
    expect(row).toEqual({ owner_id: null, pool_id: pool })
  })

  test('a row whose owner takes no more keeps its record, says so, and can be taken back (CUST-16)', async () => {
    await buildEmployee(server, { name: '不能有客户', role: null })
    const { body } = await checked(server, leader, [
      ['客户名称', '负责人'],
      ['没人接的', '不能有客户'],
    ])
    await confirm(body.import.operation.id)
    await server.runJobs()
    const after = await server.get(leader, `/api/imports/${body.import.operation.id}`)
    expect(after.body.rows[0]).toMatchObject({ state: 'done', record: expect.stringContaining('customer:') })
    expect(after.body.rows[0].message).toContain('不能有客户')
    expect(await named('没人接的')).toMatchObject([{ owner_id: leader.id }])
    await server.post(leader, `/api/imports/${body.import.operation.id}/undo`, {})
    await server.runJobs()
    expect(await named('没人接的')).toEqual([])
  })

  test('takes back what it made, but for what was worked with since (CUST-16)', async () => {
    const { body } = await checked(server, leader, [['客户名称'], ['撤销一'], ['撤销二']])
    const { id } = body.import.operation
    await confirm(id)
    await server.runJobs()
    const [kept] = await named('撤销二')
    await server.run(leader, 'customer.update', { id: kept!.id, version: 1, remark: '已联系' })
    const undo = await server.post(leader, `/api/imports/${id}/undo`, {})
    expect(undo.status).toBe(202)
    await server.runJobs()
    expect(await named('撤销一')).toEqual([])
    expect(await named('撤销二')).toHaveLength(1)
    expect((await server.post(leader, `/api/imports/${id}/undo`, {})).status).toBe(409)
  })

  test('takes back nothing that somebody has given a contact, a task or a follow-up since (CUST-16)', async () => {
    const { body } = await checked(server, leader, [['客户名称'], ['有联系人的'], ['有任务的'], ['没人动的']])
    const { id } = body.import.operation
    await confirm(id)
    await server.runJobs()
    const [[withContact], [withTask]] = [await named('有联系人的'), await named('有任务的')]
    const administrator = server.people.administrator!
    await server.run(administrator, 'contact.create', { customer: withContact!.id, name: '王工' })
    await server.run(administrator, 'task.create', { record: `customer:${withTask!.id}`, title: '报价' })
    const undo = await server.post(leader, `/api/imports/${id}/undo`, {})
    await server.runJobs()
    expect(await named('没人动的')).toEqual([])
    expect(await named('有联系人的')).toHaveLength(1)
    expect(await named('有任务的')).toHaveLength(1)
    const after = await server.get(leader, `/api/operations/${undo.body.operation.id}`)
    expect(after.body.operation).toMatchObject({ state: 'done', total: 1, failed: 0, result: { kept: 2 } })
  })

  test('what it changed becomes what it was, but for fields that somebody has changed since (CUST-16)', async () => {
    const back = await buildCustomer(server, leader, {
      name: '改回来的',
      phone: '13811113333',
      employees: 10,
    })
    await buildCustomer(server, leader, { name: '又改过的', employees: 10 })
    const { body } = await checked(
      server,
      leader,
      [
        ['客户名称', '员工人数', '电话', '备注'],
        ['改回来的', 500, '13822224444', '导入的'],
        ['又改过的', 500, null, null],
      ],
      { onDuplicate: 'update' },
    )
    const { id } = body.import.operation
    await confirm(id)
    await server.runJobs()
    expect(await named('改回来的')).toMatchObject([{ employees: 500, phone: '13822224444' }])
    // Something else was changed meanwhile: that stays, and is in nobody's way.
    await server.run(leader, 'customer.update', { id: back, version: 2, industry: 'energy' })
    const [again] = await named('又改过的')
    await server.run(leader, 'customer.update', { id: again!.id, version: 2, employees: 600 })
    await server.post(leader, `/api/imports/${id}/undo`, {})
    await server.runJobs()
    expect(await named('改回来的')).toMatchObject([
      { employees: 10, phone: '13811113333', industry: 'energy' },
    ])
    expect(await named('又改过的')).toMatchObject([{ employees: 600 }])
  })

  test('a row for a pool that names an owner is assigned there, or says at once that one may not (CUST-16, POOL-2)', async () => {
    const colleague = await buildEmployee(server, { name: '池里的同事' })
    const pool = await buildPool(server, { administrators: [leader.id] })
    const rows = [
      ['客户名称', '负责人'],
      ['分给同事的', '池里的同事'],
      ['留在公海的', null],
    ]
    const { body } = await checked(server, leader, rows, { pool })
    expect(body.import.wrong).toBe(0)
    await confirm(body.import.operation.id)
    await server.runJobs()
    const owned = await server.rows(
      `select name, owner_id, pool_id, pool_reason from customer where name in ('分给同事的', '留在公海的') order by name`,
    )
    expect(owned).toEqual([
      { name: '分给同事的', owner_id: colleague.id, pool_id: pool, pool_reason: null },
      { name: '留在公海的', owner_id: null, pool_id: pool, pool_reason: 'imported' },
    ])
    const other = await buildEmployee(server, { role: 'teamLeader' })
    const elsewhere = await buildPool(server, { members: [other.id] })
    const refused = await checked(server, other, [rows[0]!, ['不能分的', '池里的同事']], { pool: elsewhere })
    expect(refused.body.import.wrong).toBe(1)
    expect(refused.body.rows[0].message).toContain('分配')
  })

  test('leads without a word on where they came from came from the import (CUST-1, CUST-16)', async () => {
    const pool = await buildPool(server, { kind: 'lead', administrators: [leader.id] })
    const { body } = await checked(server, leader, [['姓名'], ['展会来的']], { object: 'lead', pool })
    expect(body.import).toMatchObject({ stage: 'ready', wrong: 0, creates: 1 })
    await confirm(body.import.operation.id)
    await server.runJobs()
    const [row] = await server.rows(`select source, pool_reason from lead where name = '展会来的'`)
    expect(row).toEqual({ source: 'import', pool_reason: 'imported' })
  })

  test('where numbers may be typed, a row with a number of its own makes a record (SET-4, CUST-16)', async () => {
    const rows = [
      ['编号', '客户名称'],
      ['AB-1', '自己编号的'],
      ['AB-1', '编号重复的'],
    ]
    expect((await checked(server, leader, rows)).body.import).toMatchObject({ wrong: 2 })
    await server.run(server.people.administrator!, 'numberRule.change', {
      key: 'customer',
      version: 0,
      prefix: 'KH',
      date: 'YYYYMMDD',
      digits: 4,
      reset: 'day',
      manual: true,
    })
    const { body } = await checked(server, leader, rows)
    expect(body.import).toMatchObject({ wrong: 1, creates: 1 })
    expect(body.rows[1].message).toContain('2')
    await confirm(body.import.operation.id, { skipWrong: true })
    await server.runJobs()
    const [made] = await server.rows(`select number from customer where name = '自己编号的'`)
    expect(made).toEqual({ number: 'AB-1' })
    const { url } = (await server.get(leader, '/api/imports/template?object=customer')).body
    expect((await rowsOf(await download(server, url)))[0]).toContain('编号')
  })

  test('what needs something that no cell holds is no table', async () => {
    const { administrator } = server.people
    const file = await upload(server, administrator!, await xlsx([['内容'], ['打过电话']]))
    const refused = await server.post(administrator!, '/api/imports', { object: 'followUp', file })
    expect(refused.status).toBe(400)
    const { objects } = (await server.get(administrator!, '/api/meta')).body
    const verbs = (name: string) => objects.find((one: { name: string }) => one.name === name).verbs
    expect(verbs('followUp')).not.toContain('import')
    expect(verbs('customer')).toContain('import')
  })

  test('cancelled while it waits, it never writes', async () => {
    const { body } = await checked(server, leader, [['客户名称'], ['取消的']])
    const { id } = body.import.operation
    await server.post(leader, `/api/operations/${id}/cancel`, {})
    await server.runJobs()
    expect((await server.get(leader, `/api/imports/${id}`)).body.import.stage).toBe('cancelled')
    expect((await confirm(id)).status).toBe(409)
    expect(await named('取消的')).toEqual([])
  })

  test('confirmed twice it runs once', async () => {
    const { body } = await checked(server, leader, [['客户名称'], ['按了两次']])
    const { id } = body.import.operation
    await Promise.all([confirm(id), confirm(id)])
    await server.runJobs()
    expect(await named('按了两次')).toHaveLength(1)
  })

  test.each([
    ['without its required column', [['电话'], ['138']], '客户名称'],
    ['without rows', [['客户名称']], ''],
    ['without anything', [], ''],
  ] as const)('a table %s fails with its reason', async (_which, rows, word) => {
    const { body } = await checked(server, leader, rows as unknown as string[][])
    expect(body.import.stage).toBe('failed')
    expect(body.import.failure).toContain(word)
    expect(body.import.failure).not.toBe('')
  })

  test('a file that is no table, or somebody else’s, is refused', async () => {
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const file = await upload(server, leader, picture, '客户.png')
    expect((await server.post(leader, '/api/imports', { object: 'customer', file })).status).toBe(415)
    const other = await upload(server, await buildEmployee(server), await xlsx([['客户名称'], ['甲']]))
    expect((await server.post(leader, '/api/imports', { object: 'customer', file: other })).status).toBe(400)
  })

  test('a broken archive fails with a sentence', async () => {
    const whole = await xlsx([['客户名称'], ['甲']])
    const file = await upload(server, leader, whole.subarray(0, whole.length - 200))
    const { body } = await server.post(leader, '/api/imports', { object: 'customer', file })
    await server.runJobs()
    const after = await server.get(leader, `/api/imports/${body.import.operation.id}`)
    expect(after.body.import).toMatchObject({ stage: 'failed' })
    expect(after.body.import.failure).toContain('.xlsx')
  })

  test('CSV in UTF-8 as spreadsheets write it, with a mark at its beginning, is read (CUST-16)', async () => {
    const file = await upload(server, leader, Buffer.from('\uFEFF客户名称\r\n带标记的客户\r\n'), '客户.csv')
    const { body } = await server.post(leader, '/api/imports', { object: 'customer', file })
    await server.runJobs()
    await confirm(body.import.operation.id)
    await server.runJobs()
    expect(await named('带标记的客户')).toHaveLength(1)
  })

  test('CSV as Chinese spreadsheets write it is read', async () => {
    // GB 18030 for 客户名称 and 国标客户.
    const bytes = Buffer.from('bfcdbba7c3fbb3c60d0ab9fab1eabfcdbba70d0a', 'hex')
    const file = await upload(server, leader, bytes, '客户.csv')
    const { body } = await server.post(leader, '/api/imports', { object: 'customer', file })
    await server.runJobs()
    await confirm(body.import.operation.id)
    await server.runJobs()
    expect(await named('国标客户')).toHaveLength(1)
  })

  test('the template has a column per field, and what goes where (CUST-16)', async () => {
    const { body } = await server.get(leader, '/api/imports/template?object=customer')
    const bytes = await download(server, body.url)
    const [heading] = await rowsOf(bytes)
    expect(heading).toEqual(expect.arrayContaining(['客户名称*', '电话', '行业', '负责人']))
    const guide = await rowsOf(bytes, '填写说明')
    expect(guide.find(row => row[0] === '行业')![2]).toContain('医疗器械')
    expect((await server.get(leader, '/api/imports/template?object=nothing')).status).toBe(400)
  })

  test('a choice with a comma stays one choice in the template (CUST-15, CUST-16)', async () => {
    const { administrator } = server.people
    await server.run(administrator!, 'customField.create', {
      object: 'customer',
      label: '采购方式',
      kind: 'choice',
      options: [{ label: '招标,公开' }, { label: '询价' }],
    })
    const { url } = (await server.get(leader, '/api/imports/template?object=customer')).body
    const book = new Excel.Workbook()
    await book.xlsx.load((await download(server, url)) as unknown as ArrayBuffer)
    const [sheet] = book.worksheets
    const column = (sheet!.getRow(1).values as unknown[]).indexOf('采购方式')
    const [formula] = sheet!.getCell(2, column).dataValidation.formulae as string[]
    const [, letter, length] = /^options!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)$/.exec(formula!)!
    const lists = book.getWorksheet('options')!
    expect(lists.state).toBe('veryHidden')
    expect([1, 2].map(row => lists.getCell(`${letter}${row}`).value)).toEqual(['招标,公开', '询价'])
    expect(length).toBe('2')
  })

  test('needs the permission', async () => {
    const engineer = await buildEmployee(server, { role: 'serviceEngineer' })
    const file = await upload(server, engineer, await xlsx([['客户名称'], ['甲']]))
    expect((await server.post(engineer, '/api/imports', { object: 'customer', file })).status).toBe(403)
  })

  test('the company’s own fields are columns like others, in and out (CUST-15, CUST-16)', async () => {
    await server.run(server.people.administrator!, 'customField.create', {
      object: 'customer',
      label: '在用测量机',
      kind: 'integer',
    })
    const { body } = await checked(server, leader, [
      ['客户名称', '在用测量机'],
      ['有三台的', 3],
      ['写错了的', '三台'],
    ])
    expect(body.import).toMatchObject({ wrong: 1, creates: 1 })
    await confirm(body.import.operation.id, { skipWrong: true })
    await server.runJobs()
    const [row] = await server.rows<{ custom: Record<string, unknown>; id: string }>(
      `select id, custom from customer where name = '有三台的'`,
    )
    const [key] = Object.keys(row!.custom)
    expect(row!.custom[key!]).toBe(3)
    const started = await server.post(leader, '/api/exports', {
      object: 'customer',
      ids: [row!.id],
      columns: ['name', key],
    })
    await server.runJobs()
    const file = await server.get(leader, `/api/operations/${started.body.operation.id}/file`)
    expect(await rowsOf(await download(server, file.body.url))).toEqual([
      ['客户名称', '在用测量机'],
      ['有三台的', 3],
    ])
  })
})
