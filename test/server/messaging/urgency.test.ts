import { startWorker } from '@gonghai/server/jobs/runner'
import { type MessagingWorld, messagingWorld } from './world'

let world: MessagingWorld
beforeAll(async () => {
  world = await messagingWorld()
})
afterAll(() => world.close())

const quiet = () => undefined
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet }

/** Has a real worker take all jobs, one after another. @returns their names, in the order in which they were taken */
async function takenBy(names: readonly string[], count: number): Promise<string[]> {
  const taken: string[] = []
  let finish: () => void = quiet
  const finished = new Promise<void>(resolve => {
    finish = resolve
  })
  const task = (name: string) => async () => {
    taken.push(name)
    if (taken.length === count) finish()
  }
  const stop = await startWorker({
    db: world.db,
    tasks: Object.fromEntries(names.map(name => [name, task(name)])),
    concurrency: 1,
    log: silent,
    observer: { finished: quiet },
    crontab: '',
    atStart: [],
  })
  await finished
  await stop()
  return taken
}

describe('what the worker takes first', () => {
  test('CHAT-6 CHAT-7 a typed line does not wait behind what follows from actions, nor that behind notices', async () => {
    await world.rows('delete from graphile_worker._private_jobs')
    for (let at = 0; at < 5; at++) {
      const employeeId = await world.addEmployee(`同事${at}`, { wecom: `colleague${at}` })
      const notice = { employeeId, text: '客户退回公海', dedupeKey: 'recycled' }
      await world.db.transaction(tx => world.messenger.sendNotice(tx, notice))
    }
    await world.db.transaction(tx => tx.addJob('dispatch', { events: [] }))
    await world.crm.inbox.store(
      {
        type: 'text',
        platform: 'wecom',
        from: { platform: 'wecom', userId: 'colleague0' },
        dedupeKey: 'line',
        at: world.clock.now(),
        text: '帮助',
        chat: 'single',
      },
      0,
    )
    const order = ['inbox', 'dispatch', ...Array(5).fill('deliver')]
    expect(await takenBy([...new Set(order)], order.length)).toEqual(order)
  })
})
