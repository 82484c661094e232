import type { Database } from '@gonghai/server/db/database'
import type { Availability } from '@gonghai/server/records/availability'
import { readRecord } from '@gonghai/server/records/detail'
import { listRecords } from '@gonghai/server/records/list'
import { readMe } from '@gonghai/server/records/me'
import { readMeta } from '@gonghai/server/records/meta'
import { findPeople } from '@gonghai/server/records/people'
import { textKeys } from '@gonghai/server/records/search-keys'
import { v7 } from 'uuid'
import {
  at,
  type Company,
  grant,
  insertCompany,
  insertEmployee,
  insertRecord,
  insertRole,
  insertRow,
} from './company'
import { actorFor, listedIds, openTestDatabase, recording, refusalOf, services } from './reading'

let db: Database
let close: () => Promise<void>
let company: Company
let masking: string
let showing: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  const { accountManager, report, teamLeader, colleague } = company.people
  masking = await insertRecord(db, 'pool', {
    name: '华东',
    members: [report!.id],
    administrators: [teamLeader!.id],
  })
  showing = await insertRecord(db, 'pool', { maskPhone: false, members: [report!.id], administrators: [] })
  const phone = '13800138046'
  const lying = { pooledAt: at.toISOString(), poolReason: 'released' }
  ids.masked = await insertRecord(
    db,
    'customer',
    { name: '海川精工', phone, pool: masking, ...lying },
    { number: 'KH-1-0001' },
  )
  ids.shown = await insertRecord(db, 'customer', { name: '海川重工', phone, pool: showing, ...lying })
  ids.mine = await insertRecord(
    db,
    'customer',
    { name: '海川科技', phone, lastOwner: report!.id },
    { owner: accountManager!, createdBy: teamLeader!.id },
  )
  ids.theirs = await insertRecord(db, 'customer', { name: '他人客户' }, { owner: colleague! })
  ids.contact = await insertRecord(db, 'contact', { customer: ids.theirs }, { owner: accountManager! })
  ids.product = await insertRecord(db, 'product', { name: '五轴机床' })
  ids.contract = await insertRecord(
    db,
    'contract',
    { customer: ids.mine, amount: '1200' },
    { owner: accountManager! },
  )
  await insertRow(db, 'contract_line', {
    contract_id: ids.contract,
    position: 0,
    product_id: ids.product,
    quantity: '2',
    price: '600',
    discount: '100',
  })
})
afterAll(() => close())

const person = (name: string) => company.people[name]!

describe('record.view', () => {
  test('a phone is masked while its record lies in a pool that masks, for everyone', async () => {
    for (const name of ['report', 'teamLeader', 'administrator']) {
      const actor = await actorFor(db, person(name))
      const { record } = await readRecord(db, actor, services, 'customer', ids.masked!)
      expect(record.values.phone).toBe('138****8046')
      expect(record.masked).toEqual(['phone'])
      expect(JSON.stringify(record)).not.toContain('13800138046')
    }
    const actor = await actorFor(db, person('report'))
    const { record } = await readRecord(db, actor, services, 'customer', ids.shown!)
    expect([record.values.phone, record.masked]).toEqual(['13800138046', []])
  })

  test('a masked phone is found neither by filter nor by search, but by its last four digits', async () => {
    const actor = await actorFor(db, person('administrator'))
    const found = async (query: object) =>
      (await listedIds(db, actor, 'customer', query as Record<string, unknown>)).sort()
    const readable = [ids.mine!, ids.shown!].sort()
    const conditions = [
      { field: 'phone', op: 'eq', value: '13800138046' },
      { field: 'phone', op: 'contains', value: '0013' },
      { field: 'phone', op: 'ne', value: '10000000000' },
      { field: 'phone', op: 'in', value: ['13800138046'] },
      { or: [{ field: 'phone', op: 'notEmpty' }] },
    ]
    for (const filter of conditions) expect(await found({ filter })).not.toContain(ids.masked)
    expect(await found({ filter: conditions[0] })).toEqual(readable)
    expect(await found({ search: '13800138046' })).toEqual(readable)
    expect(await found({ search: '8046' })).toEqual([...readable, ids.masked!].sort())
    const member = await actorFor(db, person('report'))
    expect(
      await listedIds(db, member, 'customer', { tab: { pool: masking }, search: '13800138046' }),
    ).toEqual([])
    expect(
      await listedIds(db, member, 'customer', { tab: { pool: showing }, search: '13800138046' }),
    ).toEqual([ids.shown])
  })

  test('a list is searched by name, pinyin, initials and number', async () => {
    const actor = await actorFor(db, person('administrator'))
    const sea = [ids.masked!, ids.shown!, ids.mine!].sort()
    for (const search of ['海川', 'haichuan', 'hc', '海']) {
      expect((await listedIds(db, actor, 'customer', { search })).sort()).toEqual(sea)
    }
    expect(await listedIds(db, actor, 'customer', { search: 'hc zhonggong' })).toEqual([ids.shown])
    expect(await listedIds(db, actor, 'customer', { search: 'KH-1-0001' })).toEqual([ids.masked])
    expect(await listedIds(db, actor, 'customer', { search: '川海' })).toEqual([])
  })

  test('references have names, out of scope only their id', async () => {
    const actor = await actorFor(db, person('accountManager'))
    const { record } = await readRecord(db, actor, services, 'customer', ids.mine!)
    expect(record.references).toMatchObject({
      owner: { id: person('accountManager').id, name: 'accountManager' },
      lastOwner: { name: 'report' },
      department: { name: '销售部' },
    })
    expect(record.createdBy).toEqual({ id: person('teamLeader').id, name: 'teamLeader' })
    const contact = await readRecord(db, actor, services, 'contact', ids.contact!)
    expect(contact.record.references.customer).toEqual({ id: ids.theirs, name: '', hidden: true })
    expect(JSON.stringify(contact)).not.toContain('他人客户')
  })

  test('a contract comes with its lines, money with two digits', async () => {
    const actor = await actorFor(db, person('accountManager'))
    const { record } = await readRecord(db, actor, services, 'contract', ids.contract!)
    expect(record.values.amount).toBe('1200.00')
    expect(record.values.lines).toEqual([
      { product: ids.product, quantity: '2.0000', price: '600.00', discount: '100.00' },
    ])
    expect(record.references['lines.0.product']).toEqual({ id: ids.product, name: '五轴机床' })
    expect(record.references.customer).toEqual({ id: ids.mine, name: '海川科技' })
  })

  test('what belongs to a record is counted as far as the reader may see it', async () => {
    const actor = await actorFor(db, person('accountManager'))
    const { related } = await readRecord(db, actor, services, 'customer', ids.mine!)
    const counts = Object.fromEntries(related.map(one => [`${one.object}.${one.field}`, one.count]))
    expect(counts).toEqual({
      'contact.customer': 0,
      'followUp.record': 0,
      'contract.customer': 1,
      'task.record': 0,
      'attachment.record': 0,
      'asset.customer': 0,
      'serviceRequest.customer': 0,
      'workOrder.customer': 0,
      'lead.customer': 0,
    })
    const colleague = await actorFor(db, person('colleague'))
    const other = await readRecord(db, colleague, services, 'customer', ids.theirs!)
    expect(other.related.find(one => one.object === 'contact')).toMatchObject({ count: 0 })
  })

  test('listed but not open: only what names it, and opening answers notPermitted (SET-2)', async () => {
    const wide = await insertEmployee(db, company.organisationId, company.departments.sales!, '看得见')
    const role = await insertRole(db, {
      key: 'looker',
      permissions: { customer: ['query', 'view', 'update'] },
      scopes: { customer: { query: 'all', view: 'own', edit: 'own' } },
    })
    await grant(db, wide, role)
    const actor = await actorFor(db, wide)
    const { rows } = await listRecords(db, actor, services, 'customer', { search: '海川科技' })
    expect(rows[0]).toMatchObject({ id: ids.mine, restricted: true, title: '海川科技', allowed: [] })
    expect(Object.keys(rows[0]!.values).sort()).toEqual(['industry', 'interest', 'name', 'owner', 'stage'])
    expect((await refusalOf(readRecord(db, actor, services, 'customer', ids.mine!))).code).toBe(
      'notPermitted',
    )
    expect((await refusalOf(readRecord(db, actor, services, 'customer', v7()))).code).toBe('notFound')
  })
})

describe('record.allowed', () => {
  const allowedFor = async (name: string, object: string, id: string, availability: Availability[] = []) => {
    const { record } = await readRecord(
      db,
      await actorFor(db, person(name)),
      { ...services, availability },
      object,
      id,
    )
    return record
  }

  test('actions follow the role and the reach over the record', async () => {
    const mine = await allowedFor('accountManager', 'customer', ids.mine!)
    expect(mine.allowed).toEqual(
      expect.arrayContaining([
        'customer.update',
        'customer.remove',
        'followUp.create',
        'contact.create',
        'pool.release',
      ]),
    )
    expect(mine.allowed).not.toContain('pool.claim')
    expect(mine.allowed).not.toContain('pool.assign')
    const pooled = await allowedFor('report', 'customer', ids.masked!)
    expect(pooled.allowed).toContain('pool.claim')
    expect(pooled.allowed).not.toContain('pool.assign')
    expect(pooled.allowed).not.toContain('customer.update')
    const led = await allowedFor('teamLeader', 'customer', ids.masked!)
    expect(led.allowed).toEqual(expect.arrayContaining(['pool.claim', 'pool.assign']))
    const served = await allowedFor('serviceDesk', 'customer', ids.mine!)
    expect(served.allowed.sort()).toEqual([
      'asset.create',
      'attachment.create',
      'contact.create',
      'followUp.create',
      'reminder.done',
      'reminder.snooze',
      'serviceRequest.create',
      'task.create',
    ])
  })

  test('rules of the areas hide an action, or say why it is impossible in the reader’s language', async () => {
    const rules: Availability[] = [
      { action: 'pool.release', judge: () => 'hide' },
      { action: 'customer.remove', judge: ({ row }) => (row.owner_id ? { code: 'inUse' } : 'offer') },
    ]
    const record = await allowedFor('accountManager', 'customer', ids.mine!, rules)
    expect(record.allowed).not.toContain('pool.release')
    expect(record.allowed).not.toContain('customer.remove')
    expect(Object.keys(record.blocked)).toEqual(['customer.remove'])
    expect(record.blocked['customer.remove']).toMatch(/\p{Script=Han}/u)
  })

  test('a record in approval can be edited in its free fields and not removed; its approver may open it', async () => {
    const approval = v7()
    const refused = await refusalOf(allowedFor('serviceDesk', 'contract', ids.contract!))
    expect(refused.code).toBe('notFound')
    expect((await refusalOf(allowedFor('colleague', 'contract', ids.contract!))).code).toBe('notFound')
    await insertRow(db, 'approval', {
      id: approval,
      flow_id: v7(),
      flow_version: 1,
      flow_name: '',
      object: 'contract',
      record_id: ids.contract,
      applicant_id: person('accountManager').id,
      state: 'pending',
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
      approver_id: person('colleague').id,
      state: 'waiting',
    }
    await insertRow(db, 'approval_task', { ...task, created_at: at })
    await db.query(`update contract set state = 'submitted' where id = $1`, [ids.contract])
    const record = await allowedFor('accountManager', 'contract', ids.contract!)
    expect(record.allowed).toContain('contract.update')
    expect(record.allowed).not.toContain('contract.remove')
    expect(Object.keys(record.blocked)).toContain('contract.remove')
    expect((await allowedFor('colleague', 'contract', ids.contract!)).allowed).not.toContain(
      'contract.update',
    )
    await db.query(`update contract set state = 'draft' where id = $1`, [ids.contract])
  })
})

describe('pool.list', () => {
  test('a pool is open to its members, latest first, with their standing; to others it is not there', async () => {
    const standing = { held: 1, holdLimit: 30, today: 0, dayLimit: 2, waiting: 0 }
    const withQuota = { ...services, poolQuota: async () => standing }
    const later = new Date(at.getTime() + 1000).toISOString()
    const newest = await insertRecord(db, 'customer', { name: '新', pool: masking, pooledAt: later })
    for (const name of ['report', 'teamLeader', 'administrator']) {
      const answer = await listRecords(db, await actorFor(db, person(name)), withQuota, 'customer', {
        tab: { pool: masking },
      })
      expect(answer.rows.map(row => row.id)).toEqual([newest, ids.masked])
      expect(answer.quota).toEqual(standing)
    }
    for (const pool of [masking, v7()]) {
      const actor = await actorFor(db, person('accountManager'))
      const refusal = await refusalOf(listRecords(db, actor, withQuota, 'customer', { tab: { pool } }))
      expect(refusal).toEqual({ code: 'notFound', fields: [] })
    }
  })
})

describe('people.find', () => {
  test('finds colleagues by name, pinyin and initials, those near first, the inactive never', async () => {
    const actor = await actorFor(db, person('accountManager'))
    for (const [name, active] of [
      ['李娜', true],
      ['李宁', false],
    ] as const) {
      const { id } = await insertEmployee(db, company.organisationId, company.departments.service!, name)
      await db.query('update employee set search_keys = $2, active = $3 where id = $1', [
        id,
        textKeys([name]),
        active,
      ])
    }
    for (const words of ['李', 'lina', 'ln']) {
      const { people } = await findPeople(db, actor, words)
      expect(people.map(one => `${one.name} ${one.department}`)).toEqual(['李娜 服务部'])
    }
    const { people } = await findPeople(db, actor, '', 50)
    expect(people[0]!.department).toBe('销售部')
    expect((await findPeople(db, actor, '', 3)).people).toHaveLength(3)
    expect((await findPeople(db, actor, `' or 1=1`)).people).toEqual([])
  })
})

describe('meta.read', () => {
  test('gives no more than the roles permit, with a tag that changes with it', async () => {
    const metaOf = async (name: string) => {
      const actor = await actorFor(db, person(name))
      return readMeta(actor.access, await readMe(db, actor, 'wecom'))
    }
    const sales = await metaOf('accountManager')
    expect(sales.meta.objects.map(object => object.name)).toContain('lead')
    expect(Object.keys(sales.meta.actions)).toContain('pool.claim')
    expect(Object.keys(sales.meta.actions)).not.toContain('pool.assign')
    expect(Object.keys(sales.meta.actions)).not.toContain('product.create')
    expect(sales.meta.objects.find(object => object.name === 'product')?.verbs).toEqual(['query', 'view'])
    expect(sales.meta.me).toMatchObject({
      department: { name: '销售部' },
      organisation: '海川精工',
      platform: 'wecom',
    })
    const service = await metaOf('serviceDesk')
    expect(service.meta.objects.map(object => object.name)).not.toContain('lead')
    expect((await metaOf('nobody')).meta).toMatchObject({ objects: [], actions: {} })
    expect((await metaOf('accountManager')).etag).toBe(sales.etag)
    expect(service.etag).not.toBe(sales.etag)
  })
})

describe('record.view statements', () => {
  test('names of people and departments cost one statement, records one per kind', async () => {
    const actor = await actorFor(db, person('administrator'))
    const sql = recording(db)
    await listRecords(sql, actor, services, 'contract', {})
    // rows, count, customers, people and departments; nothing waits for approval
    expect(sql.asked.length).toBe(4)
  })
})
