import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

type Input = (server: TestServer, by: Person) => Promise<Record<string, unknown>>

let running = 0
const superior = (server: TestServer) => server.people.superAdministrator!

/** A role of the company's own. */
const role = async (server: TestServer): Promise<string> =>
  idOf(await server.run(superior(server), 'role.create', { name: `角色${++running}` }))

const position = async (server: TestServer): Promise<string> => {
  const id = uuid()
  const department_id = superior(server).departmentId
  await insertRow(server.db, 'position', { id, department_id, name: '岗位', created_at: server.clock.now() })
  return id
}

/** A question of a colleague about a record that `by` owns. */
const request = async (server: TestServer, by: Person): Promise<string> => {
  const record = `customer:${await buildCustomer(server, by)}`
  const asker = await buildEmployee(server)
  return String((await server.run(asker, 'access.request', { record, reason: '接手项目' })).result.request)
}

/** What inputs of this area point to. */
export const makeAccess: Record<string, (server: TestServer, by: Person) => Promise<string>> = {
  role,
  accessRequest: request,
}

/** Sample inputs of roles and access. */
export const accessInputs: Record<string, Input> = {
  'role.create': async server => ({ name: `角色${++running}`, copyOf: await role(server) }),
  'role.update': async (server, by) => ({
    role: await role(server),
    version: 1,
    name: `角色${++running}`,
    permissions: [{ object: 'customer', verbs: ['query', 'view'] }],
    scopes: [{ object: 'customer', query: 'all', view: 'own', edit: 'own' }],
    named: [{ object: 'customer', employee: by.id, department: by.departmentId, need: 'view' }],
    masks: [{ object: 'customer', field: 'phone', masking: 'masked' }],
  }),
  'role.remove': async server => ({ role: await role(server) }),
  'role.grant': async server => ({
    employee: (await buildEmployee(server)).id,
    role: await role(server),
    organisation: server.company.organisationId,
  }),
  'role.revoke': async server => ({
    employee: (await buildEmployee(server)).id,
    role: await role(server),
    organisation: server.company.organisationId,
  }),
  'position.setRoles': async server => ({
    position: await position(server),
    roles: [{ role: await role(server) }],
  }),
  'access.add': async (server, by) => ({
    employee: (await buildEmployee(server)).id,
    object: 'customer',
    department: by.departmentId,
    need: 'view',
  }),
  'access.drop': async (server, by) => ({
    addition: idOf(
      await server.run(superior(server), 'access.add', {
        employee: (await buildEmployee(server)).id,
        object: 'customer',
        colleague: by.id,
        need: 'view',
      }),
    ),
  }),
  'access.request': async (server, by) => ({
    record: `customer:${await buildCustomer(server, by)}`,
    reason: '接手项目',
  }),
  'access.grant': async (server, by) => ({
    request: await request(server, by),
    access: 'read',
    lastDay: '2027-01-31',
  }),
  'access.refuse': async (server, by) => ({ request: await request(server, by), reason: '请直接找我' }),
  'access.withdraw': async (server, by) => ({
    request: (await server.run(by, 'access.request', { record: `customer:${uuid()}`, reason: '接手项目' }))
      .result.request,
  }),
}
