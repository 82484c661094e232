import type { CustomerActor, Door } from '@gonghai/server/kernel/actor'
import { Refusal } from '@gonghai/server/kernel/errors'
import type { ActionDone } from '@gonghai/server/kernel/execute'
import { v7 as uuid } from 'uuid'
import { buildCustomer, buildEmployee } from '../../support/builders'
import { timeZone } from '../../support/compose-server'
import { idOf, linkIdentity, type ServerOptions, type TestServer, testServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

let running = 0
const next = () => ++running

/** Somebody who follows the official account. */
export interface Follower {
  id: string
  actor(door?: Door): Promise<CustomerActor>
  run(action: string, input: unknown, options?: { key?: string; door?: Door }): Promise<ActionDone>
  refusal(action: string, input: unknown): Promise<Refusal>
}

interface UserRow {
  contact_id: string | null
  customer_id: string | null
  company_view: boolean
  assets: string[]
}

/** A follower, known as a contact, by machines, by a granted company, or not at all. */
export async function buildFollower(
  server: TestServer,
  known: { contact?: string; customer?: string; companyView?: boolean; assets?: string[] } = {},
): Promise<Follower> {
  const id = uuid()
  const at = server.clock.now()
  await insertRow(server.db, 'portal_user', {
    id,
    openid: `o-${id}`,
    contact_id: known.contact ?? null,
    customer_id: known.customer ?? null,
    company_view: known.companyView ?? false,
    created_at: at,
    seen_at: at,
  })
  for (const asset of known.assets ?? []) {
    await insertRow(server.db, 'portal_asset', { portal_user_id: id, asset_id: asset, opened_at: at })
  }
  const actor = async (door: Door = 'portal'): Promise<CustomerActor> => {
    const [row] = await server.rows<UserRow>(
      `select contact_id, customer_id, company_view,
         array(select asset_id from portal_asset where portal_user_id = u.id) as assets
       from portal_user u where u.id = $1`,
      [id],
    )
    return {
      kind: 'customer',
      portalUserId: id,
      name: '陈工',
      contactId: row!.contact_id,
      customerId: row!.customer_id,
      companyId: row!.company_view ? row!.customer_id : null,
      assetIds: row!.assets,
      locale: 'zh-CN',
      timeZone,
      door,
    }
  }
  const run: Follower['run'] = async (action, input, { key, door } = {}) => {
    const call = { action, input, actor: await actor(door), requestId: uuid() }
    return server.execute(key ? { ...call, key } : call)
  }
  return {
    id,
    actor,
    run,
    refusal: async (action, input) => {
      const answer = await run(action, input).catch((error: unknown) => error)
      if (answer instanceof Refusal) return answer
      throw answer instanceof Error ? answer : new Error(`${action} was not refused`)
    },
  }
}

/** A company with a service desk, two engineers, a customer with a machine and a person who follows us. */
export async function serviceWorld(options: ServerOptions = {}) {
  const server = await testServer(options)
  const { people, company } = server
  const desk = people.serviceDesk!
  const engineer = people.serviceEngineer!
  const colleague = await buildEmployee(server, {
    name: '吴师傅',
    role: 'serviceEngineer',
    department: 'service',
  })
  const manager = people.accountManager!
  await server.rows('update department set manager_id = $2 where id = $1', [
    company.departments.service!.id,
    desk.id,
  ])
  await server.rows('update employee set mobile = $2 where id = $1', [engineer.id, '13906126814'])
  for (const [person, user] of [
    [desk, 'desk'],
    [engineer, 'liushifu'],
    [colleague, 'wushifu'],
    [manager, 'zhang'],
  ] as const) {
    await linkIdentity(server, person, 'wecom', user)
  }
  const customer = await buildCustomer(server, manager, { name: '苏州恒远电子', phone: '13800138000' })
  const contact = idOf(
    await server.run(manager, 'contact.create', { name: '陈国栋', customer, phone: '13900139000' }),
  )
  const asset = await buildAsset({ customer, contact })
  const follower = await buildFollower(server, { contact, customer, assets: [asset] })

  async function buildAsset(values: { customer: string } & Record<string, unknown>): Promise<string> {
    const serialNumber = `CMM-800-${next()}`
    return idOf(await server.run(desk, 'asset.create', { name: '三坐标 CMM-800', serialNumber, ...values }))
  }

  /** A request that the follower filed. */
  async function fileRequest(values: Record<string, unknown> = {}): Promise<string> {
    const description = `测头报警 E${next()}`
    return idOf(await follower.run('request.file', { description, asset, ...values }))
  }

  /** A request given to an engineer. */
  async function dispatched(to: Person = engineer): Promise<{ request: string; order: string }> {
    const request = await fileRequest()
    const { result } = await server.run(desk, 'request.dispatch', { request, engineer: to.id })
    return { request, order: String(result.order) }
  }

  /** An order that came to a state by the product's own actions. */
  async function orderIn(state: string): Promise<{ request: string; order: string }> {
    const made = await dispatched()
    for (const [action, input] of waysTo[state]!) {
      const who = action.startsWith('request.') ? desk : engineer
      const about = action.startsWith('request.') ? { request: made.request } : { order: made.order }
      const to = action === 'work.handOver' ? { to: colleague.id } : {}
      await server.run(who, action, { ...about, ...input, ...to })
    }
    return made
  }

  /** A request that is done, with the survey that its customer was asked. */
  async function finished(): Promise<{ request: string; order: string; survey: string }> {
    const made = await orderIn('done')
    const [row] = await server.rows<{ id: string }>('select id from survey where request_id = $1', [
      made.request,
    ])
    return { ...made, survey: row!.id }
  }

  const requestRow = async (id: string) =>
    (await server.rows<Record<string, unknown>>('select * from service_request where id = $1', [id]))[0]!
  const orderRow = async (id: string) =>
    (await server.rows<Record<string, unknown>>('select * from work_order where id = $1', [id]))[0]!
  const stepsOf = (id: string) =>
    server.rows<{
      id: string
      kind: string
      by_customer: boolean
      employee_id: string | null
      words: string | null
      file_ids: string[]
    }>(
      'select id, kind, by_customer, employee_id, words, file_ids from request_step where request_id = $1 order by at, id',
      [id],
    )

  return {
    server,
    desk,
    engineer,
    colleague,
    manager,
    customer,
    contact,
    asset,
    follower,
    buildAsset,
    fileRequest,
    dispatched,
    orderIn,
    finished,
    requestRow,
    orderRow,
    stepsOf,
  }
}

export type ServiceWorld = Awaited<ReturnType<typeof serviceWorld>>

const accept = ['work.accept', {}] as const
const setOut = ['work.setOut', {}] as const
const begin = ['work.begin', {}] as const

/** How an order comes to a state. */
const waysTo: Record<string, readonly (readonly [string, Record<string, unknown>])[]> = {
  assigned: [],
  accepted: [accept],
  onTheWay: [accept, setOut],
  working: [accept, setOut, begin],
  done: [accept, setOut, begin, ['work.complete', { result: '换了测头模块，复测 1.6 μm' }]],
  refused: [['work.refuse', { reason: '今天请假' }]],
  handedOver: [['work.handOver', { reason: '离得太远' }]],
  cancelled: [['request.undoDispatch', {}]],
}

/** An uploaded file of somebody's. */
export async function buildFile(
  server: TestServer,
  uploader: string,
  fileName = '现场.jpg',
): Promise<string> {
  const id = uuid()
  await insertRow(server.db, 'stored_file', {
    id,
    hash: `hash-${id}`,
    file_name: fileName,
    size: 1234,
    content_type: 'image/jpeg',
    uploader_id: uploader,
    created_at: server.clock.now(),
  })
  return id
}
