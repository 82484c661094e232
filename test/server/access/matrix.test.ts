import { v7 as uuid } from 'uuid'
import { buildEmployee } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { download, rowsOf } from '../exchange/tables'
import { insertRow } from '../records/company'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

const headings = [
  '角色',
  '在职人数',
  '对象',
  '能做的操作',
  '列表范围',
  '打开范围',
  '修改范围',
  '另指定的人和部门',
  '遮住的字段',
]

test('the matrix goes out as a table: a line for each role and what it may do something with, in words (SET-2)', async () => {
  const administrator = server.people.administrator!
  const { body } = await server.get(administrator, '/api/access/matrix/file')
  const [head, ...rows] = await rowsOf(await download(server, body.url))
  expect(head).toEqual(headings)
  const line = rows.find(([role, , subject]) => role === '客户经理' && subject === '客户')!
  expect(line[3]).toContain('转移')
  expect(line.slice(4, 7)).toEqual(['本人', '本人', '本人'])
  const { roles } = (await server.get(administrator, '/api/access/matrix')).body
  const cells = roles.flatMap((role: { cells: { verbs: string[] }[] }) => role.cells)
  expect(rows).toHaveLength(cells.filter((cell: { verbs: string[] }) => cell.verbs.length > 0).length)
  // Every word has been put into words.
  for (const cell of rows.flat())
    expect(String(cell)).not.toMatch(/^(settings|object|access|option)\.|[a-z]+\.[a-z]/)
})

test('as CSV it runs nothing that a role is called', async () => {
  await insertRow(server.db, 'role', {
    id: uuid(),
    key: 'formula',
    name: '=1+1',
    permissions: JSON.stringify({ customer: ['query'] }),
    scopes: JSON.stringify({}),
    masks: JSON.stringify({}),
  })
  const { body } = await server.get(server.people.administrator!, '/api/access/matrix/file?format=csv')
  const text = (await download(server, body.url)).toString('utf8')
  expect(text.startsWith(`\ufeff${headings.join(',')}`)).toBe(true)
  expect(text).toContain("\r\n'=1+1,0,客户,")
})

test('only for those who may read roles, in forms that there are', async () => {
  const person = await buildEmployee(server)
  expect((await server.get(person, '/api/access/matrix/file')).status).toBe(403)
  const wrong = await server.get(server.people.administrator!, '/api/access/matrix/file?format=pdf')
  expect(wrong.status).toBe(400)
})
