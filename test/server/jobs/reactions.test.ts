import { openDatabase } from '@gonghai/server/db/database'
import {
  dispatch,
  fireDue,
  type Reaction,
  type ReactionDeps,
  react,
  schedule,
  type TimerHandler,
} from '@gonghai/server/kernel/reactions'
import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import { type TestServer, testServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

let server: TestServer
let zhang: Person
let pool: string
beforeAll(async () => {
  server = await testServer()
  zhang = await buildEmployee(server)
  pool = await buildPool(server, { members: [zhang.id] })
})
beforeEach(async () => {
  await server.runJobs()
  await server.rows('delete from event')
  await server.rows('delete from timer')
})
afterAll(() => server.stop())

const jobs = (task: string) =>
  server.rows<{ key: string | null; run_at: Date }>(
    'select key, run_at from graphile_worker.jobs where task_identifier = $1',
    [task],
  )
const events = () =>
  server.rows<{ id: string; name: string }>('select id, name from event order by created_at, id')

describe('events', () => {
  test('are announced with what happened, by one job for the whole call', async () => {
    const record = `customer:${await buildCustomer(server, { pool })}`
    await server.runJobs()
    await server.rows('delete from event')
    await server.run(zhang, 'pool.claim', { record })
    expect((await events()).map(event => event.name)).toEqual(['pool.claimed'])
    expect(await jobs('dispatch')).toHaveLength(1)
  })

  test('of a refused or failed call do not exist', async () => {
    const record = `customer:${await buildCustomer(server, { pool })}`
    await server.run(zhang, 'pool.claim', { record })
    await server.runJobs()
    await server.rows('delete from event')
    await server.refusal(zhang, 'pool.claim', { record })
    await server.rows('alter table history rename to history_away')
    await expect(server.run(zhang, 'pool.release', { record, reason: 'x' })).rejects.toThrow()
    await server.rows('alter table history_away rename to history')
    expect(await events()).toEqual([])
    expect(await jobs('dispatch')).toEqual([])
    expect(await server.rows('select owner_id from customer where id = $1', [record.slice(9)])).toEqual([
      { owner_id: zhang.id },
    ])
  })
})

/** Reactions and timers of a test's own over this server's database. */
function deps(following: { reactions?: Reaction[]; timers?: TimerHandler[] }): ReactionDeps {
  return { ...server.reactions, reactions: following.reactions ?? [], timers: following.timers ?? [] }
}

async function anEvent(name = 'test.happened'): Promise<{ id: string; name: string }> {
  const id = uuid()
  const row = { id, name, payload: '{"a":1}', request_id: 'r', created_at: server.clock.now() }
  await insertRow(server.db, 'event', row)
  return { id, name }
}

describe('reactions', () => {
  const noting = (name: string, ran: string[]): Reaction => ({
    name,
    on: ['test.happened'],
    run: async (ctx, event) => {
      ran.push(`${name} ${JSON.stringify(event.payload)}`)
      await ctx.tx.query(`insert into setting (key, value, updated_at) values ($1, '1', $2::timestamptz)`, [
        `${name}:${event.id}`,
        ctx.now,
      ])
    },
  })
  const effects = (event: { id: string }) =>
    server.rows<{ key: string }>('select key from setting where key like $1', [`%:${event.id}`])

  test('each that listens gets the event, once, however often it is handed out', async () => {
    const ran: string[] = []
    const own = deps({
      reactions: [noting('one', ran), noting('two', ran), { ...noting('deaf', ran), on: [] }],
    })
    const event = await anEvent()
    await dispatch(own, [event])
    await dispatch(own, [event])
    const handed = await jobs('react')
    expect(handed.map(job => job.key).sort()).toEqual([`${event.id}:one`, `${event.id}:two`])
    const job = { event: event.id, reaction: 'one' }
    await Promise.all([react(own, job), react(own, job), react(own, job)])
    await react(own, { event: event.id, reaction: 'two' })
    await react(own, { event: event.id, reaction: 'gone since' })
    expect(ran.filter(one => one.startsWith('one'))).toEqual(['one {"a":1}'])
    expect(await effects(event)).toHaveLength(2)
    await server.rows(
      `select graphile_worker.remove_job(key) from graphile_worker.jobs where task_identifier = 'react'`,
    )
  })

  test('one that fails leaves nothing behind and runs again when it is tried again', async () => {
    const ran: string[] = []
    let fails = true
    const shaky: Reaction = {
      ...noting('shaky', ran),
      run: async (ctx, event) => {
        await noting('shaky', ran).run(ctx, event)
        if (fails) throw new Error('not yet')
      },
    }
    const own = deps({ reactions: [shaky] })
    const event = await anEvent()
    const job = { event: event.id, reaction: 'shaky' }
    await expect(react(own, job)).rejects.toThrow('not yet')
    expect(await effects(event)).toEqual([])
    fails = false
    await react(own, job)
    await react(own, job)
    expect(await effects(event)).toHaveLength(1)
    expect(ran).toHaveLength(2)
  })
})

describe('timers', () => {
  const set = (timer: { kind: string; ref: string; dueAt: Date; payload?: Record<string, string> }) =>
    server.db.transaction(tx => schedule(tx, server.clock, timer))
  const inMinutes = (minutes: number) => new Date(server.clock.now().getTime() + minutes * 60_000)

  test('fire when they are due, not before, with what they were given', async () => {
    const fired: unknown[] = []
    const own = deps({ timers: [{ kind: 'test', run: async (_ctx, timer) => void fired.push(timer) }] })
    const dueAt = inMinutes(2)
    await set({ kind: 'test', ref: 'a', dueAt, payload: { since: 'x' } })
    server.clock.advance({ minutes: 1 })
    await fireDue(own)
    expect(fired).toEqual([])
    server.clock.advance({ minutes: 1 })
    await fireDue(own)
    await fireDue(own)
    expect(fired).toEqual([{ ref: 'a', dueAt, payload: { since: 'x' } }])
  })

  test('the first one that is set stands, and so does the job that wakes for it', async () => {
    await set({ kind: 'test', ref: 'a', dueAt: inMinutes(1) })
    const waking = async () => (await jobs('fireDue')).filter(job => job.key === 'timer:test:a')
    const first = await waking()
    expect(first).toHaveLength(1)
    await set({ kind: 'test', ref: 'a', dueAt: inMinutes(60) })
    expect(await waking()).toEqual(first)
    expect(await server.rows('select due_at from timer')).toEqual([{ due_at: inMinutes(1) }])
  })

  test('fire once with several workers at once', async () => {
    const fired: string[] = []
    const handler: TimerHandler = { kind: 'test', run: async (_ctx, { ref }) => void fired.push(ref) }
    for (let ref = 0; ref < 20; ref++) await set({ kind: 'test', ref: String(ref), dueAt: inMinutes(0) })
    const other = openDatabase({ url: server.database.url, connections: 4, onError: () => undefined })
    const one = deps({ timers: [handler] })
    try {
      await Promise.all([fireDue(one), fireDue({ ...one, db: other }), fireDue(one)])
    } finally {
      await other.close()
    }
    expect(fired.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, ref) => ref))
  })

  test('one that fails stays for the next time and keeps no other waiting', async () => {
    const fired: string[] = []
    const run: TimerHandler['run'] = async (_ctx, { ref }) => {
      if (ref === 'bad') throw new Error('bad timer')
      fired.push(ref)
    }
    await set({ kind: 'test', ref: 'bad', dueAt: inMinutes(-5) })
    await set({ kind: 'test', ref: 'good', dueAt: inMinutes(-1) })
    await expect(fireDue(deps({ timers: [{ kind: 'test', run }] }))).rejects.toThrow('bad timer')
    expect(fired).toEqual(['good'])
    expect(await server.rows('select ref from timer')).toEqual([{ ref: 'bad' }])
  })
})

describe('transactions', () => {
  test('that block each other are tried again, and nothing is done twice', async () => {
    const [a, b] = [uuid(), uuid()]
    for (const key of [a, b])
      await server.rows(`insert into setting values ($1, '0', $2)`, [key, server.clock.now()])
    let met = 0
    const meet = async () => {
      met++
      for (let turn = 0; met < 2 && turn < 200; turn++) await new Promise(resolve => setTimeout(resolve, 10))
    }
    const raise = (first: string, second: string) =>
      server.db.transaction(async tx => {
        const add = 'update setting set value = to_jsonb((value::int) + 1) where key = $1'
        await tx.query(add, [first])
        await meet()
        await tx.query(add, [second])
      })
    await Promise.all([raise(a, b), raise(b, a)])
    expect(met).toBeGreaterThan(2)
    expect(await server.rows('select value from setting where key = any($1)', [[a, b]])).toEqual([
      { value: 2 },
      { value: 2 },
    ])
  })
})
