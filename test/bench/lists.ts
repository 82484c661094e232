import { flood, post } from './load'
import { assertAnswered, caller, type Probe, type Role, type Times, timeProbes } from './probes'
import { startFloor, startOurs } from './processes'
import { statementsOf } from './statements'
import type { Compared } from './table'
import { Figures, inTurn, type Measure, type Side, type World } from './world'

const path = '/api/records/customer/query'

/** Which lists: the first page as it opens, and with two filters and an order. */
const shapes = {
  plain: { tab: 'all', limit: 20 },
  filtered: {
    tab: 'all',
    limit: 20,
    sort: '-updatedAt',
    filter: {
      and: [
        { field: 'region', op: 'eq', value: 'east' },
        { field: 'stage', op: 'in', value: ['potential', 'following'] },
      ],
    },
  },
  named: { tab: 'all', limit: 20, sort: 'name', filter: { field: 'industry', op: 'eq', value: 'medical' } },
} as const
const shapeWords: Record<keyof typeof shapes, string> = {
  plain: 'list',
  filtered: 'list, two filters and a sort',
  named: 'list by name, one filter',
}
const roleWords: Record<Role, string> = {
  salesperson: 'salesperson (own)',
  manager: 'manager (tree of 20 departments)',
  administrator: 'administrator (all)',
}
const roles = Object.keys(roleWords) as Role[]
/** Requests one after another per probe, side and round; then so many with some at once. */
const single = 20
const many = 160
const width = 16
const farPage = 500

const probeOf = (name: string, role: Role, query: unknown): Probe => ({
  name,
  role,
  path,
  bodies: [JSON.stringify(query)],
})

interface Probes {
  lists: Map<string, Probe>
  /** The page far down the list, by role. */
  far: Map<Role, Probe>
}

const key = (shape: keyof typeof shapes, role: Role) => `${shape} ${role}`

/** Walks down the list, as a reader would, to the page before the far one. */
async function farQuery(world: World, side: Side, role: Role): Promise<unknown> {
  const call = caller(world)
  let cursor: string | undefined
  for (let page = 1; page < farPage; page++) {
    const asked = probeOf('', role, { ...shapes.plain, limit: 100, ...(cursor ? { cursor } : {}) })
    const { status, body } = await post(call(side, asked))
    assertAnswered([status], side, 'a page')
    const { next } = JSON.parse(body) as { next: string | null }
    if (!next) break
    cursor = next
    // Pages of a hundred: a fifth of the way is the same place.
    if (page * 5 >= farPage) break
  }
  return { ...shapes.plain, cursor }
}

async function makeProbes(world: World, ours: Side): Promise<Probes> {
  const lists = new Map<string, Probe>()
  for (const shape of Object.keys(shapes) as (keyof typeof shapes)[]) {
    for (const role of roles) {
      lists.set(key(shape, role), probeOf(`${shapeWords[shape]}: ${roleWords[role]}`, role, shapes[shape]))
    }
  }
  const far = new Map<Role, Probe>()
  for (const role of ['manager', 'administrator'] as const) {
    far.set(role, probeOf(`page ${farPage}: ${roleWords[role]}`, role, await farQuery(world, ours, role)))
  }
  return { lists, far }
}

async function sidesOf(world: World, probes: (ours: Side) => Promise<Probes>) {
  const { databaseUrl, running, before, profile, small } = world
  const ours: Side = {
    name: 'ours',
    urls: [(await running(startOurs({ databaseUrl, services: 'web', profile }))).url],
  }
  const made = await probes(ours)
  const callback = { token: '', aesKey: '', receiver: '' }
  const statements = await statementsOf(world, [...made.lists.values()])
  const floor = await running(startFloor({ databaseUrl, connections: 20, callback, lists: statements }))
  const sides: Side[] = [ours, { name: 'floor', urls: [floor.url] }]
  if (before) {
    const other = await running(startOurs({ databaseUrl, services: 'web', dist: before }))
    sides.push({ name: 'before', urls: [other.url] })
  }
  const little = await running(startOurs({ databaseUrl: small.databaseUrl, services: 'web' }))
  const smallSide: Side = { name: 'small', urls: [little.url], stage: small.stage }
  return { ours, sides, smallSide, made }
}

/** How many a second come through when some ask at once, by role and side. */
async function measureThroughput(world: World, sides: readonly Side[], { lists }: Probes) {
  const call = caller(world)
  const figures = new Map(roles.map(role => [role, new Figures()]))
  for (let round = -1; round < world.rounds; round++) {
    for (const role of roles) {
      for (const side of inTurn(sides, round + 1)) {
        const calls = Array.from({ length: many }, () => call(side, lists.get(key('plain', role))!))
        const { answers, ms } = await flood(calls, width)
        assertAnswered(
          answers.map(answer => answer.status),
          side,
          'lists',
        )
        if (round >= 0) figures.get(role)!.add(side, (many * 1000) / ms)
      }
    }
  }
  return figures
}

function scoped(times: Map<Probe, Times>, { lists }: Probes): Compared[] {
  const aims: [Role, string][] = [
    ['salesperson', '≤ 1.30 ×'],
    ['manager', '≤ 2.00 ×'],
  ]
  return (['plain', 'filtered'] as const).flatMap(shape =>
    aims.map(([role, aim]) => ({
      what: `${shapeWords[shape]}: ${roleWords[role]} against administrator, p50`,
      unit: 'ms' as const,
      ours: times.get(lists.get(key(shape, role))!)!.p50.of('ours'),
      against: 'administrator',
      other: times.get(lists.get(key(shape, 'administrator'))!)!.p50.of('ours'),
      aim,
    })),
  )
}

function down(times: Map<Probe, Times>, { lists, far }: Probes): Compared[] {
  return [...far].map(([role, probe]) => ({
    what: `page ${farPage} against page 1: ${roleWords[role]}, p50`,
    unit: 'ms' as const,
    ours: times.get(probe)!.p50.of('ours'),
    against: 'page 1',
    other: times.get(lists.get(key('plain', role))!)!.p50.of('ours'),
    aim: '≤ 1.10 ×',
  }))
}

/** Lists of 20 customers out of all, by what the reader may see, far down, and beside the same list out of ten thousand. */
export const measureLists: Measure = async world => {
  const { ours, sides, smallSide, made } = await sidesOf(world, side => makeProbes(world, side))
  const plain = new Set(roles.map(role => made.lists.get(key('plain', role))))
  const far = new Set(made.far.values())
  const all = [...made.lists.values(), ...far]
  const times = await timeProbes(
    world,
    all,
    probe => (far.has(probe) ? [ours] : plain.has(probe) ? [...sides, smallSide] : sides),
    single,
  )
  const throughput = await measureThroughput(world, sides, made)
  return [
    ...[...made.lists.values()].flatMap(probe => [
      ...times.get(probe)!.p50.compare(`${probe.name}, p50`, 'ms', '≤ 2.00 ×'),
      ...times.get(probe)!.p95.compare(`${probe.name}, p95`, 'ms'),
    ]),
    ...roles.flatMap(role =>
      throughput.get(role)!.compare(`list: ${roleWords[role]}, ${width} at once`, 'per second', '≥ 0.50 ×'),
    ),
    ...scoped(times, made),
    ...down(times, made),
    ...roles.map((role): Compared => {
      const { p50 } = times.get(made.lists.get(key('plain', role))!)!
      return {
        what: `list: ${roleWords[role]}, against 10,000 customers, p50`,
        unit: 'ms',
        ours: p50.of('ours'),
        against: '10,000 customers',
        other: p50.of('small'),
        aim: '≤ 1.30 ×',
      }
    }),
  ]
}
