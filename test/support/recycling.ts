import { recycleSweep } from '@gonghai/server/areas/index'
import type { TestServer } from './server'

/** One sweep of the rules, with what follows from it. */
export async function sweep(server: TestServer) {
  const { db, clock, log, reactions } = server
  const swept = await recycleSweep({ db, clock, messenger: reactions.messenger, log })
  await server.runJobs()
  return swept
}

/** A sweep after time has passed in which the service ran: of everything that is overdue by now its owner was warned in time. */
export async function sweepInTime(server: TestServer) {
  for (const object of ['customer', 'lead'])
    await server.rows(
      `update ${object} set warned_for = least(follow_due, sign_due) where least(follow_due, sign_due) <= $1::timestamptz`,
      [server.clock.now()],
    )
  return sweep(server)
}
