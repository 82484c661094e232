import { teamActions } from '@gonghai/shared/actions/team'
import { transfers } from '@gonghai/shared/actions/transfer'
import { buildContract, buildCustomer, buildLead } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import type { Person } from '../records/company'

type Input = (server: TestServer, by: Person) => Promise<Record<string, unknown>>

/** One record that `by` owns, "object:id". */
export const owned: Record<string, (server: TestServer, by: Person) => Promise<string>> = {
  lead: async (server, by) => `lead:${await buildLead(server, by)}`,
  customer: async (server, by) => `customer:${await buildCustomer(server, by)}`,
  contact: async (server, by) => {
    const customer = await buildCustomer(server, by)
    return `contact:${idOf(await server.run(by, 'contact.create', { name: '王工', customer }))}`
  },
  contract: async (server, by) => `contract:${await buildContract(server, by)}`,
}

const colleague = (server: TestServer) => server.people.colleague!.id

const kindId = async (server: TestServer, object: string): Promise<string> => {
  const [row] = await server.rows<{ id: string }>(
    'select id from relation_kind where object = $1 and active order by position desc limit 1',
    [object],
  )
  return row!.id
}

let running = 0
/** Two contacts of one's own. */
const pair = async (server: TestServer, by: Person) =>
  Promise.all([1, 2].map(async () => (await owned.contact!(server, by)).slice('contact:'.length)))

const tag = async (server: TestServer): Promise<string> =>
  idOf(
    await server.run(server.people.superAdministrator!, 'tag.create', {
      name: `标签${++running}`,
      color: 'blue',
      objects: ['customer', 'lead', 'contact', 'pool'],
    }),
  )

const segment = async (server: TestServer, by: Person): Promise<string> =>
  idOf(await server.run(by, 'segment.create', { name: `细分${++running}`, object: 'customer', filter }))

const filter = JSON.stringify({ field: 'level', op: 'eq', value: 'A' })

/** What relations, tags and segments add to the things that inputs point to. */
export const makeRelations: Record<string, (server: TestServer, by: Person) => Promise<string>> = {
  tag,
  segment,
  relationKind: async server =>
    idOf(
      await server.run(server.people.superAdministrator!, 'relationKind.create', {
        object: 'contact',
        name: `关系${++running}`,
      }),
    ),
}

const others: Record<string, Input> = {
  'lead.reopen': async (server, by) => {
    const record = await owned.lead!(server, by)
    await server.run(by, 'lead.close', { record, reason: 'noNeed' })
    return { record }
  },
  'lead.convert': async (server, by) => ({
    record: await owned.lead!(server, by),
    customer: await buildCustomer(server, by),
    sameName: 'create',
    makeContact: true,
    makeTask: true,
    taskDue: '2026-12-01T02:00:00.000Z',
    ignoreWarnings: false,
  }),
  'leadMapping.set': async () => ({
    target: 'customer',
    lines: [{ field: 'name', source: 'company', words: '{{name}}' }],
  }),
  'tag.create': async () => ({ name: `标签${++running}`, color: 'red', objects: ['customer'] }),
  'tag.update': async server => ({
    tag: await tag(server),
    version: 1,
    name: `标签${++running}`,
    color: 'red',
    objects: ['lead'],
    active: false,
  }),
  'tag.remove': async (server, by) => {
    const input = { record: await owned.customer!(server, by), tags: [await tag(server)] }
    await server.run(by, 'tag.add', input)
    return input
  },
  'segment.create': async () => ({
    name: `细分${++running}`,
    object: 'customer',
    filter,
    description: '重点',
    shared: false,
  }),
  'segment.update': async (server, by) => ({
    segment: await segment(server, by),
    version: 1,
    name: `细分${++running}`,
    filter,
    description: '重点',
    shared: true,
  }),
  'contact.relate': async (server, by) => {
    const [contact, other] = await pair(server, by)
    return { contact, other, kind: await kindId(server, 'contact'), remark: '同学' }
  },
  'contact.unrelate': async (server, by) => {
    const [contact, other] = await pair(server, by)
    const kind = await kindId(server, 'contact')
    const made = await server.run(by, 'contact.relate', { contact, other, kind })
    return { contact, relation: idOf(made) }
  },
  'contact.knows': async (server, by) => {
    const [contact] = await pair(server, by)
    const known = { contact, kind: await kindId(server, 'person'), name: '王太太' }
    const made = await server.run(by, 'contact.knows', known)
    const facts = {
      hobbies: '羽毛球',
      birthday: '1980-05-01',
      dates: '结婚纪念日 10 月 2 日',
      remark: '爱喝茶',
    }
    return { ...known, ...facts, person: idOf(made) }
  },
  'customer.relate': async (server, by) => ({
    customer: await buildCustomer(server, by),
    other: await buildCustomer(server, by),
    kind: await kindId(server, 'customer'),
    remark: '同一集团',
  }),
  'customer.unrelate': async (server, by) => {
    const customer = await buildCustomer(server, by)
    const other = await buildCustomer(server, by)
    const kind = await kindId(server, 'customer')
    return { customer, relation: idOf(await server.run(by, 'customer.relate', { customer, other, kind })) }
  },
}

/** Inputs of transfers and teams: another person than the owner is needed. */
export const relationInputs: Record<string, Input> = Object.fromEntries([
  ...Object.entries(others),
  ...transfers.map(({ name, input, needs }): [string, Input] => [
    name,
    async (server, by) => ({
      record: await owned[needs.object]!(server, by),
      to: colleague(server),
      ...('keepAs' in input ? { keepAs: 'read' } : {}),
      ...('takeContacts' in input ? { takeContacts: true, takeContracts: true } : {}),
    }),
  ]),
  ...teamActions.flatMap(({ object, share, unshare }): [string, Input][] => [
    [
      share.name,
      async (server, by) => ({
        record: await owned[object]!(server, by),
        people: [colleague(server)],
        access: 'read',
      }),
    ],
    [
      unshare.name,
      async (server, by) => {
        const record = await owned[object]!(server, by)
        await server.run(by, share.name, { record, people: [colleague(server)], access: 'read' })
        return { record, people: [colleague(server)] }
      },
    ],
  ]),
])
