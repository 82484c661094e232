import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import type { Database } from '@gonghai/server/db/database'
import type { EmployeeActor } from '@gonghai/server/kernel/actor'
import { listRecords } from '@gonghai/server/records/list'
import { exactCount } from '@gonghai/server/records/list/count'
import { readMeta } from '@gonghai/server/records/meta'
import { at, type Company, insertCompany, insertRecord } from './company'
import { actorFor, listedIds, openTestDatabase, refusalOf, services } from './reading'

let db: Database
let close: () => Promise<void>
let company: Company
/** Lists all customers, opens only own ones. */
let reader: EmployeeActor
let own: string
let other: string
beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  await db.query(
    `update role set scopes = '{"*":{"query":"all","view":"own","edit":"own"}}'::jsonb where key = 'accountManager'`,
  )
  await bumpPermissionEpoch(db, at)
  reader = await actorFor(db, company.people.accountManager!)
  const values = { phone: '13800138046', taxNumber: '91320500MA1XYZ', remark: '要八折', level: 'A' }
  own = await insertRecord(
    db,
    'customer',
    { name: '自己的机械', ...values },
    {
      owner: company.people.accountManager!,
      number: 'KH-20261121-0001',
    },
  )
  other = await insertRecord(
    db,
    'customer',
    { name: '别人的机械', industry: 'machinery', ...values },
    {
      owner: company.people.report!,
      number: 'KH-20261121-8046',
    },
  )
})
afterAll(() => close())

const found = (query: Record<string, unknown>) => listedIds(db, reader, 'customer', query)
const leaf = (field: string, op: string, value?: unknown) => ({
  filter: value === undefined ? { field, op } : { field, op, value },
})

describe('what may be listed but not opened (SET-2)', () => {
  test('is listed by what names it, with nothing else of it', async () => {
    const { rows } = await listRecords(db, reader, services, 'customer', {})
    const seen = rows.find(row => row.id === other)!
    expect(seen.restricted).toBe(true)
    expect(seen.values).not.toHaveProperty('phone')
  })

  test.each([
    leaf('phone', 'contains', '0138'),
    leaf('phone', 'ne', '10000'),
    leaf('phone', 'notEmpty'),
    leaf('remark', 'contains', '八折'),
    leaf('level', 'in', ['A']),
    leaf('website', 'empty'),
    {
      filter: {
        or: [
          { field: 'level', op: 'eq', value: 'A' },
          { field: 'remark', op: 'notEmpty' },
        ],
      },
    },
    { search: '13800138046' },
    { search: '91320500MA1XYZ' },
    { search: '20500ma1' },
  ])('is not found by what is not shown of it: %j', async query => {
    expect(await found(query)).toEqual([own])
    expect(await exactCount(db, reader, 'customer', query, at)).toBe(1)
    expect((await listRecords(db, reader, services, 'customer', query)).count).toBe(1)
  })

  test.each([
    leaf('industry', 'eq', 'machinery'),
    leaf('name', 'contains', '别人'),
    { filter: { field: 'owner', op: 'ne', value: 'me' } },
    { search: '别人的' },
    { search: 'brdjx' },
    { search: 'kh202611218046' },
  ])('is found by what names it: %j', async query => {
    const asked = JSON.parse(JSON.stringify(query).replace('"me"', JSON.stringify(reader.employeeId)))
    expect(await found(asked)).toContain(other)
  })

  test('the last digits of a phone don’t find it; those of its number do', async () => {
    expect(await found({ search: '8046' })).toEqual(expect.arrayContaining([own, other]))
    const third = await insertRecord(
      db,
      'customer',
      { name: '第三家', phone: '13900139999' },
      {
        owner: company.people.report!,
        number: 'KH-20261121-0003',
      },
    )
    expect(await found({ search: '9999' })).toEqual([])
    expect(await found({ search: '0003' })).toEqual([third])
  })

  test('no order by what is not shown: it would tell the values by their neighbours', async () => {
    for (const sort of ['nextContactAt', '-followDue', 'lastFollowAt', 'signDue']) {
      const { fields } = await refusalOf(listRecords(db, reader, services, 'customer', { sort }))
      expect(fields).toEqual([{ path: 'sort', rule: 'option' }])
    }
    for (const sort of ['name', '-updatedAt', 'createdAt']) expect(await found({ sort })).toContain(other)
    const me = { id: reader.employeeId } as never
    const offered = readMeta(reader.access, me).meta.objects.find(one => one.name === 'customer')!.fields
    expect(offered.nextContactAt!.sortable).toBeUndefined()
    expect(offered.name!.sortable).toBe(true)
  })

  test('a cursor says nothing of the record where its page ended', async () => {
    const { next } = await listRecords(db, reader, services, 'customer', { limit: 1, sort: 'name' })
    const inside = Buffer.from(next!, 'base64url').toString()
    for (const told of [own, other, '机械']) expect(`${inside} ${next}`).not.toContain(told)
  })
})
