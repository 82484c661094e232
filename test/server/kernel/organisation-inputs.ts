import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

type Make = (server: TestServer, by: Person) => Promise<string>
type Inputs = (server: TestServer, by: Person) => Promise<Record<string, unknown>>

let running = 0
const name = (stem: string) => `${stem}${++running}`
const someone = async (server: TestServer) => (await buildEmployee(server, { name: name('同事') })).id

/** Somebody who has left: only what waits for such a one is passed on. */
const leaver = async (server: TestServer) => {
  const id = await someone(server)
  await server.rows('update employee set active = false where id = $1::uuid', [id])
  return id
}

const run = async (server: TestServer, platform: string, state: string): Promise<string> => {
  const id = uuid()
  const at = server.clock.now()
  await insertRow(server.db, 'directory_run', {
    id,
    platform,
    trigger: 'manual',
    state,
    created_at: at,
    read_at: at,
  })
  await insertRow(server.db, 'directory_item', {
    run_id: id,
    seq: 1,
    kind: 'departmentNew',
    remote_id: '77',
    data: JSON.stringify({ name: name('新部门'), parent: null }),
    taken: true,
    state: 'open',
  })
  return id
}

const department = async (server: TestServer) =>
  idOf(
    await server.run('system', 'department.create', {
      name: name('部门'),
      parent: server.company.departments.root!.id,
    }),
  )

/** What references of the organisation point to. */
export const makeOrganisation: Record<string, Make> = {
  person: someone,
  organisation: async server => server.company.organisationId,
  position: async server =>
    idOf(
      await server.run('system', 'position.create', {
        name: name('岗位'),
        department: server.company.departments.sales!.id,
      }),
    ),
  directoryRun: server => run(server, 'wecom', 'ready'),
}

/** Good inputs of its actions, where the generic rule does not hit. */
export const organisationInputs: Record<string, Inputs> = {
  'organisation.create': async () => ({ name: name('分公司'), functions: ['sales'] }),
  'organisation.change': async server => ({
    organisation: server.company.organisationId,
    name: name('海川'),
    functions: ['sales', 'marketing', 'service'],
  }),
  'department.create': async (server, by) => ({
    name: name('部门'),
    parent: server.company.departments.sales!.id,
    attribute: 'sales',
    manager: by.id,
  }),
  'department.change': async (server, by) => ({
    department: await department(server),
    name: name('部门'),
    attribute: 'service',
    manager: by.id,
    order: 3,
  }),
  'department.move': async server => ({
    department: await department(server),
    parent: server.company.departments.service!.id,
  }),
  'department.remove': async server => ({ department: await department(server) }),
  'position.create': async server => ({
    name: name('岗位'),
    department: server.company.departments.sales!.id,
    reportsTo: await makeOrganisation.position!(server, server.people.administrator!),
  }),
  'position.change': async server => ({
    position: await makeOrganisation.position!(server, server.people.administrator!),
    name: name('岗位'),
    department: server.company.departments.east!.id,
    reportsTo: await makeOrganisation.position!(server, server.people.administrator!),
  }),
  'employee.create': async (server, by) => ({
    name: name('新人'),
    department: server.company.departments.sales!.id,
    leader: by.id,
    position: await makeOrganisation.position!(server, by),
    title: '客户经理',
    mobile: `139${String(10_000_000 + ++running)}`,
  }),
  'employee.change': async (server, by) => ({
    employee: await someone(server),
    name: name('改名'),
    title: '经理',
    mobile: `138${String(10_000_000 + ++running)}`,
    leader: by.id,
    position: await makeOrganisation.position!(server, by),
    locale: 'en',
  }),
  'employee.move': async server => ({
    employee: await someone(server),
    department: server.company.departments.east!.id,
    bring: true,
  }),
  'employee.leave': async server => ({ employee: await someone(server) }),
  'employee.return': async server => {
    const employee = await someone(server)
    await server.run('system', 'employee.leave', { employee })
    return { employee, department: server.company.departments.east!.id }
  },
  'employee.link': async server => ({
    employee: await someone(server),
    platform: 'wecom',
    userId: name('user'),
  }),
  'handover.start': async (server, by) => {
    const from = await buildEmployee(server, {})
    await buildCustomer(server, from)
    return { employee: from.id, lines: [{ object: 'customer', how: 'split', to: [by.id] }] }
  },
  'handover.pass': async (server, by) => {
    const record = `customer:${await buildCustomer(server, by)}`
    return { record, from: by.id, to: await someone(server) }
  },
  'pool.passOnReviews': async (server, by) => ({ employee: await leaver(server), to: by.id }),
  'approval.passOn': async (server, by) => ({ employee: await leaver(server), to: by.id }),
  'access.passOn': async (server, by) => ({ employee: await leaver(server), to: by.id }),
  'duplicate.passOn': async (server, by) => ({ employee: await leaver(server), to: by.id }),
  'directory.read': async server => {
    await server.rows(`update directory_run set state = 'cancelled'`)
    return { platform: 'dingtalk' }
  },
  'directory.choose': async (server, by) => ({
    run: await run(server, 'wecom', 'ready'),
    take: false,
    kind: 'departmentNew',
    items: [{ item: 1, employee: by.id }],
  }),
  'directory.apply': async server => {
    await server.rows(`update directory_run set state = 'cancelled'`)
    return { run: await run(server, 'wecom', 'ready'), confirm: 0 }
  },
  'directory.applyItem': async server => ({ run: await run(server, 'wecom', 'ready'), item: 1 }),
}
