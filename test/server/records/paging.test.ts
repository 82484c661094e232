import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import type { Database, Sql } from '@gonghai/server/db/database'
import type { EmployeeActor } from '@gonghai/server/kernel/actor'
import { listRecords } from '@gonghai/server/records/list'
import { v7 } from 'uuid'
import { at, type Company, insertCompany, insertRecord, insertRow, ownedBy } from './company'
import { actorFor, allPages, openTestDatabase, recording, refusalOf, services } from './reading'

let db: Database
let close: () => Promise<void>
let company: Company

/** Many customers of one owner in one statement; values repeat, and every fourth has none. */
async function insertMany(count: number, owner: string, prefix: string): Promise<void> {
  const columns = ownedBy(company.people[owner])
  await db.query(
    `insert into customer (id, created_at, updated_at, search_keys, number, name, next_contact_at,
       ${Object.keys(columns).join(', ')})
     select gen_random_uuid(), $1::timestamptz, $1::timestamptz + (i % 7) * interval '1 hour', '{}', $2 || i, 'N' || (i % 5),
       case when i % 4 = 0 then null else $1::timestamptz + (i % 3) * interval '1 day' end,
       ${Object.keys(columns)
         .map((_, index) => `$${index + 4}::uuid`)
         .join(', ')}
     from generate_series(1, $3::int) i`,
    [at, prefix, count, ...Object.values(columns)],
  )
}

beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  await insertMany(250, 'teamLeader', 'L')
  await insertMany(150, 'report', 'R')
  await insertMany(60, 'colleague', 'C')
  const colleagues = await db.query<{ id: string }>(`select id from customer where number like 'C%'`)
  for (const { id } of colleagues) await share(id, 'teamLeader')
  const shared = await db.query<{ id: string }>(`select id from customer where number like 'R1%'`)
  for (const { id } of shared) await share(id, 'teamLeader')
  await insertMany(40, 'accountManager', 'A')
})
afterAll(() => close())

async function share(record: string, with_: string): Promise<void> {
  const employee = company.people[with_]!.id
  await insertRow(db, 'team_member', {
    object: 'customer',
    record_id: record,
    employee_id: employee,
    access: 'read',
    created_at: at,
  })
}

const orders = ['-updatedAt', 'updatedAt', 'nextContactAt', '-nextContactAt', 'name', '-name', '-createdAt']

describe('list.cursor', () => {
  test.each(orders)('by %s, pages through 460 rows without loss or repetition', async sort => {
    const actor = await actorFor(db, company.people.teamLeader!)
    const pages = await allPages(db, actor, 'customer', { sort, limit: 17 })
    const rows = pages.flatMap(page => page.rows)
    expect(rows).toHaveLength(460)
    expect(new Set(rows.map(row => row.id)).size).toBe(460)
    expect(new Set(pages.map(page => page.count))).toEqual(new Set([460]))
    expect(pages.slice(0, -1).every(page => page.rows.length === 17)).toBe(true)
    const [field, down] = [sort.replace('-', ''), sort.startsWith('-')]
    const ranks = rows.map(row => {
      const value =
        field === 'updatedAt' ? row.updatedAt : field === 'createdAt' ? row.createdAt : row.values[field]
      return [value as string | null, row.id] as const
    })
    const sorted = ranks.toSorted(([a, one], [b, other]) => {
      if ((a === null) !== (b === null)) return a === null ? 1 : -1
      const order = a === b ? (one < other ? -1 : 1) : a! < b! ? -1 : 1
      return down ? -order : order
    })
    expect(ranks).toEqual(sorted)
  })

  test('rows that come and go between pages cost neither the others nor a repetition', async () => {
    const actor = await actorFor(db, company.people.accountManager!)
    const first = await listRecords(db, actor, services, 'customer', { limit: 20 })
    const gone = first.rows.at(-1)!.id
    await db.query('update customer set deleted_at = $2 where id = $1', [gone, at])
    await insertRecord(
      db,
      'customer',
      {},
      { owner: company.people.accountManager!, updatedAt: new Date('2027-01-01') },
    )
    const second = await listRecords(db, actor, services, 'customer', { limit: 20, cursor: first.next })
    expect(second.rows).toHaveLength(20)
    expect(second.next).toBeNull()
    const ids = new Set([...first.rows, ...second.rows].map(row => row.id))
    expect(ids.size).toBe(40)
  })

  test('is refused when changed, taken from another query or person, or after a change of permissions', async () => {
    const actor = await actorFor(db, company.people.teamLeader!)
    const { next } = await listRecords(db, actor, services, 'customer', { limit: 5 })
    const turned = Buffer.from(next!, 'base64url').map((byte, at, all) =>
      at === all.length - 1 ? byte ^ 1 : byte,
    )
    const forged = Buffer.from(JSON.stringify(['2030-01-01T00:00:00.000Z', v7(), 1])).toString('base64url')
    const tries: [EmployeeActor, object][] = [
      [actor, { cursor: forged }],
      [actor, { cursor: next!.slice(0, -4) }],
      [actor, { cursor: Buffer.from(turned).toString('base64url') }],
      [actor, { cursor: 'x' }],
      [actor, { cursor: next, sort: 'name' }],
      [actor, { cursor: next, filter: { field: 'name', op: 'eq', value: 'N1' } }],
      [actor, { cursor: next, tab: 'mine' }],
      [actor, { cursor: next, search: 'n' }],
      [await actorFor(db, company.people.report!), { cursor: next }],
    ]
    for (const [who, query] of tries) {
      expect(await refusalOf(listRecords(db, who, services, 'customer', query))).toEqual({
        code: 'invalidInput',
        fields: [{ path: 'cursor', rule: 'format' }],
      })
    }
    expect(
      (await listRecords(db, actor, services, 'customer', { limit: 9, cursor: next })).rows,
    ).toHaveLength(9)
    expect((await refusalOf(listRecords(db, actor, services, 'contact', { cursor: next }))).code).toBe(
      'invalidInput',
    )
    await bumpPermissionEpoch(db, at)
    const later = await actorFor(db, company.people.teamLeader!)
    expect((await refusalOf(listRecords(db, later, services, 'customer', { cursor: next }))).code).toBe(
      'invalidInput',
    )
  })
})

describe('list.tab', () => {
  test('mine and group are the owner’s and the leader’s own part of what they list', async () => {
    const actor = await actorFor(db, company.people.teamLeader!)
    const counts = async (query: object) => (await listRecords(db, actor, services, 'customer', query)).count
    expect(await counts({ tab: 'mine' })).toBe(250)
    expect(await counts({ tab: 'group' })).toBe(400)
    expect(await counts({ tab: 'all' })).toBe(460)
    const groups = await allPages(db, actor, 'customer', { tab: 'group', limit: 100, sort: 'nextContactAt' })
    expect(new Set(groups.flatMap(page => page.rows.map(row => row.id))).size).toBe(400)
  })
})

interface Plan {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  Plans?: Plan[]
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

/** The plans of the statements that `work` asks of table customer. */
async function plansOf(work: (sql: Sql) => Promise<unknown>): Promise<Plan[][]> {
  const sql = recording(db)
  await work(sql)
  const plans: Plan[][] = []
  for (const { text, params } of sql.asked.filter(one => one.text.includes('"customer"'))) {
    const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${text}`, params)
    plans.push(flat(row!['QUERY PLAN'][0].Plan))
  }
  return plans
}

describe('list.plan, with 20,000 customers of other people', () => {
  beforeAll(async () => {
    await insertMany(20_000, 'departmentManager', 'M')
    for (const prefix of ['A', 'B', 'D', 'E']) await insertMany(30, 'serviceEngineer', `${prefix}S`)
    await db.query('analyze customer')
    await db.query('analyze team_member')
  })

  test('a salesperson’s list reads the owner’s index in its order and never the whole table', async () => {
    const actor = await actorFor(db, company.people.accountManager!)
    for (const query of [{}, { tab: 'mine' }]) {
      const plans = await plansOf(sql => listRecords(sql, actor, services, 'customer', query))
      expect(plans.length).toBe(2)
      for (const nodes of plans) {
        expect(
          nodes.filter(node => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'customer'),
        ).toEqual([])
      }
      const indexes = plans[0]!.map(node => node['Index Name'])
      expect(indexes).toContain('customer_owner_id_updated_at_id_idx')
    }
  })

  test('a manager’s and an administrator’s list read an index in its order', async () => {
    for (const role of ['departmentManager', 'administrator'] as const) {
      const actor = await actorFor(db, company.people[role]!)
      const [rows] = await plansOf(sql => listRecords(sql, actor, services, 'customer', {}))
      // A tree of nearly all customers may as well be read from the index of all.
      expect(rows!.map(node => node['Index Name'])).toContainEqual(
        expect.stringMatching(/^customer_(dept2_)?updated_at_id_idx$/),
      )
      expect(
        rows!.filter(node => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'customer'),
      ).toEqual([])
    }
  })

  test('the count of a long list is capped, and taken once', async () => {
    const actor = await actorFor(db, company.people.administrator!)
    const first = await listRecords(db, actor, services, 'customer', {})
    expect(first.count).toBe(1000)
    const sql = recording(db)
    const second = await listRecords(sql, actor, services, 'customer', { cursor: first.next })
    expect(second.count).toBe(1000)
    expect(sql.asked.filter(({ text }) => text.includes('count('))).toEqual([])
  })

  test('a page is four statements, however many rows it has', async () => {
    const actor = await actorFor(db, company.people.administrator!)
    for (const limit of [1, 100]) {
      const sql = recording(db)
      await listRecords(sql, actor, services, 'customer', { limit })
      expect(sql.asked.length).toBe(4)
    }
  })
})
