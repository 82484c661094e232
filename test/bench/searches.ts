import { companyNameOf } from './names'
import { type Probe, type Role, timeProbes } from './probes'
import { startOurs } from './processes'
import type { Compared } from './table'
import type { Measure, Side } from './world'

const path = '/api/records/customer/query'
const single = 20

/** What people type, and what they find. */
const searches: Record<string, readonly string[]> = {
  'two Chinese characters': ['蓝鲸', '云海', '天星', '锐创'],
  'two Chinese characters, none found': ['火星', '鳄鱼', '麒麟'],
  'pinyin initials': ['szlj', 'hzyh', 'wxtx'],
  'pinyin initials, none found': ['qqqq', 'vvwx'],
  'phone ending': ['0042', '7788', '1234'],
}
const roles: Role[] = ['salesperson', 'manager', 'administrator']

/** Names of standing companies, each with one letter changed: what a fuzzy check is for. */
const likeNames = [17, 4242, 99_999, 123_456, 7].map(n => companyNameOf(n).replace(/有限公司$/, ''))

/** Searching, and looking for duplicates, beside the same reader's list. */
export const measureSearches: Measure = async world => {
  const { databaseUrl, running, profile } = world
  const ours: Side = {
    name: 'ours',
    urls: [(await running(startOurs({ databaseUrl, services: 'web', profile }))).url],
  }
  const list = (role: Role): Probe => ({
    name: `list ${role}`,
    role,
    path,
    bodies: [JSON.stringify({ tab: 'all', limit: 20 })],
  })
  const lists = new Map(roles.map(role => [role, list(role)]))
  const probes = roles.flatMap(role =>
    Object.entries(searches).map(([what, words]) => ({
      name: `search by ${what}: ${role}`,
      role,
      path,
      bodies: words.map(search => JSON.stringify({ tab: 'all', limit: 20, search })),
    })),
  )
  const check: Probe = {
    name: 'fuzzy duplicate check of one company',
    role: 'salesperson',
    path: '/api/duplicates/check',
    bodies: likeNames.map(name => JSON.stringify({ object: 'customer', values: { name } })),
  }
  const times = await timeProbes(world, [...lists.values(), ...probes, check], () => [ours], single)
  const beside = (probe: Probe, aim: string): Compared => ({
    what: `${probe.name}, p95`,
    unit: 'ms',
    ours: times.get(probe)!.p95.of('ours'),
    against: 'list',
    other: times.get(lists.get(probe.role)!)!.p95.of('ours'),
    aim,
  })
  return [...probes.map(probe => beside(probe, '≤ 3.00 ×')), beside(check, '≤ 5.00 ×')]
}
