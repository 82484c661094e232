import { freeJobsOfTheDead } from '@gonghai/server/jobs/live-workers'
import { type TestServer, testServer } from '../../support/server'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server.stop())

/** A job that a worker took so long ago, of which nobody shows that it lives. @returns whether it is still that worker's */
async function isKept(takenSecondsAgo: number): Promise<boolean> {
  await server.rows('delete from graphile_worker._private_jobs')
  await server.db.transaction(tx => tx.addJob('dispatch', { events: [] }))
  await server.rows(
    `update graphile_worker._private_jobs set locked_by = 'worker-of-nobody', locked_at = now() - make_interval(secs => $1)`,
    [takenSecondsAgo],
  )
  await freeJobsOfTheDead(server.db)
  const [job] = await server.rows<{ locked_by: string | null }>('select locked_by from graphile_worker.jobs')
  return job!.locked_by !== null
}

describe('jobs of the dead', () => {
  test('CHAT-7 what a dead worker had taken is given back; what was taken just now may be of one that has not shown yet that it lives', async () => {
    expect(await isKept(1)).toBe(true)
    expect(await isKept(10)).toBe(false)
  })
})
