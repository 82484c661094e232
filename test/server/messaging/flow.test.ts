import { randomBytes } from 'node:crypto'
import { createReceive } from '@gonghai/bot/conversation/receive'
import { createTasks } from '@gonghai/bot/tasks'
import {
  cardRenderers,
  chatReads,
  createReactions,
  createReadServices,
  customerReads,
  handlers,
} from '@gonghai/server/areas/index'
import { actorOf } from '@gonghai/server/auth/sessions'
import { localFileStore } from '@gonghai/server/files/local-store'
import { kernelTasks } from '@gonghai/server/jobs/tasks'
import { createExecute } from '@gonghai/server/kernel/execute'
import { createCrm } from '@gonghai/server/messaging/crm'
import { createMessenger } from '@gonghai/server/messaging/messenger'
import type { PlatformName } from '@gonghai/shared/ports/events'
import { runOnce, Logger as WorkerLogger } from 'graphile-worker'
import { v7 as uuid } from 'uuid'
import {
  codedAbilities,
  freeAbilities,
  ScriptedSender,
  type SentCall,
} from '../../bot/delivery/scripted-sender'
import { type Company, insertCompany, insertRecord, insertRow, type Person } from '../records/company'
import { openTestDatabase } from '../records/reading'
import { TestClock } from './world'

const timeZone = 'Asia/Shanghai'
const clock = new TestClock()
const wecom = new ScriptedSender(codedAbilities)
const dingtalk = new ScriptedSender(freeAbilities)
const senders = new Map<PlatformName, ScriptedSender>([
  ['wecom', wecom],
  ['dingtalk', dingtalk],
])

let opened: Awaited<ReturnType<typeof openTestDatabase>>
let company: Company
let pool: string
let execute: ReturnType<typeof createExecute>
let receive: ReturnType<typeof createReceive>
let runJobs: () => Promise<void>
let events = 0

beforeAll(async () => {
  opened = await openTestDatabase()
  const { db } = opened
  db.pool.on('connect', client => client.on('error', () => undefined))
  company = await insertCompany(db)
  const { accountManager, colleague, report } = company.people as Record<string, Person>
  pool = await insertRecord(db, 'pool', {
    name: '华东公海',
    members: [accountManager!.id, colleague!.id, report!.id],
    administrators: [company.people.teamLeader!.id],
    holdLimit: 2,
  })
  await link('wecom', 'wm', accountManager!)
  await link('wecom', 'wc', colleague!)
  await link('dingtalk', 'dr', report!)
  await link('wecom', 'wl', company.people.teamLeader!)
  const platforms: PlatformName[] = ['wecom', 'dingtalk']
  const base = { clock, platforms, baseUrl: 'https://crm.test' }
  const following = createReactions({ poolGatherSeconds: 0 })
  const heard = new Set(following.reactions.flatMap(reaction => reaction.on))
  execute = createExecute({ db, clock, timeZone, handlers, guards: [], heard })
  const services = createReadServices({ clock, timeZone, cursorKey: randomBytes(32) })
  const reads = chatReads({ db, clock, services })
  const crm = createCrm({
    ...base,
    db,
    timeZone,
    renderers: cardRenderers,
    execute,
    reads,
    customers: { reads: customerReads(clock.now), files: localFileStore('') },
  })
  const errors: unknown[] = []
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => errors.push(fields),
  }
  const deps = {
    crm,
    log,
    platforms: new Map(),
    senders,
    abilitiesOf: (name: string) => senders.get(name as PlatformName)?.abilities,
  }
  receive = createReceive(deps)
  const tasks = {
    ...kernelTasks({ db, clock, messenger: createMessenger(base), ...following }),
    ...createTasks(deps),
  }
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload as never)]),
  )
  runJobs = async () => {
    await runOnce({
      pgPool: db.pool,
      taskList,
      noHandleSignals: true,
      logger: new WorkerLogger(() => () => undefined),
    })
    expect(errors).toEqual([])
  }
})
afterAll(() => opened.close())
beforeEach(() => {
  for (const sender of senders.values()) sender.calls.length = 0
})

const link = (platform: PlatformName, userId: string, person: Person) =>
  insertRow(opened.db, 'identity', { platform, user_id: userId, employee_id: person.id })

async function act(person: string, action: string, input: Record<string, unknown>) {
  const actor = await actorOf(opened.db, company.people[person]!.id, 'http')
  const done = await execute({ action, input, actor, requestId: 'test', key: uuid() })
  await runJobs()
  return done
}

async function newPooled(name: string): Promise<{ id: string; number: string }> {
  clock.advance(1000)
  const { result } = await act('teamLeader', 'customer.create', {
    name,
    phone: '13800138000',
    interest: '数控车床',
    pool,
  })
  const [row] = await opened.db.query<{ id: string; number: string }>(
    'select id, number from customer where id = $1::uuid',
    [String(result.id)],
  )
  return row!
}

const callsTo = (userId: string): SentCall[] =>
  [...wecom.calls, ...dingtalk.calls].filter(call => call.to === userId)
const lastTo = (userId: string) => callsTo(userId).at(-1)

async function press(userId: string, copyId: string, action: string, values: Record<string, string> = {}) {
  clock.advance(1000)
  const platform: PlatformName = userId.startsWith('d') ? 'dingtalk' : 'wecom'
  const code = `rc${++events}`
  const base = { platform, dedupeKey: code, from: { platform, userId }, at: clock.now() }
  const event = { ...base, type: 'press' as const, copyId, action, values }
  const answer = await receive(
    platform === 'wecom' ? { ...event, pressCode: code } : event,
    platform === 'dingtalk' ? { within: 1500 } : {},
  )
  await runJobs()
  return answer
}

async function say(userId: string, text: string): Promise<string> {
  clock.advance(1000)
  const platform: PlatformName = userId.startsWith('d') ? 'dingtalk' : 'wecom'
  const base = { platform, dedupeKey: `t${++events}`, from: { platform, userId }, at: clock.now() }
  await receive({ ...base, type: 'text', text, chat: 'single' })
  await runJobs()
  const texts = callsTo(userId).filter(call => call.kind === 'text')
  return texts.at(-1)?.text ?? ''
}

describe('pool.claim in chat (POOL-8, POOL-10)', () => {
  test('a card to every member on both platforms; the first press wins; all copies tell who; the late one is told', async () => {
    await newPooled('蓝海机械')
    for (const user of ['wm', 'wc', 'dr'])
      expect(callsTo(user)).toMatchObject([{ kind: 'card', text: '蓝海机械' }])
    const [mine, theirs] = [lastTo('wm')!.copyId!, lastTo('wc')!.copyId!]
    await press('wm', mine, 'pool.claim')
    for (const user of ['wm', 'wc', 'dr']) expect(lastTo(user)).toMatchObject({ kind: 'update' })
    expect(lastTo('wc')!.text).toContain('accountManager')
    expect(lastTo('dr')!.card?.buttons).toEqual([])
    await press('wc', theirs, 'pool.claim')
    expect(lastTo('wc')).toMatchObject({ kind: 'text', text: expect.stringContaining('accountManager') })
    const [row] = await opened.db.query<{ owner_id: string }>(
      `select owner_id from customer where name = '蓝海机械'`,
    )
    expect(row!.owner_id).toBe(company.people.accountManager!.id)
  })

  test('DingTalk gets the clicker’s card back in the answer; others by update', async () => {
    await newPooled('远洋电子')
    const answer = await press('dr', lastTo('dr')!.copyId!, 'pool.claim')
    expect(answer.card).toMatchObject({ title: '远洋电子', buttons: [], outcome: expect.any(String) })
    expect(lastTo('wm')).toMatchObject({ kind: 'update', text: expect.stringContaining('report') })
  })

  test('typed: by number, in any form; afterwards the number says who has it; undo brings the card back', async () => {
    const { number } = await newPooled('沧海医疗')
    expect(await say('wc', `领取${number.replaceAll('-', '').toLowerCase()}`)).toMatch(/沧海医疗[\s\S]*撤销/)
    expect(await say('wm', `领取 ${number}`)).toMatch(/colleague/)
    expect(await say('wc', '撤销')).not.toContain('没有可以撤销')
    expect(lastTo('wm')).toMatchObject({ kind: 'card', text: '沧海医疗' })
    expect(await say('wm', '领取 沧海')).toContain('沧海医疗')
  })

  test('limits are named in chat; lists and search answer from the person’s own scope', async () => {
    await newPooled('碧海贸易')
    await newPooled('碧海物流')
    expect(await say('wm', '公海')).toMatch(/华东公海[\s\S]*1\. .*碧海/)
    expect(await say('wm', '领取 碧海')).toMatch(/1\. [\s\S]*2\. /)
    expect(await say('wm', '1')).toContain('上限 2')
    expect(await say('wm', '查 沧海')).toContain('沧海医疗')
    expect(await say('wc', '查 沧海')).toContain('没有找到')
    expect(await say('wm', '查 bihai')).toMatch(/公海里有 2 个[\s\S]*碧海/)
    expect(await say('wm', '待办')).toContain('碧海')
    expect(await say('dr', '领取 KH-20261121-999999')).toContain('没有')
  })
})

describe('approvals in chat (CHAT-4)', () => {
  test('who approves in two steps is asked twice; the reason goes to the applicant', async () => {
    const { db } = opened
    const leader = company.people.teamLeader!
    const colleague = company.people.colleague!
    await insertRow(db, 'approval_flow', {
      id: uuid(),
      key: 'test',
      name: '合同审批',
      object: 'contract',
      conditions: '[]',
      steps: JSON.stringify([
        { name: '主管', mode: 'any', approvers: [{ by: 'employee', id: leader.id }] },
        {
          name: '复核',
          mode: 'all',
          approvers: [
            { by: 'employee', id: leader.id },
            { by: 'employee', id: colleague.id },
          ],
        },
      ]),
      position: 0,
    })
    const owner = company.people.accountManager!
    const customer = await insertRecord(db, 'customer', { name: '蓝海' }, { owner })
    const values = { title: '蓝海采购合同', customer, amount: '120000.00' }
    const contract = await insertRecord(db, 'contract', values, { owner, number: 'HT-20261121-0001' })
    await act('accountManager', 'contract.submit', { contract })
    const first = lastTo('wl')!
    expect(first).toMatchObject({ kind: 'card', text: '蓝海采购合同' })
    expect(callsTo('wc')).toEqual([])
    await press('wl', first.copyId!, 'approval.agree')
    const again = lastTo('wl')!
    expect(again.card?.buttons.map(button => button.key)).toContain('approval.agree')
    expect(lastTo('wc')).toMatchObject({ kind: 'card' })
    expect(await say('wl', '同意 HT-20261121-0001 没问题')).not.toContain('没有')
    expect(await say('wc', '驳回')).toContain('理由')
    await say('wc', '付款条件不行')
    expect(
      callsTo('wc')
        .filter(call => call.kind === 'update')
        .at(-1)?.text,
    ).toContain('付款条件不行')
    expect(callsTo('wm').at(-1)).toMatchObject({
      kind: 'text',
      text: expect.stringContaining('付款条件不行'),
    })
    const [row] = await db.query<{ state: string }>('select state from approval where record_id = $1::uuid', [
      contract,
    ])
    expect(row!.state).toBe('rejected')
    await press('wc', lastTo('wc')!.copyId ?? callsTo('wc')[0]!.copyId!, 'approval.agree')
    expect(lastTo('wc')).toMatchObject({ kind: 'text' })
  })
})

describe('pool.assign in chat', () => {
  const ownerOf = async (id: string) =>
    (await opened.db.query<{ owner_id: string }>('select owner_id from customer where id = $1', [id]))[0]!
      .owner_id

  test('POOL-10 its administrator gives a record to a colleague from the card, on both platforms; members can’t', async () => {
    const { teamLeader, colleague, report } = company.people as Record<string, Person>
    await link('dingtalk', 'dl', teamLeader!)
    await opened.db.query('update pool set hold_limit = null where id = $1', [pool])
    const chosen = [
      ['wl', colleague!],
      ['dl', report!],
    ] as const
    for (const [user, to] of chosen) {
      const { id } = await newPooled(`分配${user}`)
      const card = lastTo(user)!.card!
      expect(card.buttons.map(one => one.key)).toEqual(['pool.claim', 'pool.assign', 'open'])
      expect(card.choice?.options.map(one => one.id)).toContain(to.id)
      expect(lastTo('wm')!.card?.buttons.map(one => one.key)).toEqual(['pool.claim', 'open'])
      await press('wm', lastTo('wm')!.copyId!, 'pool.assign', { colleague: to.id })
      expect(await ownerOf(id)).toBeNull()
      await press(user, lastTo(user)!.copyId!, 'pool.assign', { colleague: to.id })
      expect(await ownerOf(id)).toBe(to.id)
    }
  })

  test('POOL-10 nothing chosen on the card: the chat asks to whom, and the next line says it', async () => {
    const { id } = await newPooled('再分配一家')
    await press('wl', lastTo('wl')!.copyId!, 'pool.assign')
    const asked =
      callsTo('wl')
        .filter(call => call.kind === 'text')
        .at(-1)?.text ?? ''
    expect(asked).toMatch(/「再分配一家」分配给谁[\s\S]*1\. /)
    await say('wl', '1')
    expect(await ownerOf(id)).not.toBeNull()
  })
})
