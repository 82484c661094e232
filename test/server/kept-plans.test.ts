import { type Database, openDatabase, type Tx } from '@gonghai/server/db/database'
import { keepPlan } from '@gonghai/server/db/kept-plans'
import { type TestDatabase, testDatabase } from '../support/database'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  // One connection: what a call leaves behind meets the next.
  db = openDatabase({ url: database.url, connections: 1, onError: () => undefined })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const known = (sql: Pick<Tx, 'query'>, text: string) =>
  sql.query<{ name: string }>('select name from pg_prepared_statements where statement = $1', [text])

describe('a statement whose plan is kept', () => {
  test('is prepared once per connection, in transactions and outside; others are not', async () => {
    const text = keepPlan('select $1::int + 1 as sum')
    const plain = 'select $1::int + 2 as sum'
    for (const value of [1, 2]) {
      expect(await db.query(text, [value])).toEqual([{ sum: value + 1 }])
      expect(await db.query(plain, [value])).toEqual([{ sum: value + 2 }])
    }
    await db.transaction(async tx => {
      const both = await Promise.all([tx.query(text, [5]), tx.query(text, [6])])
      expect(both).toEqual([[{ sum: 6 }], [{ sum: 7 }]])
      expect(await known(tx, text)).toHaveLength(1)
      expect(await known(tx, plain)).toEqual([])
    })
  })

  test('works after it met a transaction that had failed, and after it failed itself', async () => {
    const text = keepPlan('select 10 / $1::int as part')
    const failed = db.transaction(tx =>
      Promise.all([tx.query('select 1 / 0'), tx.query(text, [5]), tx.query(text, [2])]),
    )
    await expect(failed).rejects.toThrow('division by zero')
    await expect(db.query(text, [0])).rejects.toThrow('division by zero')
    expect(await db.transaction(tx => tx.query(text, [5]))).toEqual([{ part: 2 }])
    expect(await known(db, text)).toHaveLength(1)
  })

  test('goes on when a migration adds a column, or an index, to its table', async () => {
    const text = keepPlan('select key from setting where key = $1')
    expect(await db.query(text, ['none'])).toEqual([])
    await db.query(`alter table setting add column later text not null default 'x'`)
    await db.query('create index later_idx on setting (later)')
    expect(await db.query(text, ['none'])).toEqual([])
  })
})
