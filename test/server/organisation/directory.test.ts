import { onDirectory } from '@gonghai/server/areas/index'
import { PlatformError } from '@gonghai/shared/ports/errors'
import type { DirectoryDepartment, DirectoryPerson } from '@gonghai/shared/ports/platform'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { linkIdentity, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person

beforeEach(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
})
afterEach(() => server.stop())

const departments: DirectoryDepartment[] = [
  { id: '1', name: '海川集团' },
  { id: '2', parentId: '1', name: '销售部' },
  { id: '3', parentId: '2', name: '华东组' },
  { id: '4', parentId: '2', name: '华南组' },
]

const person = (userId: string, name: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  userId,
  name,
  departmentIds: ['3'],
  leads: [],
  active: true,
  ...more,
})

type Directory = { departments: DirectoryDepartment[]; people: DirectoryPerson[] }

const answers = (directory: Directory | Error, platform: 'wecom' | 'dingtalk' = 'wecom') => {
  server.platforms.get(platform)!.readDirectory = async () => {
    if (directory instanceof Error) throw directory
    return directory
  }
}

async function read(platform = 'wecom') {
  const done = await server.run(boss, 'directory.read', { platform })
  await server.runJobs()
  return view(String(done.result.id))
}

const view = async (run: string) => (await server.get(boss, `/api/organisation/directory/${run}`)).body

async function apply(run: string, more: object = {}) {
  const done = await server.run(boss, 'directory.apply', { run, ...more })
  await server.runJobs()
  return (await server.get(boss, `/api/operations/${done.result.operation}`)).body
}

/** Reads, takes everything that is offered, applies. */
async function sync(directory: Directory) {
  answers(directory)
  const { run } = await read()
  if (run.state === 'ready') await apply(run.id)
  return view(run.id)
}

const kinds = (body: { items: { kind: string; title: string }[] }) =>
  body.items.map(one => `${one.kind} ${one.title}`)
const employees = (where: string) =>
  server.rows<{ id: string; name: string; active: boolean; department: string; leader: string | null }>(
    `select e.id, e.name, e.active, d.name as department, l.name as leader from employee e
     join department d on d.id = e.department_id left join employee l on l.id = e.leader_id where ${where} order by e.name`,
  )

describe('the first reading (SET-1, CHAT-1)', () => {
  test('shows what differs and changes nothing until an administrator applies it', async () => {
    const boss1 = person('chief', '陈总', { departmentIds: ['2'], leads: ['4'] })
    answers({
      departments,
      people: [person('new', '新人', { leaderUserId: 'chief', title: '客户经理' }), boss1],
    })
    const before = await employees('true')
    const body = await read()
    expect(body.run).toMatchObject({ state: 'ready', departments: 4, people: 2, warnings: [], confirm: null })
    expect(kinds(body)).toEqual([
      'departmentLink 海川集团',
      'departmentLink 销售部',
      'departmentLink 华东组',
      'departmentNew 华南组',
      'join 陈总',
      'join 新人',
    ])
    expect(await employees('true')).toEqual(before)
    const operation = await apply(body.run.id)
    expect(operation.operation).toMatchObject({ state: 'done', total: 6, failed: 0 })
    expect(await employees(`e.name in ('陈总', '新人')`)).toMatchObject([
      { name: '新人', department: '华东组', leader: '陈总', active: true },
      { name: '陈总', department: '销售部', leader: null },
    ])
    const [made] = await server.rows(
      `select d.name, p.name as parent, m.name as manager from department d join department p on p.id = d.parent_id
       join employee m on m.id = d.manager_id where d.name = '华南组'`,
    )
    expect(made).toEqual({ name: '华南组', parent: '销售部', manager: '陈总' })
    expect((await view(body.run.id)).run.state).toBe('done')
    // read again: nothing differs any more
    expect((await read()).run).toMatchObject({ state: 'done', counts: {} })
  })

  test('what is not chosen is not applied, and a run is applied once', async () => {
    answers({ departments, people: [person('one', '甲'), person('two', '乙')] })
    const { run, items } = await read()
    const two = items.find((one: { title: string }) => one.title === '乙')
    await server.run(boss, 'directory.choose', { run: run.id, take: false, items: [{ item: two.seq }] })
    await server.run(boss, 'directory.choose', { run: run.id, take: false, kind: 'departmentNew' })
    await apply(run.id)
    expect((await employees(`e.name in ('甲', '乙')`)).map(one => one.name)).toEqual(['甲'])
    expect(await server.rows(`select 1 from department where name = '华南组'`)).toEqual([])
    expect(await server.refusal(boss, 'directory.apply', { run: run.id })).toMatchObject({
      code: 'runNotReady',
    })
  })

  test('two administrators apply at the same moment: it happens once', async () => {
    answers({ departments, people: [person('one', '甲')] })
    const { run } = await read()
    const other = server.people.administrator!
    const both = await Promise.allSettled([
      server.run(boss, 'directory.apply', { run: run.id }),
      server.run(other, 'directory.apply', { run: run.id }),
    ])
    expect(both.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    await server.runJobs()
    expect(await employees(`e.name = '甲'`)).toHaveLength(1)
  })
})

describe('later readings (SET-1)', () => {
  test('renames, moves, new superiors and leavers, each with what it was and what leavers hold', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(key => person(key, `员工${key}`))
    await sync({ departments, people })
    const [leaver] = await employees(`e.name = '员工c'`)
    const held = { id: leaver!.id, departmentId: '', path: [] }
    await server.run(boss, 'customer.create', { name: '离职人的客户' })
    await server.rows(`update customer set owner_id = $1::uuid where name = '离职人的客户'`, [held.id])
    const next = [
      person('a', '员工甲', { title: '主管' }),
      person('b', '员工b', { departmentIds: ['4'], leaderUserId: 'a' }),
      ...people.slice(3),
    ]
    answers({
      departments: departments.map(one => (one.id === '4' ? { ...one, name: '华南大区' } : one)),
      people: next,
    })
    const body = await read()
    const shown = Object.fromEntries(
      body.items.map((one: { kind: string; lines: string[] }) => [one.kind, one.lines]),
    )
    expect(shown).toEqual({
      departmentRename: ['姓名：华南组 → 华南大区'],
      rename: ['姓名：员工a → 员工甲', '职务：— → 主管'],
      move: ['部门：华东组 → 华南大区'],
      leader: ['上级：— → 员工a'],
      leave: ['名下：客户 1 条，同步后等待交接'],
    })
    await apply(body.run.id)
    expect(await employees(`e.name in ('员工甲', '员工b', '员工c')`)).toMatchObject([
      { name: '员工b', department: '华南大区', leader: '员工甲', active: true },
      { name: '员工c', active: false },
      { name: '员工甲', active: true },
    ])
    const [customer] = await server.rows<{ owner_id: string }>(
      `select owner_id from customer where name = '离职人的客户'`,
    )
    expect(customer!.owner_id).toBe(held.id)
    // back again, as the same person
    answers({ departments, people: [...next, person('c', '员工c')] })
    const again = await read()
    expect(again.items.map((one: { kind: string }) => one.kind)).toContain('back')
    await apply(again.run.id)
    expect(await employees(`e.name = '员工c'`)).toMatchObject([{ id: held.id, active: true }])
  })

  test('half a list disables nobody unless the number is typed', async () => {
    const people = Array.from({ length: 10 }, (_, index) => person(`u${index}`, `员工${index}`))
    await sync({ departments, people })
    answers({ departments: departments.slice(0, 3), people: people.slice(0, 5) })
    const { run } = await read()
    expect(run.warnings).toEqual([
      '这次会停用 5 人，占已关联 10 人的 50%。',
      '平台这次只给出 3 个部门，上次是 4 个。可能是可见范围变小了。',
      '平台这次只给出 5 人，上次是 10 人。可能是可见范围变小了。',
    ])
    // nobody is chosen by itself
    expect(run.confirm).toBeNull()
    await server.run(boss, 'directory.choose', { run: run.id, take: true, kind: 'leave' })
    for (const confirm of [undefined, 4, 10]) {
      expect(await server.refusal(boss, 'directory.apply', { run: run.id, confirm })).toMatchObject({
        code: 'confirmNumber',
        params: { leaves: 5 },
      })
    }
    expect(await employees(`not e.active`)).toEqual([])
    await apply(run.id, { confirm: 5 })
    expect(await employees(`not e.active`)).toHaveLength(5)
  })
})

describe('one person on both platforms is one employee (CHAT-8, SET-1)', () => {
  test('an equal name and number is only offered; "all" does not take it; the administrator decides', async () => {
    const known = await buildEmployee(server, { name: '张晓琳' })
    await server.run(boss, 'employee.change', { employee: known.id, mobile: '13800001234' })
    await linkIdentity(server, known, 'dingtalk', 'ding-zhang')
    answers({ departments, people: [person('zhang', '张晓琳', { mobile: '+86 138-0000-1234' })] })
    const { run } = await read()
    await server.run(boss, 'directory.choose', { run: run.id, take: true, kind: 'join' })
    const { items } = await view(run.id)
    const join = items.find((one: { kind: string }) => one.kind === 'join')
    expect(join).toMatchObject({
      taken: false,
      suggestion: { employeeId: known.id, name: '张晓琳', why: '姓名和手机号相同' },
    })
    await server.run(boss, 'directory.choose', {
      run: run.id,
      take: true,
      items: [{ item: join.seq, employee: known.id }],
    })
    await apply(run.id)
    expect(await employees(`e.name = '张晓琳'`)).toHaveLength(1)
    const accounts = await server.rows(
      'select platform, user_id from identity where employee_id = $1::uuid order by 1',
      [known.id],
    )
    expect(accounts).toEqual([
      { platform: 'dingtalk', user_id: 'ding-zhang' },
      { platform: 'wecom', user_id: 'zhang' },
    ])
  })

  test('who leaves one platform and is on the other loses only that account', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map(key => person(key, `员工${key}`))
    await sync({ departments, people })
    const [one] = await employees(`e.name = '员工f'`)
    await server.run(boss, 'employee.link', { employee: one!.id, platform: 'dingtalk', userId: 'ding-f' })
    answers({ departments, people: people.slice(0, 5) })
    const { run } = await read()
    await apply(run.id)
    expect(await employees(`e.name = '员工f'`)).toMatchObject([{ active: true }])
    expect(await server.rows(`select 1 from identity where user_id = 'f'`)).toEqual([])
  })
})

describe('who a newcomer is (CHAT-8, SET-1)', () => {
  const joinOf = (body: { items: { kind: string; title: string }[] }, title: string) =>
    body.items.find(one => one.kind === 'join' && one.title === title) as unknown as Record<string, unknown>

  test('an equal number is offered whatever the name, an equal name where one side has no number, several by no one', async () => {
    const alice = await buildEmployee(server, { name: 'Alice' })
    await server.run(boss, 'employee.change', { employee: alice.id, mobile: '13800001234' })
    const unnumbered = await buildEmployee(server, { name: '陈晓东' })
    for (const name of ['李强', '李强', '赵敏']) await buildEmployee(server, { name })
    const other = await buildEmployee(server, { name: '钱进' })
    await server.run(boss, 'employee.change', { employee: other.id, mobile: '13800009999' })
    answers({
      departments,
      people: [
        person('wl', '王丽', { mobile: '+86-138 0000 1234' }),
        person('cxd', '陈曉東', { mobile: '13900005678' }),
        person('lq', '李强'),
        // has a number, and so has the namesake: another person
        person('qj', '钱进', { mobile: '13700001111' }),
      ],
    })
    const body = await read()
    expect(joinOf(body, '王丽')).toMatchObject({
      taken: false,
      suggestion: { employeeId: alice.id, name: 'Alice', why: '手机号相同，姓名不同' },
    })
    expect(joinOf(body, '陈曉東')).toMatchObject({ taken: false, suggestion: { employeeId: unnumbered.id } })
    expect(joinOf(body, '李强')).toMatchObject({ taken: false, suggestion: { employeeId: null } })
    expect(joinOf(body, '钱进').suggestion).toBeUndefined()
    await apply(body.run.id)
    expect(await employees(`e.name in ('王丽', '陈曉東')`)).toEqual([])
    expect(await employees(`e.name in ('李强', '钱进')`)).toHaveLength(4)
  })

  test('the administrator names a colleague whom nobody suggested, and a number comes along; never one with an account', async () => {
    const known = await buildEmployee(server, { name: 'Alice' })
    const linked = await buildEmployee(server, { name: '已关联' })
    await linkIdentity(server, linked, 'wecom', 'there')
    answers({
      departments,
      people: [person('wl', '王丽', { mobile: '13800001234' }), person('there', '已关联')],
    })
    const body = await read()
    const join = joinOf(body, '王丽')
    const decide = (employee: string) => ({
      run: body.run.id,
      take: true,
      items: [{ item: join.seq, employee }],
    })
    expect(await server.refusal(boss, 'directory.choose', decide(linked.id))).toMatchObject({
      code: 'alreadyLinked',
    })
    await server.run(boss, 'directory.choose', decide(known.id))
    expect(joinOf(await view(body.run.id), '王丽').decided).toEqual({
      colleague: { id: known.id, name: 'Alice' },
    })
    await apply(body.run.id)
    expect(await employees(`e.name = '王丽'`)).toEqual([])
    expect(
      await server.rows(
        `select employee_id, mobile from identity i join employee e on e.id = i.employee_id where i.user_id = 'wl'`,
      ),
    ).toEqual([{ employee_id: known.id, mobile: '13800001234' }])
  })

  test('whoever was let go by hand and is still in the directory is offered, never chosen beforehand', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map(key => person(key, `员工${key}`))
    await sync({ departments, people })
    const [gone] = await employees(`e.name = '员工a'`)
    await server.run(boss, 'employee.leave', { employee: gone!.id })
    answers({ departments, people })
    const body = await read()
    expect(body.items).toMatchObject([
      {
        kind: 'back',
        title: '员工a',
        taken: false,
        lines: ['部门：华东组', expect.stringContaining('手动')],
      },
    ])
  })
})

describe('people on both platforms (SET-1, CHAT-8)', () => {
  const dingtalk = [
    { id: '1', name: '海川集团' },
    { id: '21', parentId: '1', name: '销售部' },
    { id: '22', parentId: '21', name: '华南组' },
  ]
  const wecom = (more: Partial<DirectoryPerson> = {}) => [
    person('chief', '陈总', { departmentIds: ['2'] }),
    person('second', '吴总', { departmentIds: ['2'] }),
    person('wl', '王丽', { title: '客户经理', leaderUserId: 'chief', ...more }),
  ]
  const ding = [
    person('d-second', '吴总', { departmentIds: ['21'] }),
    person('d-wl', 'Alice', { title: 'AM', departmentIds: ['22'], leaderUserId: 'd-second' }),
  ]
  const wang = () =>
    server.rows(
      `select e.name, e.title, l.name as leader, d.name as department from employee e
       left join employee l on l.id = e.leader_id join department d on d.id = e.department_id
       join identity i on i.employee_id = e.id where i.user_id = 'd-wl'`,
    )

  test('readings of the two never turn each other back, and what one of them changes still comes', async () => {
    await server.run(boss, 'directory.configure', { watch: true, nightly: true, small: true })
    await sync({ departments, people: wecom() })
    for (const [name, userId] of [
      ['王丽', 'd-wl'],
      ['吴总', 'd-second'],
    ] as const) {
      const [one] = await employees(`e.name = '${name}'`)
      await server.run(boss, 'employee.link', { employee: one!.id, platform: 'dingtalk', userId })
    }
    const asIs = [{ name: '王丽', title: '客户经理', leader: '陈总', department: '华东组' }]
    for (let round = 0; round < 2; round++) {
      answers({ departments: dingtalk, people: ding }, 'dingtalk')
      const there = await read('dingtalk')
      expect(there.items.filter((one: { kind: string }) => !one.kind.startsWith('department'))).toEqual([])
      if (there.run.state === 'ready') await apply(there.run.id)
      answers({ departments, people: wecom() })
      expect((await read()).run).toMatchObject({ state: 'done', counts: {} })
      expect(await wang()).toEqual(asIs)
    }
    // married, and with another superior: WeCom says so, and DingTalk's old words don't take it back
    const changed = { name: '王莉莉', title: '主管', leaderUserId: 'second', departmentIds: ['4'] }
    answers({ departments, people: wecom(changed) })
    const news = await read()
    expect(news.run.counts).toEqual({ rename: 1, leader: 1, move: 1 })
    await apply(news.run.id)
    const asNow = [{ name: '王莉莉', title: '主管', leader: '吴总', department: '华南组' }]
    expect(await wang()).toEqual(asNow)
    answers({ departments: dingtalk, people: ding }, 'dingtalk')
    expect((await read('dingtalk')).run).toMatchObject({ state: 'done', counts: {} })
    expect(await wang()).toEqual(asNow)
  })
})

describe('a department that was not taken along (SET-1)', () => {
  test('moves nobody to the top; who comes back comes back to where they were', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map(key => person(key, `员工${key}`))
    await sync({ departments, people })
    await sync({ departments, people: people.slice(0, 5) })
    expect(await employees('not e.active')).toMatchObject([{ name: '员工f' }])
    const fresh = [...departments, { id: '5', parentId: '2', name: '华北组' }]
    const to = { departmentIds: ['5'] }
    answers({
      departments: fresh,
      people: [person('a', '员工a', to), ...people.slice(1, 5), person('f', '员工f', to)],
    })
    const { run } = await read()
    await server.run(boss, 'directory.choose', { run: run.id, take: false, kind: 'departmentNew' })
    await apply(run.id)
    const { items } = await view(run.id)
    expect(items.find((one: { kind: string }) => one.kind === 'move')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('华北组'),
    })
    expect(await employees(`e.name in ('员工a', '员工f')`)).toMatchObject([
      { name: '员工a', department: '华东组' },
      { name: '员工f', department: '华东组', active: true },
    ])
  })
})

describe('an answer that is none says why and what to click, and compares nothing (CHAT-1, CHAT-2)', () => {
  const refused = (platform: string, failure: PlatformError['failure'], code: string) =>
    new PlatformError(platform, 'department/list', failure, code)

  test.each([
    ['wecom', refused('wecom', 'addressList', '60020'), '出口 IP 不在', '企业可信 IP'],
    ['wecom', refused('wecom', 'permission', '48009'), '没有读取通讯录的权限', '48009'],
    ['wecom', refused('wecom', 'transient', 'http 502'), '读到一半', '重新读取'],
    ['dingtalk', refused('dingtalk', 'permission', '60011'), '没有读取通讯录的权限', '成员信息读权限'],
    ['wecom', { departments: [], people: [] }, '没有任何部门', '可见范围'],
    ['dingtalk', { departments, people: [] }, '没有一个成员', '权限范围'],
    [
      'wecom',
      { departments: [...departments, departments[0]!], people: [person('a', '甲')] },
      '自相矛盾',
      '重新读取',
    ],
    ['wecom', { departments, people: [person('a', '甲'), person('A', '乙')] }, '自相矛盾', '重新读取'],
  ] as const)('%s %#', async (platform, answer, title, step) => {
    const known = await buildEmployee(server, {})
    await linkIdentity(server, known, platform, 'somebody')
    await buildCustomer(server, known)
    answers(answer as unknown as Directory, platform)
    const body = await read(platform)
    expect(body.run).toMatchObject({ state: 'failed', counts: {} })
    expect(body.run.failure.title).toContain(title)
    expect(body.run.failure.steps.join()).toContain(step)
    expect(body.items).toEqual([])
    expect(await employees('not e.active')).toEqual([])
    // and the way is free for the next try
    expect((await server.run(boss, 'directory.read', { platform })).result.id).toBeTruthy()
  })
})

describe('by itself (SET-1)', () => {
  const event = (userId: string) => ({
    type: 'directory' as const,
    platform: 'wecom' as const,
    dedupeKey: userId,
    from: { platform: 'wecom' as const, userId },
    at: new Date(server.clock.now().getTime() - 120_000),
    change: 'employee' as const,
    ids: [userId],
  })

  test('many changes on the platform lead to one reading; small ones are applied where that is switched on', async () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map(key => person(key, `员工${key}`))
    await sync({ departments, people })
    await server.run(boss, 'directory.configure', { watch: true, nightly: true, small: true })
    answers({ departments, people: [person('a', '员工甲'), ...people.slice(1), person('new', '新同事')] })
    for (const one of ['a', 'new', 'a']) await onDirectory({ db: server.db }, event(one))
    await server.runJobs()
    const { body } = await server.get(boss, '/api/organisation/directory')
    expect(body.runs.map((one: { trigger: string; state: string }) => [one.trigger, one.state])).toEqual([
      ['event', 'ready'],
      ['manual', 'done'],
    ])
    expect(await employees(`e.name in ('员工甲', '员工a', '新同事')`)).toMatchObject([{ name: '员工甲' }])
    await server.run(boss, 'directory.configure', { watch: false, nightly: true, small: true })
    await onDirectory({ db: server.db }, event('b'))
    await server.runJobs()
    expect((await server.get(boss, '/api/organisation/directory')).body.runs).toHaveLength(2)
  })

  test('while a platform is being read a second reading is refused', async () => {
    await server.run(boss, 'directory.read', { platform: 'wecom' })
    expect(await server.refusal(boss, 'directory.read', { platform: 'wecom' })).toMatchObject({
      code: 'alreadyReading',
    })
  })
})
