import { buildCustomer } from '../../support/builders'
import { idOf } from '../../support/server'
import { buildFollower, type Follower } from '../service/world'
import { type PortalWorld, portalWorld } from './world'

let world: PortalWorld
beforeAll(async () => {
  world = await portalWorld()
}, 60_000)
afterAll(() => world.server.stop())

let running = 0
async function machine(values: Record<string, unknown> = {}) {
  const serialNumber = `VER-${++running}`
  const given = { customer: world.customer, contact: world.contact, ...values }
  return { id: await world.buildAsset({ ...given, serialNumber }), serialNumber }
}
const prove = (who: Follower, serialNumber: string, phoneEnding: string) =>
  who.run('portal.verify', { serialNumber, phoneEnding })
const codeOf = async (who: Follower, serialNumber: string, phoneEnding: string) =>
  (await who.refusal('portal.verify', { serialNumber, phoneEnding })).code
const userRow = async (who: Follower) =>
  (
    await world.server.rows('select contact_id, customer_id, company_view from portal_user where id = $1', [
      who.id,
    ])
  )[0]
/** Every test begins with nobody locked. */
beforeEach(() => world.server.rows('delete from portal_attempt'))

describe('portal.verify', () => {
  test('PORTAL-1 opens that machine only, and tells who they are', async () => {
    const { server } = world
    const [one, other] = [await machine(), await machine()]
    const who = await buildFollower(server)
    expect((await prove(who, one.serialNumber, '9000')).result).toEqual({ asset: one.id })
    expect((await who.actor()).assetIds).toEqual([one.id])
    expect(await userRow(who)).toEqual({
      contact_id: world.contact,
      customer_id: world.customer,
      company_view: false,
    })
    expect((await who.refusal('request.file', { description: '别人的', asset: other.id })).code).toBe(
      'notFound',
    )
    const [trace] = await server.rows(
      `select action, actor_kind, actor_id, door from history where record_id = $1 and action = 'portal.verify'`,
      [one.id],
    )
    expect(trace).toMatchObject({ actor_kind: 'customer', actor_id: who.id })
  })

  test('the customer’s own number opens the machine, but names nobody', async () => {
    const who = await buildFollower(world.server)
    await prove(who, (await machine()).serialNumber, '8000')
    expect(await userRow(who)).toMatchObject({ contact_id: null, customer_id: world.customer })
  })

  test('other contacts of the customer count only for machines without a contact', async () => {
    const { server, manager, customer } = world
    await server.run(manager, 'contact.create', { name: '李工', customer, phone: '+86 139-0013-7777' })
    const named = await machine()
    const unnamed = await machine({ contact: undefined })
    expect(await codeOf(await buildFollower(server), named.serialNumber, '7777')).toBe('verifyFailed')
    const who = await buildFollower(server)
    await prove(who, unnamed.serialNumber, '7777')
    expect((await who.actor()).assetIds).toEqual([unnamed.id])
  })

  test('a machine of another company opens, but they stay who they were', async () => {
    const { server, manager } = world
    const elsewhere = await buildCustomer(server, manager, { name: '无锡中科', phone: '051088885555' })
    const contact = idOf(
      await server.run(manager, 'contact.create', {
        name: '周工',
        customer: elsewhere,
        phone: '13700006666',
      }),
    )
    const theirs = await machine({ customer: elsewhere, contact })
    const who = await buildFollower(server)
    await prove(who, (await machine()).serialNumber, '9000')
    await prove(who, theirs.serialNumber, '6666')
    expect(await userRow(who)).toMatchObject({ contact_id: world.contact, customer_id: world.customer })
    expect((await who.actor()).assetIds).toContain(theirs.id)
  })

  test('what lies in the recycle bin proves nothing', async () => {
    const { server, desk } = world
    const gone = await machine()
    await server.run(desk, 'asset.remove', { id: gone.id })
    expect(await codeOf(await buildFollower(server), gone.serialNumber, '9000')).toBe('verifyFailed')
  })

  test('every wrong answer looks alike', async () => {
    const known = await machine()
    const tries = [
      [known.serialNumber, '0000'],
      ['NO-SUCH-1', '9000'],
      [known.serialNumber, 'abcd'],
      ['%', '9000'],
    ] as const
    const refusals = []
    for (const [serialNumber, phoneEnding] of tries) {
      const who = await buildFollower(world.server)
      const { code, params, fields } = await who.refusal('portal.verify', { serialNumber, phoneEnding })
      refusals.push({ code, params, fields })
    }
    expect(refusals).toEqual(tries.map(() => ({ code: 'verifyFailed', params: {}, fields: [] })))
  })
})

describe('portal.verify by guessing', () => {
  test('a follower has five tries, then waits an hour, even with the right answer', async () => {
    const { server } = world
    const known = await machine()
    const who = await buildFollower(server)
    for (let at = 0; at < 5; at++) expect(await codeOf(who, `GUESS-${at}`, `000${at}`)).toBe('verifyFailed')
    const locked = await who.refusal('portal.verify', {
      serialNumber: known.serialNumber,
      phoneEnding: '9000',
    })
    expect(locked).toMatchObject({ code: 'verifyLocked', params: { minutes: 60 } })
    server.clock.advance({ minutes: 61 })
    await prove(who, known.serialNumber, '9000')
  })

  test('fifty at the same moment are five', async () => {
    const who = await buildFollower(world.server)
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, at) => codeOf(who, `MANY-${at}`, String(1000 + at))),
    )
    expect(codes.filter(code => code === 'verifyFailed').length).toBe(5)
    expect(codes.filter(code => code === 'verifyLocked').length).toBe(45)
  })

  test('one machine is guessed at by many followers: locked for all, right or wrong', async () => {
    const { server } = world
    const known = await machine()
    for (let at = 0; at < 5; at++) await codeOf(await buildFollower(server), known.serialNumber, `111${at}`)
    expect(await codeOf(await buildFollower(server), known.serialNumber.toLowerCase(), '9000')).toBe(
      'verifyLocked',
    )
    expect(await codeOf(await buildFollower(server), 'ANOTHER', '2222')).toBe('verifyFailed')
  })

  test('one ending at many machines likewise', async () => {
    const { server } = world
    for (let at = 0; at < 5; at++) await codeOf(await buildFollower(server), `SWEEP-${at}`, '9000')
    expect(await codeOf(await buildFollower(server), (await machine()).serialNumber, '9000')).toBe(
      'verifyLocked',
    )
  })

  test('who is locked locks no machine, and right answers count against nobody', async () => {
    const { server } = world
    const known = await machine()
    const guesser = await buildFollower(server)
    for (let at = 0; at < 12; at++)
      await codeOf(guesser, at < 5 ? `OTHER-${at}` : known.serialNumber, `333${at % 10}`)
    for (let at = 0; at < 7; at++) await prove(await buildFollower(server), known.serialNumber, '9000')
  })

  test('the answer to a repeated call is the first one', async () => {
    const known = await machine()
    const who = await buildFollower(world.server)
    const input = { serialNumber: known.serialNumber, phoneEnding: '9000' }
    const first = await who.run('portal.verify', input, { key: 'k1' })
    expect(await who.run('portal.verify', input, { key: 'k1' })).toEqual(first)
  })
})

describe('portal.grantCompany', () => {
  test('decision 22: whoever may edit the customer opens all of it to a follower, and closes it again', async () => {
    const { server, manager } = world
    const [own, other] = [await machine(), await machine()]
    const who = await buildFollower(server)
    await prove(who, own.serialNumber, '9000')
    const listed = await server.get(manager, `/api/followers?customer=${world.customer}`)
    expect(listed.body.rows).toContainEqual(
      expect.objectContaining({ id: who.id, name: '陈国栋', companyView: false, assets: 1 }),
    )
    await server.run(manager, 'portal.grantCompany', { user: who.id, granted: true })
    expect((await who.actor()).companyId).toBe(world.customer)
    await who.run('request.file', { description: '别的机器', asset: other.id })
    await server.run(manager, 'portal.grantCompany', { user: who.id, granted: false })
    expect((await who.refusal('request.file', { description: '再来', asset: other.id })).code).toBe(
      'notFound',
    )
    const traces = await server.rows(
      `select changes from history where record_id = $1 and action = 'portal.grantCompany' order by at, id`,
      [world.contact],
    )
    expect(traces).toMatchObject([
      { changes: { companyView: [false, true] } },
      { changes: { companyView: [true, false] } },
    ])
  })

  test('nobody else: not a colleague, not the desk, not a customer; and strangers have no company', async () => {
    const { server, desk } = world
    const who = await buildFollower(server, { customer: world.customer })
    const { colleague } = server.people
    expect((await server.refusal(colleague!, 'portal.grantCompany', { user: who.id })).code).toBe('notFound')
    expect((await server.refusal(desk, 'portal.grantCompany', { user: who.id })).code).toBe('notPermitted')
    expect((await who.refusal('portal.grantCompany', { user: who.id })).code).toBe('notPermitted')
    const stranger = await buildFollower(server)
    expect(
      (await server.refusal(server.people.administrator!, 'portal.grantCompany', { user: stranger.id })).code,
    ).toBe('notFound')
    expect((await server.get(colleague!, `/api/followers?customer=${world.customer}`)).body.rows).toEqual([])
    expect((await server.get(desk, `/api/followers?customer=${world.customer}`)).status).toBe(403)
  })

  test('the company’s view ends with the contact', async () => {
    const { server, manager, customer } = world
    const contact = idOf(
      await server.run(manager, 'contact.create', { name: '吴工', customer, phone: '13500001212' }),
    )
    const own = await machine({ contact })
    const who = world.person('o-company')
    await who.follow()
    await who.say(`验证 ${own.serialNumber} 1212`)
    const id = await who.idOf()
    await server.run(manager, 'portal.grantCompany', { user: id, granted: true })
    const token = await who.token()
    expect((await world.call(token, 'GET', '/portal/me')).body).toMatchObject({
      companyView: true,
      name: '吴工',
    })
    await server.run(manager, 'contact.remove', { id: contact })
    const after = await world.call(token, 'GET', '/portal/me')
    expect(after.body).toMatchObject({ companyView: false, name: null, assets: 1 })
  })
})
