import { v7 as uuid } from 'uuid'
import { grant, insertEmployee, insertRow, type Person } from '../server/records/company'
import { idOf, type TestServer, type Who } from './server'

let running = 0
const next = () => ++running

/** An employee in a department, with a role. */
export async function buildEmployee(
  server: TestServer,
  options: { name?: string; role?: string | null; department?: string; leader?: Person } = {},
): Promise<Person> {
  const { company, db } = server
  const { name = `员工${next()}`, role = 'accountManager', department = 'sales', leader } = options
  const person = await insertEmployee(
    db,
    company.organisationId,
    company.departments[department]!,
    name,
    leader?.id ?? null,
  )
  if (role) await grant(db, person, company.roles[role]!)
  return person
}

/** A pool made by the administrator; by default everybody may claim and no limit holds. */
export async function buildPool(
  server: TestServer,
  options: Record<string, unknown> & { members?: string[]; administrators?: string[] } = {},
): Promise<string> {
  const { administrator } = server.people
  return idOf(
    await server.run('system', 'pool.create', {
      name: `公海${next()}`,
      kind: 'customer',
      claimRule: 'claim',
      members: [],
      administrators: [administrator!.id],
      ...options,
    }),
  )
}

/** A customer: in the given pool, or owned by whoever makes it. */
export async function buildCustomer(
  server: TestServer,
  by: Who | { pool: string },
  values: Record<string, unknown> = {},
): Promise<string> {
  const place = typeof by === 'object' && 'pool' in by ? { pool: by.pool } : {}
  const who = typeof by === 'object' && 'pool' in by ? 'system' : by
  return idOf(await server.run(who, 'customer.create', { name: `客户${next()}`, ...place, ...values }))
}

/** A lead: in the given pool, or owned by whoever makes it. */
export async function buildLead(
  server: TestServer,
  by: Who | { pool: string },
  values: Record<string, unknown> = {},
): Promise<string> {
  const place = typeof by === 'object' && 'pool' in by ? { pool: by.pool } : {}
  const who = typeof by === 'object' && 'pool' in by ? 'system' : by
  return idOf(
    await server.run(who, 'lead.create', { name: `线索${next()}`, source: 'web', ...place, ...values }),
  )
}

export async function buildProduct(
  server: TestServer,
  values: Record<string, unknown> = {},
): Promise<string> {
  return idOf(
    await server.run('system', 'product.create', {
      name: `产品${next()}`,
      category: 'equipment',
      price: '1000.00',
      listing: 'listed',
      ...values,
    }),
  )
}

/** A draft contract with an amount, of a customer that its maker owns. */
export async function buildContract(
  server: TestServer,
  by: Person,
  values: Record<string, unknown> = {},
): Promise<string> {
  const customer = values.customer ?? (await buildCustomer(server, by))
  return idOf(
    await server.run(by, 'contract.create', {
      title: `合同${next()}`,
      customer,
      amount: '50000.00',
      ...values,
    }),
  )
}

/** An approval flow for contracts. */
export async function buildFlow(
  server: TestServer,
  flow: { name?: string; conditions?: unknown[]; steps: unknown[]; position?: number; active?: boolean },
): Promise<string> {
  const id = uuid()
  await insertRow(server.db, 'approval_flow', {
    id,
    key: `flow-${next()}`,
    name: flow.name ?? '合同审批',
    object: 'contract',
    conditions: JSON.stringify(flow.conditions ?? []),
    steps: JSON.stringify(flow.steps),
    position: flow.position ?? 0,
    active: flow.active ?? true,
  })
  return id
}

/** A step of a flow in which these people decide. */
export const step = (mode: 'any' | 'all', ...people: Person[]) => ({
  name: mode === 'any' ? '部门审批' : '会签',
  mode,
  approvers: people.map(person => ({ by: 'employee', id: person.id })),
})
