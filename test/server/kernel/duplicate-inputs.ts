import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import type { Person } from '../records/company'

type Inputs = (server: TestServer, by: Person) => Promise<Record<string, unknown>>

const content = {
  name: '名称相同',
  active: true,
  conditions: [{ field: 'name', match: 'fuzzy', degree: 80 }],
  targets: ['customer'],
  shown: ['name'],
  effect: 'warn',
}

async function rule(server: TestServer): Promise<string> {
  const made = await server.run('system', 'duplicateRule.create', {
    object: 'customer',
    ...content,
    active: false,
  })
  return idOf(made)
}

let askers = 0

/** A request that waits for `by`, who owns the record. */
async function request(server: TestServer, by: Person): Promise<string> {
  const record = `customer:${await buildCustomer(server, by)}`
  const asker = await buildEmployee(server, { name: `申请人${++askers}` })
  const done = await server.run(asker, 'duplicate.cooperate', { record, reason: '老同学的公司' })
  return String(done.result.request)
}

/** Somebody says that a customer of one's report should be theirs. */
async function appeal(server: TestServer, by: Person): Promise<string> {
  const owner = await buildEmployee(server, { name: `负责人${++askers}`, leader: by })
  const record = `customer:${await buildCustomer(server, owner)}`
  const asker = await buildEmployee(server, { name: `申诉人${askers}` })
  const done = await server.run(asker, 'duplicate.appeal', { record, reason: '我先接触的' })
  return String(done.result.request)
}

const found: Inputs = async server => ({
  record: `customer:${await buildCustomer(server, server.people.report!)}`,
  reason: '我先接触的',
})

export const duplicateInputs: Record<string, Inputs> = {
  'numberRule.change': async () => ({
    key: 'product',
    version: 0,
    prefix: 'CP',
    date: 'YYYYMM',
    digits: 5,
    reset: 'month',
    manual: false,
  }),
  'duplicateRule.create': async () => ({ object: 'customer', ...content, active: false }),
  'duplicateRule.update': async server => ({
    rule: await rule(server),
    version: 1,
    ...content,
    active: false,
  }),
  'duplicateRule.remove': async server => ({ rule: await rule(server) }),
  'duplicate.cooperate': found,
  'duplicate.appeal': found,
  'duplicate.agree': async (server, by) => ({ request: await request(server, by) }),
  'duplicate.handOver': async (server, by) => ({ request: await appeal(server, by) }),
  'duplicate.refuse': async (server, by) => ({ request: await request(server, by), reason: '正在谈' }),
}

/** What inputs of these actions point to. */
export const makeDuplicates: Record<string, (server: TestServer, by: Person) => Promise<string>> = {
  duplicateRule: rule,
  duplicateRequest: request,
}
