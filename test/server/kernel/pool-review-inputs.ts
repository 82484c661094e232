import { buildCustomer, buildEmployee, buildPool } from '../../support/builders'
import type { TestServer } from '../../support/server'
import type { Person } from '../records/company'

/** A customer for whose claim by another group `by`, who led the last owner, is asked. @returns the record and the question */
async function askedOf(server: TestServer, by: Person): Promise<{ record: string; review: string }> {
  const seller = await buildEmployee(server, { leader: by })
  const claimer = await buildEmployee(server)
  const pool = await buildPool(server, { members: [seller.id, claimer.id, by.id] })
  const record = `customer:${await buildCustomer(server, { pool })}`
  await server.run(seller, 'pool.claim', { record })
  await server.run(seller, 'pool.release', { record, reason: '没有需求' })
  const { result } = await server.run(claimer, 'pool.claim', { record })
  return { record, review: String(result.review) }
}

/** A new customer of somebody else that waits for the word of `by`, an administrator of its pool. */
async function newFor(server: TestServer, by: Person): Promise<string> {
  const maker = await buildEmployee(server)
  await buildPool(server, { reviewType: 'button', isDefault: true, administrators: [by.id] })
  const id = await buildCustomer(server, maker)
  await server.rows('update pool set is_default = false')
  return `customer:${id}`
}

export const makePoolReview = {
  poolReview: async (server: TestServer, by: Person) => (await askedOf(server, by)).review,
}

const reason = '我们还在跟'

/** Questions about pooled records and new customers: `by` is who is asked, or who asked. */
export const poolReviewInputs: Record<
  string,
  (server: TestServer, by: Person) => Promise<Record<string, unknown>>
> = {
  'pool.agreeClaim': askedOf,
  'pool.rejectClaim': async (server, by) => ({ ...(await askedOf(server, by)), reason }),
  // Whoever may do everything is never asked to wait, so the question is put into their mouth.
  'pool.withdrawClaim': async (server, by) => {
    const { review } = await askedOf(server, await buildEmployee(server, { role: 'teamLeader' }))
    await server.rows('update pool_review set asker_id = $2 where id = $1', [review, by.id])
    return { review }
  },
  'pool.setRoutes': async (server, by) => {
    const [list] = await server.rows<{ version: number }>(
      `select version from pool_route_list where object = 'customer'`,
    )
    const pool = await buildPool(server, { members: [by.id] })
    const routes = [{ field: 'region', value: 'east', pool }]
    return { object: 'customer', version: list?.version ?? 0, routes }
  },
  'pool.retire': async (server, by) => ({ id: await buildPool(server, { members: [by.id] }) }),
  'customer.review': async (server, by) => ({ record: await newFor(server, by) }),
  'customer.rejectReview': async (server, by) => ({ record: await newFor(server, by), reason }),
  'customer.submitReview': async (server, by) => {
    const id = await buildCustomer(server, by)
    await server.rows(`update customer set review_state = 'rejected' where id = $1`, [id])
    return { record: `customer:${id}` }
  },
}
