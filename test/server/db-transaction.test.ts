import { type Database, openDatabase, type Tx } from '@gonghai/server/db/database'
import { type TestDatabase, testDatabase } from '../support/database'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: database.url, connections: 4, onError: () => undefined })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const put = (sql: Pick<Tx, 'query'>, key: string) =>
  sql.query(`insert into setting (key, value, updated_at) values ($1, '1', '2026-11-21')`, [key])
const kept = async (key: string) => (await db.query('select 1 from setting where key = $1', [key])).length > 0
/** Where so many wait for one another. */
function meeting(size: number): () => Promise<void> {
  let open: () => void = () => undefined
  const all = new Promise<void>(resolve => {
    open = resolve
  })
  let here = 0
  return () => {
    if (++here === size) open()
    return all
  }
}

describe('a transaction', () => {
  test('is kept whole when its work ends, and not at all when it throws', async () => {
    expect(await db.transaction(async tx => (await put(tx, 'a')).length)).toBe(0)
    expect(await kept('a')).toBe(true)
    const broken = db.transaction(async tx => {
      await put(tx, 'b')
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await kept('b')).toBe(false)
  })

  test('does statements that travel together in their order', async () => {
    const seen = await db.transaction(async tx => {
      const [, rows] = await Promise.all([
        put(tx, 'c'),
        tx.query(`select key from setting where key = 'c'`),
        tx.query(`delete from setting where key = 'c'`),
      ])
      return rows
    })
    expect(seen).toEqual([{ key: 'c' }])
    expect(await kept('c')).toBe(false)
  })

  test('whose work hides a failed statement is not taken for done', async () => {
    const hidden = db.transaction(async tx => {
      await put(tx, 'd')
      await tx.query('select 1 / 0').catch(() => undefined)
    })
    await expect(hidden).rejects.toThrow('A statement had failed')
    expect(await kept('d')).toBe(false)
  })

  test('that takes too long is given up, its connection too', async () => {
    const late = db.transaction(
      async tx => {
        await put(tx, 'e')
        await tx.query('select pg_sleep(60)')
      },
      { timeoutMs: 200 },
    )
    await expect(late).rejects.toThrow('longer than 200 ms')
    expect(await kept('e')).toBe(false)
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('lets nobody speak after its end', async () => {
    let outside: Tx | undefined
    await db.transaction(async tx => {
      outside = tx
    })
    await expect(put(outside!, 'f')).rejects.toThrow('over')
    expect(await kept('f')).toBe(false)
  })

  test('is what Prisma reads in: its own changes, and nobody else’s, also with several at once', async () => {
    const names = ['g1', 'g2', 'g3']
    const written = meeting(names.length)
    const read = meeting(names.length)
    const found = await Promise.all(
      names.map(name =>
        db.transaction(async tx => {
          await put(tx, name)
          await written()
          const rows = await tx.prisma.setting.findMany({ where: { key: { startsWith: 'g' } } })
          const one = await tx.prisma.setting.findFirst({ where: { key: name } })
          await read()
          return [...rows.map(row => row.key), one?.key]
        }),
      ),
    )
    expect(found).toEqual(names.map(name => [name, name]))
    await expect(
      db.transaction(async tx => {
        await put(tx, 'h')
        expect(await tx.prisma.setting.count({ where: { key: 'h' } })).toBe(1)
        expect(await db.prisma.setting.count({ where: { key: 'h' } })).toBe(0)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
  })

  test('is tried again when PostgreSQL asks for it', async () => {
    let tries = 0
    const result = await db.transaction(async tx => {
      tries++
      if (tries < 3) await tx.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
      return 'done'
    })
    expect([result, tries]).toEqual(['done', 3])
  })
})
