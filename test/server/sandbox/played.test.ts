import { playedFlows } from '@gonghai/server/sandbox/played'
import { type ServiceWorld, serviceWorld } from '../service/world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const played = () => playedFlows(world.server.db)

describe('sandbox: the checklist', () => {
  test('ticks a request when it is done, not when it is filed, and the rating when it is given', async () => {
    expect(await played()).toEqual([])
    await world.fileRequest()
    expect(await played()).toEqual([])
    const { survey } = await world.finished()
    expect(await played()).toEqual(['request'])
    await world.follower.run('survey.answer', { survey, stars: 5 })
    expect(await played()).toEqual(['request', 'rate'])
  })

  test('ticks a reminder when it is answered, or when the follow-up is written after it came', async () => {
    const { server, manager, customer } = world
    const record = `customer:${customer}`
    const write = (hours?: number) =>
      server.run(manager, 'followUp.create', {
        record,
        channel: 'phone',
        content: '已电话沟通',
        ...(hours
          ? { nextContactAt: new Date(server.clock.now().getTime() + hours * 3_600_000).toISOString() }
          : {}),
      })
    await write(2)
    await server.runJobs()
    expect(await played()).not.toContain('remind')
    server.clock.advance({ hours: 3 })
    await server.runJobs()
    expect(await played()).not.toContain('remind')
    server.clock.advance({ minutes: 1 })
    await write()
    expect(await played()).toContain('remind')
  })

  test('takes no account of what the seed did', async () => {
    await world.server.rows(`update history set door = 'seed'`)
    expect(await played()).toEqual(['remind'])
  })
})
