import { createDingtalk } from '@gonghai/bot/platforms/dingtalk/index'
import { createWecom } from '@gonghai/bot/platforms/wecom/index'
import {
  type DingtalkCorp,
  type DingtalkStandIn,
  MemoryStore,
  startDingtalkStandIn,
  startWecomStandIn,
  type WecomCorp,
  type WecomStandIn,
} from '@gonghai/bot/sandbox/stand-ins'
import { dingtalkConfig } from '../../bot/platforms/support/dingtalk-rig'
import { memoryTokens } from '../../bot/platforms/support/memory-tokens'
import { recordingLog } from '../../bot/platforms/support/recording-log'
import { wecomConfig } from '../../bot/platforms/support/wecom-rig'
import { buildWecomCorp } from '../../bot/sandbox/wecom-corp'
import { type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let boss: Person
let wecom: WecomStandIn
let corp: WecomCorp
let ding: DingtalkStandIn
let company: DingtalkCorp

beforeEach(async () => {
  server = await testServer()
  boss = server.people.superAdministrator!
  const now = () => server.clock.now()
  const deps = () => ({ now, tokens: memoryTokens(now), log: recordingLog(), pause: async () => undefined })
  corp = buildWecomCorp({ callbackUrl: 'http://127.0.0.1:9/x' })
  wecom = await startWecomStandIn({ now, store: new MemoryStore(), corp })
  const config = wecomConfig(wecom.apiBase, { corpId: corp.corpId, secret: corp.apps[0]!.secret })
  const client = createWecom(config, deps())
  server.platforms.get('wecom')!.readDirectory = () => client.readDirectory()
  company = {
    corpId: 'ding1',
    name: '恒测仪器',
    apps: [
      {
        appKey: 'dingapp',
        appSecret: 'app-secret',
        agentId: 77,
        name: '公海助手',
        trustedDomains: [],
        templates: {},
      },
    ],
    departments: [
      { id: 1, name: '恒测仪器' },
      { id: 2, parentId: 1, name: '华东销售部' },
    ],
    people: Array.from({ length: 230 }, (_, index) => ({
      userId: `u${index}`,
      unionId: `union${index}`,
      name: `员工${index}`,
      departments: [2],
    })),
  }
  ding = await startDingtalkStandIn({ now, store: new MemoryStore(), corp: company })
  const other = createDingtalk(dingtalkConfig(ding.apiBase), deps())
  server.platforms.get('dingtalk')!.readDirectory = () => other.readDirectory()
})
afterEach(async () => {
  await Promise.all([wecom.close(), ding.close()])
  await server.stop()
})

const present = () => corp.people.filter(person => person.active !== false)

async function read(platform: 'wecom' | 'dingtalk') {
  const done = await server.run(boss, 'directory.read', { platform })
  await server.runJobs()
  return (await server.get(boss, `/api/organisation/directory/${done.result.id}`)).body
}

async function apply(run: string) {
  await server.run(boss, 'directory.apply', { run })
  await server.runJobs()
}

test('CHAT-1 the whole corporation comes in through the real client, and nothing differs afterwards', async () => {
  const first = await read('wecom')
  expect(first.run).toMatchObject({
    state: 'ready',
    departments: corp.departments.length,
    people: present().length,
  })
  await apply(first.run.id)
  const linked = await server.rows(`select 1 from identity where platform = 'wecom'`)
  expect(linked).toHaveLength(present().length)
  expect((await read('wecom')).run).toMatchObject({ state: 'done', counts: {} })
})

test('CHAT-2 two hundred and thirty people come in pages; a failure in the midst of them gives no difference at all', async () => {
  ding.control.faults.next('/topapi/v2/user/get', 'http', 1)
  const broken = await read('dingtalk')
  expect(broken.run).toMatchObject({ state: 'failed', counts: {}, people: 0 })
  expect(broken.run.failure.title).toContain('读到一半')
  const whole = await read('dingtalk')
  expect(whole.run).toMatchObject({ state: 'ready', people: 230, counts: { join: 230 } })
})

test('CHAT-1 a shrunken visible range is explained, and nobody is disabled by it', async () => {
  await apply((await read('wecom')).run.id)
  corp.visible = [corp.departments[0]!.id]
  const { run } = await read('wecom')
  expect(run.warnings.join()).toContain('可能是可见范围变小了')
  expect(run).toMatchObject({ confirm: null })
  corp.visible = []
  const empty = await read('wecom')
  expect(empty.run.failure).toMatchObject({ title: '平台说没有任何部门或成员' })
  expect(await server.rows('select 1 from employee where not active')).toEqual([])
})

test.each([
  [60020, '出口 IP', '企业可信 IP'],
  [48009, '没有读取通讯录的权限', '48009'],
])('CHAT-1 WeCom refuses with %i: what it means, and what to click', async (code, title, step) => {
  corp.directoryRefusal = code
  const { failure } = (await read('wecom')).run
  expect(failure.title).toContain(title)
  expect(failure.steps[0]).toContain(step)
  expect(failure.code).toBe(String(code))
})

test.each([
  [60011, '没有读取通讯录的权限'],
  [60020, '出口 IP'],
])('CHAT-2 DingTalk refuses with %i: what it means, and what to click', async (code, title) => {
  company.directoryRefusal = code
  const { failure } = (await read('dingtalk')).run
  expect(failure.title).toContain(title)
  company.directoryRefusal = undefined
  company.scope = { departments: [], people: [] }
  expect((await read('dingtalk')).run.failure.title).toContain('没有任何部门')
})

test.each(['html', 'nonsense', 'lost'] as const)('CHAT-1 an answer that is %s counts as none', async kind => {
  wecom.control.faults.next('/cgi-bin/user/list', kind, 3)
  const { run, items } = await read('wecom')
  expect(run.state).toBe('failed')
  expect(items).toEqual([])
})
