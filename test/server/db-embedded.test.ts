import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Embedded, startEmbedded } from '@gonghai/server/db/embedded'
import pg from 'pg'
import { type DatabaseProcess, databaseProcess } from '../support/database-process'
import { until } from '../support/until'

const lines: string[] = []
const running: Embedded[] = []
const children: DatabaseProcess[] = []
let dataDir: string

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gonghai 公海 '))
  await chmod(folder, 0o755)
  return folder
}

async function start(folder = dataDir): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: folder, log: line => lines.push(line) })
  running.push(embedded)
  return embedded
}

function hold(): DatabaseProcess {
  const child = databaseProcess('hold', dataDir)
  children.push(child)
  return child
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0])
}

beforeEach(async () => {
  lines.length = 0
  dataDir = await temporaryFolder()
})

afterEach(async () => {
  await Promise.all(children.splice(0).map(child => child.kill()))
  await Promise.all(running.splice(0).map(embedded => embedded.stop()))
  // A killed child may have left its server behind: adopt it to stop it.
  if ((await readdir(path.join(dataDir, 'cluster')).catch((): string[] => [])).includes('postmaster.pid')) {
    await (await startEmbedded({ dataDir, log: () => undefined })).stop()
  }
  await rm(dataDir, { recursive: true, force: true })
})

describe('embedded database', () => {
  test('keeps what was written over a stop and a start, and listens on loopback only', async () => {
    const first = await start()
    await query(first.url, 'create table kept as select 1 as value')
    expect(await query(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
    await first.stop()
    const second = await start()
    expect(await query(second.url, 'select value from kept')).toEqual([{ value: 1 }])
  })

  test('sees Chinese in trigrams, and writes to disk durably unless told otherwise', async () => {
    const { url, stop } = await startEmbedded({ dataDir, log: () => undefined })
    await query(url, 'create extension pg_trgm')
    const [found] = await query(
      url,
      `select similarity('上海蓝天科技有限公司', '上海蓝天科技') > 0.4 as near`,
    )
    expect(found).toEqual({ near: true })
    expect(await query(url, 'show fsync')).toEqual([{ fsync: 'on' }])
    await stop()
  })

  test('lets nobody in without the password, which only its owner can read', async () => {
    const { url } = await start()
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect((await stat(path.join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
  })

  test('runs twice side by side from two folders', async () => {
    const other = await temporaryFolder()
    const [one, two] = await Promise.all([start(), start(other)])
    expect(one.url).not.toBe(two.url)
    await two.stop()
    await rm(other, { recursive: true, force: true })
  })

  test('adopts the server that a killed process left running', async () => {
    const child = hold()
    const { url } = await child.said
    await query(url!, 'create table kept as select 7 as value')
    const before = await postmasterPid()
    await child.kill()
    const adopted = await start()
    expect(await postmasterPid()).toBe(before)
    expect(adopted.url).toBe(url)
    expect(await query(adopted.url, 'select value from kept')).toEqual([{ value: 7 }])
  })

  test('goes on after process and server were killed together', async () => {
    const child = hold()
    const { url } = await child.said
    await query(url!, 'create table kept as select 7 as value')
    await child.kill()
    process.kill(await postmasterPid(), 'SIGKILL')
    const { url: again } = await start()
    expect(await query(again, 'select value from kept')).toEqual([{ value: 7 }])
  })

  test('starts over a pid file whose number belongs to another process by now', async () => {
    await (await start()).stop()
    const stranger = spawn('sleep', ['60'])
    await writeFile(
      path.join(dataDir, 'cluster/postmaster.pid'),
      `${stranger.pid}\n${dataDir}/cluster\n1\n5432\n\n`,
    )
    const { url } = await start()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(stranger.kill()).toBe(true)
  })

  test('refuses a folder that another process holds, and says which', async () => {
    const child = hold()
    const { url } = await child.said
    await expect(start()).rejects.toThrow(`in use by gonghai process ${child.pid}`)
    expect(await query(url!, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('of two first starts on one folder exactly one gets it', async () => {
    const said = await Promise.all([hold().said, hold().said])
    expect(said.filter(({ url }) => url)).toHaveLength(1)
    expect(said.find(({ error }) => error)?.error).toMatch(/in use by gonghai process \d+/)
  })

  test('starts a killed server again on the same port, so that pools reconnect', async () => {
    const { url } = await start()
    const pool = new pg.Pool({ connectionString: url })
    pool.on('error', error => lines.push(error.message))
    await pool.query('create table kept as select 7 as value')
    process.kill(await postmasterPid(), 'SIGKILL')
    const rows = await until(async () => (await pool.query('select value from kept')).rows)
    expect(rows).toEqual([{ value: 7 }])
    await until(async () => (lines.includes('PostgreSQL is back.') ? true : undefined))
    await pool.end()
  })

  test('is still held after its server was killed and came back', async () => {
    await start()
    process.kill(await postmasterPid(), 'SIGKILL')
    await until(async () => (lines.includes('PostgreSQL is back.') ? true : undefined))
    expect((await hold().said).error).toContain(`in use by gonghai process ${process.pid}`)
  })

  test('refuses data of another major version, naming both', async () => {
    await (await start()).stop()
    await writeFile(path.join(dataDir, 'cluster/PG_VERSION'), '15\n')
    await expect(start()).rejects.toThrow(/made by PostgreSQL 15; this version of Gonghai brings \d+/)
  })

  test('puts nothing of a first start that was killed in the way of the next', async () => {
    const child = hold()
    await until(async () =>
      (await readdir(dataDir)).some(name => name.startsWith('draft-')) ? true : undefined,
    )
    await child.kill()
    const { url } = await start()
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await readdir(dataDir)).filter(name => name.startsWith('draft-'))).toEqual([])
  })

  const underRoot = process.getuid?.() === 0 ? test : test.skip
  underRoot('puts the data where its user can reach it when the checkout is closed to others', async () => {
    await chmod(dataDir, 0o700)
    const inside = path.join(dataDir, 'data')
    const first = await start(inside)
    await query(first.url, 'create table kept as select 7 as value')
    await first.stop()
    const second = await start(inside)
    expect(await query(second.url, 'select value from kept')).toEqual([{ value: 7 }])
    await second.stop()
    const away = await realpath(inside)
    expect(away).toMatch(/^\/var\/lib\/gonghai\/data-/)
    await rm(away, { recursive: true })
  })
})
