import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>

/** PostgreSQL's numbers of the types "char" and text. */
const quotedChar = 18
const text = 25

/** Which columns of a result were "char"; the rows carry the knowledge from the pool to the adapter. */
const charColumns = new WeakMap<unknown[], number[]>()

/** A pool for the schema engine. `connections: 1` lets the caller hold a transaction around the engine's work. */
export function enginePool(url: string, connections = 4): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 0 })
  // A lost idle connection is told again, as an error, to whoever asks next.
  pool.on('error', () => undefined)
  const query = pool.query.bind(pool) as (...input: unknown[]) => Promise<pg.QueryResult>
  const queryKnownTypes = async (...input: unknown[]) => {
    const result = await query(...input)
    const { fields = [], rows } = result
    const found = fields.flatMap(({ dataTypeID }, index) => (dataTypeID === quotedChar ? [index] : []))
    for (const index of found) fields[index]!.dataTypeID = text
    if (found.length) charColumns.set(rows, found)
    return result
  }
  return Object.assign(pool, { query: queryKnownTypes })
}

/**
 * Prisma's adapter over an engine pool, corrected in three places: it does not know the catalogue's "char" columns, which the
 * engine reads and wants as characters; it cuts scripts at every semicolon, also inside
 * function bodies, strings and comments; and its shadow database would be the real one, because the connection
 * string wins over the database's name. `onScriptError` hears what PostgreSQL said about a script.
 */
export function engineAdapter(pool: pg.Pool, onScriptError: (error: Error) => void): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => corrected(await connect(), pool, onScriptError)
  factory.connectToShadowDb = async () => {
    const name = `gonghai_shadow_${randomUUID().replaceAll('-', '')}`
    await pool.query(`create database ${name}`)
    const shadow = enginePool(databaseBeside(pool, name))
    const adapter = corrected(await new PrismaPg(shadow).connect(), shadow, onScriptError)
    adapter.dispose = async () => {
      await shadow.end()
      await pool.query(`drop database ${name} with (force)`)
    }
    return adapter
  }
  return factory
}

function corrected(adapter: Adapter, pool: pg.Pool, onScriptError: (error: Error) => void): Adapter {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async query => {
    const result = await queryRaw(query)
    for (const index of charColumns.get(result.rows) ?? [])
      result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = async script => {
    await pool.query(script).catch(error => {
      onScriptError(error)
      throw error
    })
  }
  return adapter
}

function databaseBeside(pool: pg.Pool, name: string): string {
  const url = new URL(pool.options.connectionString!)
  url.pathname = `/${name}`
  return url.href
}
