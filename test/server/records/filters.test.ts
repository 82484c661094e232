import type { Database } from '@gonghai/server/db/database'
import type { EmployeeActor } from '@gonghai/server/kernel/actor'
import { tableOf } from '@gonghai/server/records/columns'
import { listRecords } from '@gonghai/server/records/list'
import { operators } from '@gonghai/server/records/list/filter'
import type { Value } from '@gonghai/shared/client/api'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'
import { objectList as allObjects } from '@gonghai/shared/objects'
import { v7 } from 'uuid'
import { at, type Company, insertCompany, insertRecord, required } from './company'
import { actorFor, listedIds, openTestDatabase, refusalOf, services } from './reading'

/** A request has one survey at most, so that there is never a list of them to filter. */
const objectList = allObjects.filter(object => object.name !== 'survey')

/** One record as it was made: the value of every field that can be filtered. */
type Made = { id: string; values: Record<string, Value> }

let db: Database
let close: () => Promise<void>
let company: Company
let actor: EmployeeActor
let customer: string
const made = new Map<string, Made[]>()

beforeAll(async () => {
  ;({ db, close } = await openTestDatabase())
  company = await insertCompany(db)
  actor = await actorFor(db, company.people.superAdministrator!)
  customer = await insertRecord(db, 'customer', {}, { owner: company.people.accountManager })
  for (const object of objectList) made.set(object.name, await makeRecords(object))
  await db.query('delete from customer where id = $1 and not exists (select 1 from contact)', [customer])
})
afterAll(() => close())

const people = () => [company.people.accountManager!, company.people.teamLeader!]
const hour = 3_600_000

/** Three values of a kind, in rising order; records get them in turn, and none where they may have none. */
const samples: Record<Exclude<Field['kind'], 'lines' | 'files'>, (field: Field) => Value[]> = {
  text: () => ['Alpha One', 'beta', '海川精工'],
  longText: () => ['Alpha\nOne', 'beta', '海川精工'],
  phone: () => ['13800138000', '13900139000', '021-58881234'],
  email: () => ['a@b.cn', 'c@d.cn', 'e@f.cn'],
  url: () => ['https://a.cn', 'https://b.cn', 'https://c.cn'],
  integer: () => [1, 2, 10],
  decimal: () => ['1.0000', '2.0000', '10.0000'],
  money: () => ['1.00', '2.50', '10.00'],
  percent: () => ['1.00', '2.50', '10.00'],
  date: () => ['2026-01-01', '2026-02-01', '2026-11-01'],
  dateTime: () => [0, 1, 2].map(hours => new Date(at.getTime() + hours * hour).toISOString()),
  boolean: () => [true, false, true],
  choice: field => [...field.options!, ...field.options!].slice(0, 3),
  choices: field => field.options!.map(option => [option]),
  reference: () => [],
  record: () => [`customer:${customer}`, `customer:${v7()}`, `customer:${v7()}`],
  tags: () => [[v7()], [v7()], []],
  people: () => people().map(person => [person.id]),
}

function sample(object: ObjectDeclaration, name: string, field: Field, turn: number): Value {
  if (field.target === 'employee' && name !== 'owner') return people()[turn % 2]!.id
  if (field.target === 'file') return v7()
  if (field.unique) return `${name} ${turn}`
  if (field.kind === 'reference' && field.required && field.target !== 'customer') return v7()
  if (field.kind === 'reference') return field.target === 'customer' ? customer : null
  if (object.parent === name) return `customer:${customer}`
  const values = samples[field.kind as Exclude<Field['kind'], 'lines' | 'files'>](field)
  const round = turn % (field.required ? values.length : values.length + 1)
  return values[round] ?? null
}

async function makeRecords(object: ObjectDeclaration): Promise<Made[]> {
  const fields = Object.entries(object.fields).filter(([, field]) => field.kind !== 'lines')
  const records: Made[] = []
  for (let turn = 0; turn < 8; turn++) {
    const values = Object.fromEntries(
      fields.map(([name, field]) => [name, sample(object, name, field, turn)]),
    )
    for (const [name, value] of Object.entries(required[object.name] ?? {})) values[name] ??= value
    for (const [name, field] of fields) if (field.initial !== undefined) values[name] ??= field.initial
    const owner = object.can.owned ? people()[turn % 2]! : undefined
    const updatedAt = new Date(at.getTime() + (turn % 3) * hour)
    const id = await insertRecord(db, object.name, values, { owner, updatedAt, createdBy: actor.employeeId })
    const common = {
      createdAt: at.toISOString(),
      createdBy: actor.employeeId,
      updatedAt: updatedAt.toISOString(),
      updatedBy: null,
      ...(owner ? { owner: owner.id, department: owner.departmentId } : {}),
    }
    records.push({ id, values: { ...values, ...common } })
  }
  return records
}

const number = new Set<Field['kind']>(['decimal', 'money', 'percent'])

function comparable(field: Field, value: Value): number | string {
  if (number.has(field.kind)) return Number(value)
  return typeof value === 'number' ? value : String(value)
}

/** What a condition says, told without SQL. */
function holds(field: Field, op: string, value: Value, wanted: Value): boolean {
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  if (op === 'empty') return isEmpty
  if (op === 'notEmpty') return !isEmpty
  if (op === 'ne') return isEmpty || value !== wanted
  if (isEmpty) return false
  if (op === 'contains') {
    if (Array.isArray(value)) return (value as string[]).includes(wanted as string)
    return String(value).toLowerCase().includes(String(wanted).toLowerCase())
  }
  const [a, b] = [comparable(field, value), comparable(field, wanted)]
  const table: Record<string, boolean> = {
    eq: a === b,
    in: Array.isArray(value) ? (value as string[]).includes(wanted as string) : a === b,
    lt: a < b,
    lte: a <= b,
    gt: a > b,
    gte: a >= b,
  }
  return table[op]!
}

const filterable = objectList.flatMap(object =>
  [...tableOf(object).byField.values()]
    .filter(column => column.field !== 'number')
    .map(column => [object.name, column.field, column.declaration, object] as const),
)

describe('list.filter on every field of every object', () => {
  test.each(filterable)('%s.%s', async (name, field, declaration, object) => {
    const records = made.get(name)!
    const masked = declaration.read === 'maskedInPool'
    const values = [...new Set(records.map(record => record.values[field]).filter(value => value !== null))]
    const wanted = (Array.isArray(values[0]) ? (values[0] as string[])[0] : values[0]) as Value
    for (const op of operators[declaration.kind]) {
      const part = op === 'contains' && typeof wanted === 'string' && !Array.isArray(values[0])
      const asked = part ? wanted.slice(1, 4).toUpperCase().replace('\n', ' ') : (wanted ?? v7())
      const value = op === 'in' ? [asked] : asked
      const leaf = op === 'empty' || op === 'notEmpty' ? { field, op } : { field, op, value }
      const at = { field: object.parent, op: 'eq', value: `customer:${customer}` }
      const filter = object.parent ? { and: [at, leaf] } : leaf
      const found = await listedIds(db, actor, name, { filter })
      const expected = records.filter(record =>
        holds(declaration, op, record.values[field] ?? null, asked as Value),
      )
      const readable = masked ? expected.filter(record => record.values.owner) : expected
      const mine = new Set(records.map(record => record.id))
      const ids = found.filter(id => mine.has(id)).sort()
      expect({ op, ids }).toEqual({ op, ids: readable.map(record => record.id).sort() })
    }
  })
})

const sorts = objectList.flatMap(object =>
  [...tableOf(object).byField.values()]
    .filter(column => column.declaration.sortable)
    .flatMap(column => [
      [object.name, column.field, column.declaration, object] as const,
      [object.name, `-${column.field}`, column.declaration, object] as const,
    ]),
)

describe('list.sort by every sortable field', () => {
  test.each(sorts)(
    '%s by %s, in pages of three, what is empty last',
    async (name, sort, declaration, object) => {
      const [field, down] = [sort.replace('-', ''), sort.startsWith('-')]
      const filter = object.parent && { field: object.parent, op: 'eq', value: `customer:${customer}` }
      const found = await listedIds(db, actor, name, { sort, limit: 3, ...(filter ? { filter } : {}) })
      const records = made.get(name)!
      const mine = new Set(records.map(record => record.id))
      const rank = (record: Made) => record.values[field] ?? null
      const sorted = records.toSorted((one, other) => {
        const [a, b] = [rank(one), rank(other)]
        if ((a === null) !== (b === null)) return a === null ? 1 : -1
        const order = a === b ? 0 : comparable(declaration, a) < comparable(declaration, b) ? -1 : 1
        return (order || (one.id < other.id ? -1 : 1)) * (down ? -1 : 1)
      })
      expect(found.filter(id => mine.has(id))).toEqual(sorted.map(record => record.id))
    },
  )
})

const leaf = { field: 'name', op: 'eq', value: 'x' }
const nested = (depth: number): object => (depth === 1 ? leaf : { and: [nested(depth - 1)] })

/** Queries that are refused, with the paths that are named. */
const bad: [string, object, string[]][] = [
  ['an unknown key', { offset: 5 }, ['offset unknown']],
  ['an unknown field', { filter: { field: 'nope', op: 'eq', value: 1 } }, ['filter.field unknown']],
  ['a column', { filter: { field: 'owner_id', op: 'eq', value: v7() } }, ['filter.field unknown']],
  ['a prototype', { filter: { field: '__proto__', op: 'eq', value: 1 } }, ['filter.field unknown']],
  [
    'SQL for a field',
    { filter: { field: "name' or 1=1 --", op: 'eq', value: 'x' } },
    ['filter.field unknown'],
  ],
  ['SQL for an operator', { filter: { field: 'name', op: '= 1 or 1=1', value: 'x' } }, ['filter.op option']],
  ['an operator of another kind', { filter: { field: 'name', op: 'lt', value: 'x' } }, ['filter.op option']],
  [
    'a value of another kind',
    { filter: { field: 'employees', op: 'gt', value: 'many' } },
    ['filter.value format'],
  ],
  ['a missing value', { filter: { field: 'name', op: 'eq' } }, ['filter.value format']],
  ['a value too much', { filter: { field: 'name', op: 'empty', value: 1 } }, ['filter.value unknown']],
  ['a key too much', { filter: { ...leaf, not: true } }, ['filter.not unknown']],
  ['NUL', { filter: { ...leaf, value: 'a\u0000' } }, ['filter.value format']],
  [
    'an option that is none',
    { filter: { field: 'level', op: 'in', value: ['A', 'Z'] } },
    ['filter.value.1 format'],
  ],
  ['no list', { filter: { field: 'level', op: 'in', value: 'A' } }, ['filter.value type']],
  ['a list for one', { filter: { ...leaf, value: ['x'] } }, ['filter.value format']],
  ['no tree', { filter: [leaf] }, ['filter type']],
  ['no group', { filter: { and: leaf } }, ['filter.and type']],
  [
    'two wrong leaves',
    { filter: { or: [{ ...leaf, op: 1 }, 5] } },
    ['filter.or.0.op option', 'filter.or.1 type'],
  ],
  ['a tree too deep', { filter: nested(6) }, ['filter.and.0.and.0.and.0.and.0.and.0 tooLarge']],
  ['too many leaves', { filter: { or: Array(31).fill(leaf) } }, ['filter.or tooLarge']],
  [
    'too many leaves in groups',
    { filter: { or: [{ and: Array(20).fill(leaf) }, { and: Array(11).fill(leaf) }] } },
    ['filter.or.1.and.10 tooLarge'],
  ],
  ['a field that has no order', { sort: 'phone' }, ['sort option']],
  ['SQL for a sort', { sort: 'name; drop table customer' }, ['sort option']],
  ['no sort', { sort: 5 }, ['sort type']],
  ['a limit of none', { limit: 0 }, ['limit tooSmall']],
  ['a limit too large', { limit: 101 }, ['limit tooLarge']],
  ['half a limit', { limit: 1.5 }, ['limit type']],
  ['a search too long', { search: 'x'.repeat(101) }, ['search tooLong']],
  ['a tab that is none', { tab: 'theirs' }, ['tab option']],
  ['a prototype as a tab', { tab: 'constructor' }, ['tab option']],
  ['a pool that is none', { tab: { pool: '1' } }, ['tab.pool format']],
  [
    'all at once',
    { x: 1, filter: 1, sort: 1, limit: 'a', tab: 1, search: 1, cursor: 1 },
    ['cursor type', 'filter type', 'limit type', 'search type', 'sort type', 'tab option', 'x unknown'],
  ],
]

describe('list.query', () => {
  test.each(bad)('refuses %s by path', async (_what, query, paths) => {
    const refusal = await refusalOf(listRecords(db, actor, services, 'customer', query))
    expect(refusal.code).toBe('invalidInput')
    expect(refusal.fields.map(({ path, rule }) => `${path} ${rule}`).sort()).toEqual(paths)
  })

  test.each([null, [], 'x', 5])('refuses %j as a whole', async query => {
    const refusal = await refusalOf(listRecords(db, actor, services, 'customer', query))
    expect(refusal).toEqual({ code: 'invalidInput', fields: [{ path: '', rule: 'type' }] })
  })

  test('takes a filter as deep and as wide as allowed', async () => {
    expect(await listedIds(db, actor, 'customer', { filter: nested(5) })).toEqual([])
    expect(await listedIds(db, actor, 'customer', { filter: { or: Array(30).fill(leaf) } })).toEqual([])
    expect(await listedIds(db, actor, 'customer', { filter: { or: [] } })).toEqual([])
    expect(await listedIds(db, actor, 'customer', { filter: { and: [] } })).not.toEqual([])
  })

  test('a value is never part of the statement', async () => {
    const filter = { field: 'name', op: 'contains', value: `%' or '1'='1` }
    expect(await listedIds(db, actor, 'customer', { filter })).toEqual([])
    expect(await listedIds(db, actor, 'customer', { search: `' or 1=1 --` })).toEqual([])
  })

  test.each(['product', 'pool'])('%s has no tab of the reader’s own', async name => {
    expect((await refusalOf(listRecords(db, actor, services, name, { tab: 'mine' }))).fields).toEqual([
      { path: 'tab', rule: 'option' },
    ])
    expect((await refusalOf(listRecords(db, actor, services, name, { tab: { pool: v7() } }))).fields).toEqual(
      [{ path: 'tab', rule: 'option' }],
    )
  })
})
