import { createReadServices } from '@gonghai/server/areas/index'
import { readSession } from '@gonghai/server/auth/sessions'
import type { Sql } from '@gonghai/server/db/database'
import { SharedClock } from '@gonghai/server/kernel/clock'
import { listRecords } from '@gonghai/server/records/list'
import type { Statement } from './floor'
import { type Call, flood, post } from './load'
import { startFloor, startOurs } from './processes'
import { type Stage, timeZone } from './seed'
import { quantile } from './statistics'
import type { Compared } from './table'
import { Figures, inTurn, type Measure, type Side, type World } from './world'

type Role = keyof Stage['readers']

const clock = new SharedClock()
const query = { tab: 'all', limit: 20 }
const labels: Record<Role, string> = {
  salesperson: 'salesperson (own)',
  manager: 'manager (tree of 20 departments)',
  administrator: 'administrator (all)',
}
const roles = Object.keys(labels) as Role[]
/** Requests one after another per role, side and round; then so many with some at once. */
const single = 30
const many = 160
const width = 16

/** What the product asks the database for one list, word for word. */
async function recordStatements(db: Sql, token: string): Promise<Statement[]> {
  const statements: Statement[] = []
  const recording: Sql = {
    query: <T>(text: string, params: readonly unknown[] = []) => {
      statements.push({ text, params: [...params] })
      return db.query<T>(text, params)
    },
  }
  const services = createReadServices({ clock, timeZone, cursorKey: Buffer.alloc(32) })
  const read = async () => {
    const { actor } = await readSession(recording, token, clock.now(), 'http')
    return listRecords(recording, actor, services, 'customer', query)
  }
  await read()
  // Once more: what an employee may do is cached by now, as it is in a process that has run for a while.
  statements.length = 0
  const { rows, count } = await read()
  if (count === 0 || rows.length === 0) throw new Error('There is nothing to list.')
  return statements
}

function caller({ stage }: World) {
  let running = 0
  return (side: Side, role: Role): Call => {
    const count = running++
    const tokens = stage.readers[role]
    return {
      url: `${side.urls[0]}/api/records/customer/query`,
      headers: { authorization: `Bearer ${tokens[count % tokens.length]}` },
      body: JSON.stringify(query),
    }
  }
}

async function sidesOf(world: World): Promise<Side[]> {
  const { databaseUrl, running, before, profile, db, stage } = world
  const lists: Record<string, Statement[]> = {}
  for (const role of roles) {
    for (const token of stage.readers[role]) lists[token] = await recordStatements(db, token)
  }
  const callback = { token: '', aesKey: '', receiver: '' }
  const floor = await running(startFloor({ databaseUrl, connections: 20, callback, lists }))
  const ours = await running(startOurs({ databaseUrl, services: 'web', profile }))
  const sides: Side[] = [
    { name: 'ours', urls: [ours.url] },
    { name: 'floor', urls: [floor.url] },
  ]
  if (before) {
    const other = await running(startOurs({ databaseUrl, services: 'web', dist: before }))
    sides.push({ name: 'before', urls: [other.url] })
  }
  return sides
}

function assertListed(statuses: readonly number[], side: Side): void {
  const strange = statuses.filter(status => status !== 200)
  if (strange.length > 0) throw new Error(`${side.name}: lists answered ${strange.slice(0, 5)}`)
}

/** Lists of 20 customers out of all, by what the reader may see; every request alternates side and role. */
export const measureLists: Measure = async world => {
  const sides = await sidesOf(world)
  const call = caller(world)
  const kinds = ['p50', 'p95', 'throughput'] as const
  const figures = Object.fromEntries(
    roles.map(role => [role, { p50: new Figures(), p95: new Figures(), throughput: new Figures() }]),
  ) as Record<Role, Record<(typeof kinds)[number], Figures>>
  for (let round = -1; round < world.rounds; round++) {
    const times = new Map<string, number[]>()
    for (let at = 0; at < single; at++) {
      for (const role of inTurn(roles, at)) {
        for (const side of inTurn(sides, at + round + 1)) {
          const { status, ms } = await post(call(side, role))
          assertListed([status], side)
          const key = `${role} ${side.name}`
          times.set(key, [...(times.get(key) ?? []), ms])
        }
      }
    }
    for (const role of roles) {
      for (const side of inTurn(sides, round + 1)) {
        const calls = Array.from({ length: many }, () => call(side, role))
        const { answers, ms } = await flood(calls, width)
        assertListed(
          answers.map(answer => answer.status),
          side,
        )
        if (round < 0) continue
        const own = times.get(`${role} ${side.name}`)!
        figures[role].p50.add(side, quantile(own, 0.5))
        figures[role].p95.add(side, quantile(own, 0.95))
        figures[role].throughput.add(side, (many * 1000) / ms)
      }
    }
    world.say(`lists: round ${round + 1} of ${world.rounds}`)
  }
  const scoped = (role: Role, aim: string): Compared => ({
    what: `list: ${labels[role]} against administrator, p50`,
    unit: 'ms',
    ours: figures[role].p50.of('ours'),
    against: 'administrator',
    other: figures.administrator.p50.of('ours'),
    aim,
  })
  return [
    ...roles.flatMap(role => [
      ...figures[role].p50.compare(`list: ${labels[role]}, p50`, 'ms'),
      ...figures[role].p95.compare(`list: ${labels[role]}, p95`, 'ms'),
      ...figures[role].throughput.compare(
        `list: ${labels[role]}, ${width} at once`,
        'per second',
        '≥ 0.50 ×',
      ),
    ]),
    scoped('salesperson', '≤ 1.30 ×'),
    scoped('manager', '≤ 2.00 ×'),
  ]
}
