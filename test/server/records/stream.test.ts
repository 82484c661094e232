import type { Database } from '@gonghai/server/db/database'
import { readStream } from '@gonghai/server/records/stream'
import { v7 } from 'uuid'
import { at, type Company, insertCompany, insertRecord, insertRow } from './company'
import { actorFor, openTestDatabase, refusalOf, services } from './reading'

let db: Database
let close: () => Promise<void>
let company: Company
let customer: string

const minutes = (count: number) => new Date(at.getTime() + count * 60_000)
const me = () => company.people.accountManager!

interface Trace {
  action: string
  changes?: Record<string, unknown>
  at: Date
  actor?: string | null
  note?: string
  words?: object
  object?: string
  record?: string
}

async function insertHistory(trace: Trace): Promise<void> {
  await insertRow(db, 'history', {
    id: v7(),
    object: trace.object ?? 'customer',
    record_id: trace.record ?? customer,
    action: trace.action,
    door: 'http',
    actor_kind: trace.actor === null ? 'system' : 'employee',
    actor_id: trace.actor === null ? null : (trace.actor ?? me().id),
    request_id: 'r',
    changes: JSON.stringify(trace.changes ?? {}),
    note: trace.note ?? null,
    words: trace.words ? JSON.stringify(trace.words) : null,
    at: trace.at,
  })
}

beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  customer = await insertRecord(db, 'customer', { name: '海川' }, { owner: me() })
})
afterEach(async () => {
  await db.query('truncate history, follow_up, approval, approval_task')
})
afterAll(() => close())

const entries = async (object = 'customer', id = customer, locale?: 'en') =>
  (await readStream(db, await actorFor(db, me(), locale), services, object, id)).entries

describe('record.stream', () => {
  test('what the system said is read in the reader’s language, lists too; what was written before stays (POOL-7, SET-5)', async () => {
    const words = { key: 'history.note.claimAsked', params: { name: '张晓琳', reviewers: ['陈立', '王磊'] } }
    await insertHistory({ action: 'pool.claim', at, words })
    await insertHistory({ action: 'pool.release', at: minutes(1), note: '客户没有预算' })
    await insertHistory({ action: 'pool.release', at: minutes(2), note: '负责人离职或调岗，交接回公海' })
    const details = async (locale?: 'en') =>
      (await entries('customer', customer, locale)).map(({ detail }) => detail)
    expect(await details()).toEqual([
      '负责人离职或调岗，交接回公海',
      '客户没有预算',
      '张晓琳申请领取，等待陈立、王磊审核',
    ])
    expect(await details('en')).toEqual([
      'The owner left or moved; handed back to the pool',
      '客户没有预算',
      '张晓琳 asks for it; waits for 陈立, 王磊',
    ])
  })

  test('tells changes in words: labels, options, names, times in the reader’s zone', async () => {
    await insertHistory({ action: 'customer.create', at, changes: { name: [null, '海川'] } })
    await insertHistory({
      action: 'customer.update',
      at: minutes(1),
      changes: {
        level: ['B', 'A'],
        trading: [false, true],
        owner: [company.people.colleague!.id, me().id],
        nextContactAt: [null, '2026-11-22T01:00:00.000Z'],
        searchKeys: ['x', 'y'],
      },
    })
    const [update, create] = await entries()
    expect(create).toMatchObject({
      kind: 'customer.create',
      text: '新建了客户',
      by: { name: 'accountManager' },
    })
    expect(update!.changes).toEqual([
      { label: '级别', from: 'B 级', to: 'A 级' },
      { label: '负责人', from: 'colleague', to: 'accountManager' },
      { label: '已成交', from: '否', to: '是' },
    ])
    const task = await insertRecord(db, 'task', {}, { owner: me() })
    const dueAt = ['2026-11-21T17:30:00.000Z', null]
    await insertHistory({ object: 'task', record: task, action: 'task.update', at, changes: { dueAt } })
    const [moved] = await entries('task', task)
    expect(moved!.changes).toEqual([{ label: '截止时间', from: '2026-11-22 01:30', to: '' }])
    const [english] = await entries('customer', customer, 'en')
    expect(english!.text).not.toMatch(/\p{Script=Han}/u)
    expect(english!.changes![0]!.label).not.toMatch(/\p{Script=Han}/u)
  })

  test('a follow-up is one entry, with what it changed; a deleted one is none', async () => {
    const options = { createdBy: me().id, createdAt: minutes(2) }
    const values = {
      record: `customer:${customer}`,
      content: '约了下周演示',
      nextContactAt: '2026-11-28T01:00:00.000Z',
    }
    await insertRecord(db, 'followUp', { ...values, channel: 'visit' }, options)
    await insertHistory({
      action: 'followUp.create',
      at: minutes(2),
      changes: { stage: ['potential', 'following'] },
    })
    await insertRecord(db, 'followUp', values, { ...options, columns: { deleted_at: minutes(3) } })
    expect(await entries()).toMatchObject([
      {
        kind: 'followUp',
        text: '约了下周演示',
        detail: '拜访',
        by: { id: me().id },
        nextContactAt: '2026-11-28T01:00:00.000Z',
        changes: [{ label: '阶段', from: '潜在', to: '跟进中' }],
      },
    ])
  })

  test('a decision comes with what the approver said; what the system did has nobody beside it', async () => {
    const contract = await insertRecord(db, 'contract', { customer }, { owner: me() })
    const [approval, approver] = [v7(), company.people.teamLeader!.id]
    await insertRow(db, 'approval', {
      id: approval,
      flow_id: v7(),
      flow_version: 1,
      flow_name: '',
      object: 'contract',
      record_id: contract,
      applicant_id: me().id,
      state: 'rejected',
      step: 0,
      steps: '[]',
      content_hash: '',
      summary: '{}',
      created_at: at,
    })
    const task = {
      id: v7(),
      approval_id: approval,
      step: 0,
      approver_id: approver,
      state: 'rejected',
      created_at: at,
    }
    await insertRow(db, 'approval_task', { ...task, comment: '折扣太低', decided_at: minutes(5) })
    const about = { object: 'contract', record: contract }
    await insertHistory({
      ...about,
      action: 'approval.reject',
      actor: approver,
      at: minutes(5),
      note: '部门审批',
    })
    await insertHistory({
      ...about,
      action: 'approval.agree',
      actor: approver,
      at: minutes(4),
      note: '部门审批',
    })
    await insertHistory({ ...about, action: 'contract.submit', actor: null, at: minutes(3) })
    const found = await entries('contract', contract)
    expect(found.map(entry => [entry.kind, entry.text, entry.detail, entry.by?.name])).toEqual([
      ['approval.reject', '驳回了审批', '折扣太低', 'teamLeader'],
      ['approval.agree', '同意了审批', '部门审批', 'teamLeader'],
      ['contract.submit', '提交审批', undefined, undefined],
    ])
  })

  test('pages by twenty through both kinds without loss or repetition, moments being equal', async () => {
    for (let i = 0; i < 27; i++) {
      await insertHistory({ action: 'customer.update', at: minutes(i % 3) })
      const options = { createdBy: me().id, createdAt: minutes(i % 3) }
      await insertRecord(db, 'followUp', { record: `customer:${customer}`, content: `${i}` }, options)
    }
    const actor = await actorFor(db, me())
    const found: { id: string; at: string }[] = []
    const sizes: number[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await readStream(db, actor, services, 'customer', customer, cursor)
      sizes.push(page.entries.length)
      found.push(...page.entries)
      cursor = page.next
    }
    expect(sizes).toEqual([20, 20, 14])
    expect(new Set(found.map(entry => entry.id)).size).toBe(54)
    expect(found.map(entry => entry.at)).toEqual(
      found
        .map(entry => entry.at)
        .toSorted()
        .reverse(),
    )
  })

  test('a phone that is masked is masked in its history too', async () => {
    const { report } = company.people
    const pool = await insertRecord(db, 'pool', { members: [report!.id], administrators: [] })
    await db.query(
      `update setting set value = to_jsonb((value #>> '{}')::int + 1) where key = 'permissionEpoch'`,
    )
    const record = await insertRecord(db, 'customer', {
      pool,
      phone: '13800138046',
      pooledAt: at.toISOString(),
    })
    await insertHistory({
      record,
      action: 'customer.update',
      at,
      changes: { phone: ['13900139047', '13800138046'] },
    })
    const stream = await readStream(db, await actorFor(db, report!), services, 'customer', record)
    expect(stream.entries[0]!.changes).toEqual([{ label: '电话', from: '139****9047', to: '138****8046' }])
  })

  test('of a hidden record answers like of a missing one, and a foreign cursor is refused', async () => {
    const hidden = await insertRecord(db, 'customer', {}, { owner: company.people.colleague! })
    const actor = await actorFor(db, me())
    const refusal = await refusalOf(readStream(db, actor, services, 'customer', hidden))
    expect(refusal).toEqual(await refusalOf(readStream(db, actor, services, 'customer', v7())))
    expect(refusal.code).toBe('notFound')
    expect(await refusalOf(readStream(db, actor, services, 'customer', customer, 'x.y'))).toEqual({
      code: 'invalidInput',
      fields: [{ path: 'cursor', rule: 'format' }],
    })
  })
})
