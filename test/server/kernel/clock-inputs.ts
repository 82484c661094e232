import { v7 as uuid } from 'uuid'
import { buildCustomer, buildPool } from '../../support/builders'
import type { TestServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

type Inputs = (server: TestServer, by: Person) => Promise<Record<string, unknown>>

/** A customer that its owner has claimed from a pool whose rule watches it. */
async function watched(server: TestServer, owner: Person, administrator: Person): Promise<string> {
  const pool = await buildPool(server, {
    members: [owner.id],
    administrators: [administrator.id],
    recycleDays: 30,
  })
  const id = await buildCustomer(server, { pool })
  await server.run(owner, 'pool.claim', { record: `customer:${id}` })
  return id
}

/** A request for more days that waits for `by`. */
async function extension(server: TestServer, by: Person): Promise<string> {
  const owner = server.people.accountManager!
  const record = await watched(server, owner, by)
  const id = uuid()
  await insertRow(server.db, 'extension_request', {
    id,
    object: 'customer',
    record_id: record,
    asker_id: owner.id,
    approvers: [by.id],
    clock: 'follow',
    days: 7,
    reason: '在谈',
    created_at: server.clock.now(),
    lapses_at: new Date(server.clock.now().getTime() + 7 * 86_400_000),
  })
  await server.rows('update customer set extension_asked_at = $2 where id = $1', [record, server.clock.now()])
  return id
}

/** What inputs of deadlines point to. */
export const makeClocks = { extension }

/** Inputs of deadlines that the generic rule does not hit. */
export const clockInputs: Record<string, Inputs> = {
  'pool.extend': async (server, by) => {
    const record = `customer:${await watched(server, by, by)}`
    return { record, days: 7, clock: 'follow', reason: '在谈' }
  },
  'pool.askExtension': async (server, by) => {
    const record = `customer:${await watched(server, by, server.people.departmentManager!)}`
    return { record, days: 7, reason: '在谈' }
  },
  'pool.withdrawExtension': async (server, by) => {
    const [asked] = await server.rows<{ record_id: string }>(
      'select record_id from extension_request where id = $1',
      [await extension(server, by)],
    )
    await server.rows('update extension_request set asker_id = $2 where record_id = $1', [
      asked!.record_id,
      by.id,
    ])
    await server.rows('update customer set owner_id = $2 where id = $1', [asked!.record_id, by.id])
    return { record: `customer:${asked!.record_id}` }
  },
}
