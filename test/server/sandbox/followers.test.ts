import { readFollowers } from '@gonghai/server/sandbox/read-followers'
import { buildCustomer } from '../../support/builders'
import { idOf } from '../../support/server'
import { type ServiceWorld, serviceWorld } from '../service/world'

let world: ServiceWorld
beforeAll(async () => {
  world = await serviceWorld()
})
afterAll(() => world.server.stop())

const openids = async () => (await readFollowers(world.server.db)).map(one => one.openId)

describe('sandbox: the customers at its WeChat phone', () => {
  test('are the followers, with their company, the end of their number and the codes on their machines', async () => {
    const [first] = await readFollowers(world.server.db)
    expect(first).toMatchObject({
      openId: `o-${world.follower.id}`,
      name: '陈国栋',
      company: '苏州恒远电子',
      phoneEnding: '9000',
      follows: true,
    })
    const [{ code } = { code: '' }] = await world.server.rows<{ code: string }>('select code from asset')
    expect(first?.machines).toEqual([
      { name: '三坐标 CMM-800', serialNumber: expect.stringMatching(/^CMM-800-/), code },
    ])
  })

  test('end with somebody who has yet to follow, and whose number opens a machine of their company', async () => {
    expect((await readFollowers(world.server.db)).at(-1)).toEqual({
      openId: 'o-newcomer',
      name: '微信用户',
      follows: false,
      machines: [],
    })
    const customer = await buildCustomer(world.server, world.manager, { name: '昆山百川模具' })
    const add = (name: string, phone: string) =>
      world.server.run(world.manager, 'contact.create', { name, customer, phone })
    const asked = idOf(await add('林工', '13812342046'))
    await add('周工', '13812342047')
    await world.buildAsset({ customer, contact: asked, name: '影像仪' })
    const stranger = (await readFollowers(world.server.db)).at(-1)
    expect(stranger).toMatchObject({
      openId: 'o-newcomer',
      name: '林工',
      company: '昆山百川模具',
      phoneEnding: '2046',
      follows: false,
    })
    expect(stranger?.machines.map(one => one.name)).toEqual(['影像仪'])
  })

  test('stay the same person once they follow and once they are known', async () => {
    await world.server.rows(
      `insert into portal_user (id, openid, created_at, seen_at) values (gen_random_uuid(), 'o-newcomer', $1, $1)`,
      [world.server.clock.now()],
    )
    expect((await readFollowers(world.server.db)).at(-1)).toMatchObject({ name: '林工' })
    await world.server.rows(
      `update portal_user set contact_id = (select id from contact where name = '林工') where openid = 'o-newcomer'`,
    )
    expect((await readFollowers(world.server.db)).at(-1)).toMatchObject({ name: '林工', follows: true })
    expect((await openids()).filter(one => one === 'o-newcomer')).toHaveLength(1)
  })
})
