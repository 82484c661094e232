import { settingIds } from '@gonghai/shared/rules/setting-ids'
import { buildEmployee } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person
beforeAll(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterAll(() => server.stop())

interface Change {
  label: string
  from: string
  to: string
}
const history = async (subject: string, id: string, by = boss) =>
  server.get(by, `/api/settings/history?subject=${subject}&id=${id}`)
const changesOf = async (subject: string, id: string): Promise<Change[]> =>
  (await history(subject, id)).body.entries.flatMap((entry: { changes: Change[] }) => entry.changes)

describe('each setting’s own history, in words (SET-5)', () => {
  test('relation kinds: what changed and nothing else, for whoever sets them up', async () => {
    const given = { object: 'contact', name: '师傅', inverse: '徒弟' }
    const kind = idOf(await server.run(boss, 'relationKind.create', given))
    await server.run(boss, 'relationKind.update', { kind, active: false })
    expect(await changesOf('relationKind', kind)).toEqual([
      { label: '使用', from: '是', to: '否' },
      expect.objectContaining({ label: '名称', to: '师傅' }),
      expect.objectContaining({ label: '反向名称', to: '徒弟' }),
    ])
    expect((await history('relationKind', kind, server.people.accountManager)).status).toBe(403)
    expect((await history('constructor', kind)).status).toBe(400)
  })

  test('the mapping of leads, by what its fields are called', async () => {
    const own = String(
      (await server.run(boss, 'customField.create', { object: 'lead', label: '预算号', kind: 'text' })).result
        .key,
    )
    const lines = [
      { field: 'name', source: 'company' },
      { field: 'remark', words: `预算 {{${own}}}` },
    ]
    await server.run(boss, 'leadMapping.set', { target: 'customer', lines })
    const [change] = await changesOf('leadMapping', settingIds.leadMapping.customer)
    expect(change!.label).toBe('填到客户')
    expect(change!.to).toContain('备注 ← “预算 〔预算号〕”')
    expect(`${change!.from}${change!.to}`).not.toMatch(/phone|remark|c_/)
    expect(
      (await history('leadMapping', settingIds.leadMapping.customer, server.people.accountManager)).status,
    ).toBe(403)
  })

  test('departments, positions, people and what comes by itself', async () => {
    const { root } = server.company.departments
    const department = idOf(
      await server.run(boss, 'department.create', { name: '市场一部', parent: root!.id }),
    )
    await server.run(boss, 'department.change', { department, attribute: 'marketing' })
    expect((await changesOf('organisation', department))[0]).toEqual({
      label: '部门性质',
      from: '',
      to: '市场',
    })
    const position = idOf(await server.run(boss, 'position.create', { name: '专员', department }))
    const [role] = await server.rows<{ id: string }>(`select id from role where key = 'accountManager'`)
    await server.run(boss, 'position.setRoles', { position, roles: [{ role: role!.id }] })
    expect((await changesOf('organisation', position))[0]).toEqual({
      label: '随岗位的角色',
      from: '',
      to: 'accountManager',
    })
    const person = await buildEmployee(server)
    await server.run(boss, 'employee.change', { employee: person.id, locale: 'en' })
    expect((await changesOf('organisation', person.id))[0]).toEqual({
      label: '语言',
      from: '简体中文',
      to: 'English',
    })
    await server.run(boss, 'employee.leave', { employee: person.id })
    expect(await changesOf('organisation', person.id)).toContainEqual({
      label: '在职状态',
      from: '在职',
      to: '已离职',
    })
    await server.run(boss, 'directory.configure', { watch: true, nightly: false, small: true })
    const rules = await changesOf('organisation', settingIds.directoryRules)
    expect(rules).toContainEqual({ label: '自动同步小改动', from: '否', to: '是' })
  })

  test('roles: masked fields and named people by name, the company’s own fields among them', async () => {
    const own = String(
      (await server.run(boss, 'customField.create', { object: 'customer', label: '底价', kind: 'money' }))
        .result.key,
    )
    const role = idOf(await server.run(boss, 'role.create', { name: '外聘' }))
    const mask = (field: string) => ({ object: 'customer', field, masking: 'hidden' })
    await server.run(boss, 'role.update', {
      role,
      version: 1,
      permissions: [{ object: 'customer', verbs: ['query', 'view'] }],
      masks: [mask('phone'), mask(own)],
      named: [{ object: 'customer', employee: boss.id, need: 'view' }],
    })
    const changes = await changesOf('role', role)
    expect(changes).toContainEqual({ label: '字段 · 客户 · 电话', from: '', to: '隐藏' })
    expect(changes).toContainEqual({ label: '字段 · 客户 · 底价', from: '', to: '隐藏' })
    expect(changes).toContainEqual({ label: '另外指定 · 客户 · 打开', from: '', to: 'superAdministrator' })
    expect(JSON.stringify(changes)).not.toMatch(/phone|c_|\(view\)/)
    const holder = await buildEmployee(server, { role: null })
    await server.run(boss, 'role.grant', { employee: holder.id, role })
    const record = idOf(await server.run(boss, 'customer.create', { name: '张家港通测' }))
    const path = `/api/explain?record=customer:${record}&employee=${holder.id}&need=query`
    await server.run(boss, 'access.add', {
      employee: holder.id,
      object: 'customer',
      colleague: boss.id,
      need: 'query',
    })
    const { body } = await server.get(boss, path)
    const told = body.steps.find((step: { key: string }) => step.key === 'mask')
    expect(told.text).toMatch(/电话、底价|底价、电话/)
  })
})
