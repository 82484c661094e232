import type { Database } from '@gonghai/server/db/database'
import { readRecord } from '@gonghai/server/records/detail'
import { listRecords } from '@gonghai/server/records/list'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objectList } from '@gonghai/shared/objects'
import { v7 } from 'uuid'
import { at, type Company, insertCompany, insertRecord, insertRow, required } from './company'
import { actorFor, listedIds, openTestDatabase, refusalOf, services } from './reading'

const owners = [
  'departmentManager',
  'teamLeader',
  'accountManager',
  'report',
  'colleague',
  'serviceEngineer',
  'serviceDesk',
]

let db: Database
let close: () => Promise<void>
let company: Company
let pool: string
/** Per object: ids of its living records by whose they are; `pooled` without an owner, `shared` a colleague's. */
const records: Partial<Record<ObjectName, Record<string, string>>> = {}

beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  const { accountManager, report, administrator } = company.people
  pool = await insertRecord(db, 'pool', { members: [report!.id], administrators: [administrator!.id] })
  records.pool = { open: pool }
  records.product = { open: await insertRecord(db, 'product') }
  records.partner = { open: await insertRecord(db, 'partner') }
  for (const object of objectList.filter(one => one.can.owned))
    records[object.name] = await ownedRecords(object)
  for (const name of ['followUp', 'attachment'] as const) {
    const at = Object.entries(records.customer!).map(async ([owner, id]) => [
      owner,
      await insertRecord(db, name, { record: `customer:${id}` }, { createdBy: accountManager!.id }),
    ])
    records[name] = Object.fromEntries(await Promise.all(at))
  }
})
afterAll(() => close())

async function ownedRecords(object: ObjectDeclaration): Promise<Record<string, string>> {
  const made: Record<string, string> = {}
  const customer = records.customer?.accountManager
  const values: Record<string, string> = {
    ...(object.fields.customer ? { customer: customer! } : {}),
    ...(object.fields.request ? { request: records.serviceRequest!.accountManager! } : {}),
  }
  for (const name of owners) {
    made[name] = await insertRecord(db, object.name, values, { owner: company.people[name]! })
  }
  await insertRecord(db, object.name, values, {
    owner: company.people.accountManager!,
    columns: { deleted_at: at },
  })
  const lying: Record<string, string> = object.can.pooled ? { pool, pooledAt: at.toISOString() } : {}
  made.pooled = await insertRecord(db, object.name, { ...values, ...lying })
  if (!object.can.team) return made
  made.shared = await insertRecord(db, object.name, values, { owner: company.people.colleague! })
  await insertRow(db, 'team_member', {
    object: object.name,
    record_id: made.shared,
    employee_id: company.people.accountManager!.id,
    access: 'read',
    created_at: at,
  })
  return made
}

const everything = (object: ObjectDeclaration) => Object.keys(records[object.name]!)
const inSales = ['departmentManager', 'teamLeader', 'accountManager', 'colleague', 'shared']

/** Whose records each role lists of an owned object; null = the role may not list it at all. */
const lists: Record<string, (object: ObjectDeclaration) => string[] | null> = {
  superAdministrator: everything,
  administrator: everything,
  departmentManager: () => inSales,
  teamLeader: () => ['teamLeader', 'report'],
  accountManager: () => ['accountManager', 'shared'],
  report: () => ['report'],
  colleague: () => ['colleague', 'shared'],
  serviceEngineer: object => serviceList(object, 'serviceEngineer'),
  serviceDesk: object => serviceList(object, 'serviceDesk'),
  nobody: () => null,
}

/** What all of service sees of the whole company. */
const inService = ['customer', 'contact', 'asset']

function serviceList(object: ObjectDeclaration, me: string): string[] | null {
  const all = me === 'serviceDesk' ? [...inService, 'serviceRequest', 'workOrder'] : inService
  if (all.includes(object.name)) return everything(object)
  return ['task', 'serviceRequest', 'workOrder'].includes(object.name) ? [me] : null
}

/** What a role may open besides what it lists: what lies in its pools. */
const opens: Record<string, string[]> = { report: ['pooled'] }

const expected = (object: ObjectDeclaration, owned: string[] | null) =>
  owned?.filter(name => name in records[object.name]!).map(name => records[object.name]![name]!)

const owned = objectList.filter(object => object.can.owned).map(object => object.name)
const open = ['pool', 'product', 'partner'] as const
const attached = ['followUp', 'attachment'] as const
const objectName = (name: ObjectName) => String(required[name]!.name ?? required[name]!.title)
const declared = (name: ObjectName) => objectList.find(object => object.name === name)!

describe.each(Object.keys(lists))('every object, for %s (SET-2, SET-3)', role => {
  test.each(owned)('%s.query lists what the scope allows and nothing else', async name => {
    const actor = await actorFor(db, company.people[role]!)
    const wanted = expected(declared(name), lists[role]!(declared(name)))
    if (!wanted) {
      expect((await refusalOf(listRecords(db, actor, services, name, {}))).code).toBe('notPermitted')
      return
    }
    const answer = await listRecords(db, actor, services, name, { limit: 100 })
    expect(answer.rows.map(row => row.id).sort()).toEqual(wanted.sort())
    expect(answer.count).toBe(wanted.length)
  })

  test.each(owned)('%s.view opens what the scope allows; hidden and missing answer alike', async name => {
    const actor = await actorFor(db, company.people[role]!)
    const object = declared(name)
    const allowed = new Set(expected(object, lists[role]!(object)))
    for (const extra of object.can.pooled ? (opens[role] ?? []) : []) allowed.add(records[name]![extra]!)
    const missing = await refusalOf(readRecord(db, actor, services, name, v7()))
    expect(missing).toEqual({ code: 'notFound', fields: [] })
    for (const id of Object.values(records[name]!)) {
      if (allowed.has(id)) {
        expect((await readRecord(db, actor, services, name, id)).record.id).toBe(id)
      } else {
        expect(await refusalOf(readRecord(db, actor, services, name, id))).toEqual(missing)
      }
    }
  })

  test.each(open)('%s is open to whoever has the permission', async name => {
    const actor = await actorFor(db, company.people[role]!)
    const permitted = actor.access.permissions.has(`${name}.query`)
    if (permitted) expect(await listedIds(db, actor, name)).toEqual([records[name]!.open])
    else expect((await refusalOf(listRecords(db, actor, services, name, {}))).code).toBe('notPermitted')
  })

  test.each(attached)('%s is read through its record', async name => {
    const actor = await actorFor(db, company.people[role]!)
    if (!actor.access.permissions.has(`${name}.query`)) return expect(role).toBe('nobody')
    const customers = new Set(lists[role]!(declared('customer')))
    for (const extra of opens[role] ?? []) customers.add(extra)
    for (const [owner, id] of Object.entries(records.customer!)) {
      const filter = { field: 'record', op: 'eq', value: `customer:${id}` }
      const wanted = customers.has(owner) ? [records[name]![owner]] : []
      expect(await listedIds(db, actor, name, { filter })).toEqual(wanted)
    }
  })
})

describe('every object', () => {
  test.each(objectList.map(object => object.name))(
    '%s: an id that is none answers like a missing one',
    async name => {
      const actor = await actorFor(db, company.people.administrator!)
      for (const id of ['1', "' or 1=1 --", '', 'constructor', '../..']) {
        expect((await refusalOf(readRecord(db, actor, services, name, id))).code).toBe('notFound')
      }
    },
  )

  test.each(owned)('%s: a transaction reads the same as the pool of connections', async name => {
    for (const role of Object.keys(lists).filter(one => lists[one]!(declared(name)))) {
      const actor = await actorFor(db, company.people[role]!)
      const query = { limit: 100, search: objectName(name), filter: { field: 'owner', op: 'notEmpty' } }
      const outside = await listRecords(db, actor, services, name, query)
      expect(await db.transaction(tx => listRecords(tx, actor, services, name, query))).toEqual(outside)
      const [first] = outside.rows
      if (!first) continue
      const record = await readRecord(db, actor, services, name, first.id)
      expect(await db.transaction(tx => readRecord(tx, actor, services, name, first.id))).toEqual(record)
    }
  })

  test('an object that is none answers notFound', async () => {
    const actor = await actorFor(db, company.people.administrator!)
    for (const name of [
      'constructor',
      '__proto__',
      'employee',
      'session',
      'customer"; drop table customer; --',
    ]) {
      expect((await refusalOf(listRecords(db, actor, services, name, {}))).code).toBe('notFound')
      expect((await refusalOf(readRecord(db, actor, services, name, v7()))).code).toBe('notFound')
    }
  })

  test('attached objects are listed at their record or as the reader’s own', async () => {
    const actor = await actorFor(db, company.people.accountManager!)
    for (const name of attached) {
      const refusal = await refusalOf(listRecords(db, actor, services, name, {}))
      expect(refusal).toEqual({ code: 'invalidInput', fields: [{ path: 'filter', rule: 'required' }] })
      const below = { or: [{ field: 'record', op: 'eq', value: `customer:${records.customer!.report}` }] }
      expect((await refusalOf(listRecords(db, actor, services, name, { filter: below }))).code).toBe(
        'invalidInput',
      )
      const mine = await listedIds(db, actor, name, { tab: 'mine' })
      expect(mine.sort()).toEqual([records[name]!.accountManager, records[name]!.shared].sort())
    }
  })

  test('a record of the bin is neither listed nor opened', async () => {
    const actor = await actorFor(db, company.people.administrator!)
    const [binned] = await db.query<{ id: string }>('select id from customer where deleted_at is not null')
    expect(await listedIds(db, actor, 'customer')).not.toContain(binned!.id)
    expect((await refusalOf(readRecord(db, actor, services, 'customer', binned!.id))).code).toBe('notFound')
  })
})
