import { actions } from '@gonghai/shared/actions'
import { buildContract, buildCustomer, buildEmployee, buildLead } from '../../support/builders'
import { idOf, type TestServer, testServer } from '../../support/server'
import type { Person } from '../records/company'

let server: TestServer
let owner: Person
/** Of another group; leads it, and may edit the records in whose team they are. */
let member: Person
/** Owner's superior. */
let superior: Person
let other: Person
beforeAll(async () => {
  server = await testServer()
  superior = await buildEmployee(server, { role: 'teamLeader' })
  owner = await buildEmployee(server, { role: 'teamLeader', leader: superior })
  member = await buildEmployee(server, { role: 'teamLeader' })
  await buildEmployee(server, { leader: member })
  other = await buildEmployee(server)
})
afterAll(() => server.stop())

type TeamObject = 'customer' | 'lead' | 'contact' | 'contract'

const makers: Record<TeamObject, () => Promise<string>> = {
  customer: () => buildCustomer(server, owner),
  lead: () => buildLead(server, owner),
  contact: async () =>
    idOf(
      await server.run(owner, 'contact.create', {
        name: '李工',
        customer: await buildCustomer(server, owner),
      }),
    ),
  contract: () => buildContract(server, owner),
}

/** What an action is given besides the record, which is named by `record`, else by what stands here. */
interface Line {
  by?: string
  more?: (id: string) => Record<string, unknown> | Promise<Record<string, unknown>>
}

const people = { more: () => ({ people: [other.id] }) }
const team = (object: TeamObject): Record<string, Line> => ({
  [`${object}.share`]: people,
  [`${object}.unshare`]: people,
  [`${object}.transfer`]: { more: () => ({ to: other.id }) },
  [`${object}.remove`]: { by: 'id' },
})
const pooled = (object: 'customer' | 'lead'): Record<string, Line> => ({
  'pool.release': { more: () => ({ reason: '不跟了' }) },
  'pool.extend': { more: () => ({ days: 3 }) },
  'pool.askExtension': { more: () => ({ days: 3, reason: '还在谈' }) },
  [`${object}.lock`]: {},
  [`${object}.unlock`]: {},
})
const merge: Line = {
  by: 'loser',
  more: async () => ({ winner: await buildCustomer(server, member), winnerVersion: 1, loserVersion: 1 }),
}

/** What whoever may edit a record only by its team may not do with it, all of it. */
const table: Record<TeamObject, Record<string, Line>> = {
  customer: { ...team('customer'), ...pooled('customer'), 'customer.sign': {}, 'customer.merge': merge },
  lead: { ...team('lead'), ...pooled('lead') },
  contact: team('contact'),
  contract: team('contract'),
}
const lines = Object.entries(table).flatMap(([object, verbs]) =>
  Object.entries(verbs).map(([action, line]) => [action, object as TeamObject, line] as const),
)

async function shared(object: TeamObject): Promise<string> {
  const id = await makers[object]()
  await server.run(owner, `${object}.share`, {
    record: `${object}:${id}`,
    people: [member.id],
    access: 'edit',
  })
  return id
}

const allowedTo = async (person: Person, object: TeamObject, id: string) => {
  const { body } = await server.get(person, `/api/records/${object}/${id}`)
  return (body.record as { allowed: string[] }).allowed
}

describe('a place in the team with edit', () => {
  test.each(lines)(
    'CUST-9 does not reach %s of a %s, and no button says so',
    async (action, object, line) => {
      const id = await shared(object)
      const named = line.by ? { [line.by]: id } : { record: `${object}:${id}` }
      const refused = await server.refusal(member, action, { ...named, ...(await line.more?.(id)) })
      expect(refused.code).toBe('notPermitted')
      expect(await allowedTo(member, object, id)).not.toContain(action)
    },
  )

  test.each(Object.keys(table) as TeamObject[])('CUST-9 lets one work on a %s', async object => {
    const id = await shared(object)
    expect(await allowedTo(member, object, id)).toContain(`${object}.update`)
    const owners = await allowedTo(owner, object, id)
    expect(owners).toEqual(expect.arrayContaining([`${object}.share`, `${object}.transfer`]))
    expect(await allowedTo(superior, object, id)).toEqual(expect.arrayContaining([`${object}.transfer`]))
  })

  test('CUST-9 the table knows every action that says so', () => {
    const saying = actions.filter(({ input }) =>
      Object.values(input).some(field => field.need === 'beyondTeam'),
    )
    // No role of those here removes assets by their owner.
    const known = new Set([...lines.map(([action]) => action), 'asset.remove'])
    expect([...known].sort()).toEqual(saying.map(one => one.name).sort())
  })

  test('POOL-6 whoever is in the team cannot take a locked record from its owner, whatever they say', async () => {
    const id = await shared('customer')
    await server.run(owner, 'customer.lock', { record: `customer:${id}` })
    const release = { record: `customer:${id}`, reason: '不跟了', evenIfLocked: true }
    expect((await server.refusal(member, 'pool.release', release)).code).toBe('notPermitted')
    const { body } = await server.get(member, `/api/records/customer/${id}/team`)
    expect(body.may).toBe(false)
  })
})
