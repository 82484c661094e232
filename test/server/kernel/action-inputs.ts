import { actions, findAction } from '@gonghai/shared/actions'
import type { ActionContract } from '@gonghai/shared/actions/declare'
import type { Field, Fields } from '@gonghai/shared/objects/declare'
import { v7 as uuid } from 'uuid'
import {
  buildContract,
  buildCustomer,
  buildFlow,
  buildLead,
  buildPool,
  buildProduct,
  step,
} from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'
import { accessInputs, makeAccess } from './access-inputs'
import { clockInputs, makeClocks } from './clock-inputs'
import { customerInputs } from './customer-inputs'
import { duplicateInputs, makeDuplicates } from './duplicate-inputs'
import { makeOrganisation, organisationInputs } from './organisation-inputs'
import { makePoolReview, poolReviewInputs } from './pool-review-inputs'
import { makeRelations, relationInputs } from './relation-inputs'
import { makeService, serviceInputs } from './service-inputs'
import { makeTables, tableInputs } from './table-inputs'

/** Makes one thing of each kind that an input can point to, so that `by` may do everything with it. @returns its id */
type Make = (server: TestServer, by: Person) => Promise<string>

const storedFile: Make = async (server, by) => {
  const id = uuid()
  const row = { id, hash: 'a'.repeat(64), file_name: '报价.pdf', size: 12, content_type: 'application/pdf' }
  await insertRow(server.db, 'stored_file', { ...row, uploader_id: by.id, created_at: server.clock.now() })
  return id
}

/** An approval that somebody else started and that waits for `by`. */
const approval: Make = async (server, by) => {
  await server.rows('update approval_flow set active = false')
  await buildFlow(server, { steps: [step('any', by)] })
  const contract = await buildContract(server, server.people.accountManager!)
  const done = await server.run(server.people.accountManager!, 'contract.submit', { contract })
  return String(done.result.approval)
}

export const make: Record<string, Make> = {
  customer: buildCustomer,
  lead: buildLead,
  contract: buildContract,
  product: server => buildProduct(server),
  partner: async server => idOf(await server.run('system', 'partner.create', { name: `伙伴 ${uuid()}` })),
  pool: (server, by) => buildPool(server, { members: [by.id], administrators: [by.id] }),
  contact: async (server, by) =>
    idOf(await server.run(by, 'contact.create', { name: '王总', customer: await buildCustomer(server, by) })),
  task: async (server, by) => idOf(await server.run(by, 'task.create', { title: '寄样品' })),
  followUp: async (server, by) => {
    const record = `customer:${await buildCustomer(server, by)}`
    return idOf(await server.run(by, 'followUp.create', { record, channel: 'phone', content: '聊了报价' }))
  },
  attachment: async (server, by) => {
    const record = `customer:${await buildCustomer(server, by)}`
    return idOf(await server.run(by, 'attachment.create', { record, file: await storedFile(server, by) }))
  },
  file: storedFile,
  approval,
  employee: async (_server, by) => by.id,
  department: async (_server, by) => by.departmentId,
  ...makeService,
  ...makeDuplicates,
  ...makeAccess,
  ...makeClocks,
  ...makePoolReview,
  ...makeRelations,
  ...makeTables,
  ...makeOrganisation,
}

/** A good value of every kind that points to nothing. */
const good: Partial<Record<Field['kind'], (field: Field) => unknown>> = {
  text: () => '三坐标测量机',
  longText: () => '第一行\n第二行',
  phone: () => '13812342046',
  email: () => 'wang@example.com',
  url: () => 'https://example.com/a',
  integer: field => Math.max(field.min ?? 0, 1),
  decimal: () => '2.5000',
  money: () => '1250.50',
  percent: () => '95.00',
  date: () => '2026-12-01',
  dateTime: () => '2026-12-01T02:00:00.000Z',
  boolean: () => false,
  choice: field => field.options![0],
  choices: field => [field.options![0]],
}

async function goodValue(server: TestServer, by: Person, field: Field): Promise<unknown> {
  if (field.kind === 'reference') return make[field.target!]!(server, by)
  if (field.kind === 'record') return `${field.targets![0]}:${await make[field.targets![0]!]!(server, by)}`
  if (field.kind === 'people') return [by.id]
  if (field.kind === 'tags') return [await make.tag!(server, by)]
  if (field.kind === 'files') return [await make.file!(server, by)]
  if (field.kind === 'lines') return [await goodValues(server, by, field.fields!)]
  return good[field.kind]!(field)
}

async function goodValues(server: TestServer, by: Person, fields: Fields): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) values[name] = await goodValue(server, by, field)
  return values
}

const inPool: Make = async (server, by) => {
  const pool = await make.pool!(server, by)
  return `customer:${await buildCustomer(server, { pool })}`
}

/** What the generic rule does not hit. */
const special: Record<string, (server: TestServer, by: Person) => Promise<Record<string, unknown>>> = {
  'pool.claim': async (server, by) => ({ record: await inPool(server, by) }),
  'pool.assign': async (server, by) => ({ record: await inPool(server, by), to: by.id }),
  'pool.directAssign': async (server, by) => ({ record: await inPool(server, by), to: by.id }),
  ...poolReviewInputs,
  'pool.undoClaim': async (server, by) => {
    const record = await inPool(server, by)
    await server.run(by, 'pool.claim', { record })
    return { record }
  },
  'pool.release': async (server, by) => {
    const record = await inPool(server, by)
    await server.run(by, 'pool.claim', { record })
    return { record, reason: '没有需求', pool: await make.pool!(server, by) }
  },
  'approval.withdraw': async (server, by) => {
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', server.people.departmentManager!)] })
    const contract = await buildContract(server, by)
    return { approval: (await server.run(by, 'contract.submit', { contract })).result.approval }
  },
  'contract.submit': async (server, by) => {
    await server.rows('update approval_flow set active = false')
    await buildFlow(server, { steps: [step('any', server.people.departmentManager!)] })
    return { contract: await buildContract(server, by) }
  },
  ...accessInputs,
  ...serviceInputs,
  ...clockInputs,
  ...organisationInputs,
  ...customerInputs,
  ...relationInputs,
  ...tableInputs,
  ...duplicateInputs,
}

/** An input with every field filled in, which `by`, who may do everything, can carry out. */
export async function goodInput(
  server: TestServer,
  action: ActionContract,
  by: Person,
): Promise<Record<string, unknown>> {
  const own = special[action.name]
  if (own) return own(server, by)
  const { id: self, version, ...rest } = action.input
  // Numbers are typed by hand only where a rule says so.
  const { number: _number, ...unnumbered } = rest
  const values = await goodValues(server, by, action.name.endsWith('.create') ? unnumbered : rest)
  // A reminder comes before what it reminds of.
  if ('recycleDays' in values) Object.assign(values, { recycleDays: 30, dealDays: 60 })
  if (action.name === 'lead.create') values.pool = await buildPool(server, { kind: 'lead', members: [by.id] })
  if (!self) return values
  const id = await make[self.target!]!(server, by)
  if (self.binned) await server.run('system', `${self.target}.remove`, { id })
  return { ...values, id, ...(version ? { version: 1 } : {}) }
}

const isForStaff = ({ by }: ActionContract) => !by || by.includes('employee')

/** The actions of staff. */
export const everyAction = actions.filter(isForStaff).map(action => action.name)
/** Those of customers, or of the system alone. */
export const othersActions = actions.filter(action => !isForStaff(action)).map(action => action.name)
export const contractOf = (name: string): ActionContract => findAction(name)!
