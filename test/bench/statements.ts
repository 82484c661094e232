import { createReadServices } from '@gonghai/server/areas/index'
import { readSession } from '@gonghai/server/auth/sessions'
import type { Sql } from '@gonghai/server/db/database'
import { SharedClock } from '@gonghai/server/kernel/clock'
import { listRecords } from '@gonghai/server/records/list'
import { type Statement, statementKey } from './floor'
import type { Probe } from './probes'
import { timeZone } from './seed'
import type { World } from './world'

const clock = new SharedClock()

/** What the product asks the database for one list, word for word. */
async function recordStatements(db: Sql, token: string, query: unknown): Promise<Statement[]> {
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
  if (count === 0 || rows.length === 0) throw new Error(`There is nothing to list: ${JSON.stringify(query)}`)
  return statements
}

/** The statements of every request that list probes make, by token and body, for the floor to repeat. */
export async function statementsOf(
  { db, stage }: World,
  probes: readonly Probe[],
): Promise<Record<string, Statement[]>> {
  const found: Record<string, Statement[]> = {}
  for (const { role, bodies } of probes) {
    for (const token of stage.readers[role]) {
      for (const body of bodies) {
        found[statementKey(token, body)] ??= await recordStatements(db, token, JSON.parse(body))
      }
    }
  }
  return found
}
