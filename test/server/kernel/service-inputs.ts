import { v7 as uuid } from 'uuid'
import { buildCustomer } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import { insertRow, type Person } from '../records/company'

type Make = (server: TestServer, by: Person) => Promise<string>
type Inputs = (server: TestServer, by: Person) => Promise<Record<string, unknown>>

let running = 0
const serialNumber = () => `CMM-${++running}-${uuid().slice(-6)}`

/** A customer of somebody's with a person and a machine. */
async function machine(server: TestServer, by: Person) {
  const customer = await buildCustomer(server, by)
  const contact = idOf(await server.run(by, 'contact.create', { name: '陈工', customer }))
  const values = { name: '三坐标', serialNumber: serialNumber(), customer }
  return { customer, contact, asset: idOf(await server.run(by, 'asset.create', values)) }
}

const request: Make = async (server, by) => {
  const { customer } = await machine(server, by)
  const id = idOf(await server.run(by, 'serviceRequest.create', { title: '测头报警', customer }))
  // Whoever may do everything with their own has it in hand.
  await server.rows('update service_request set owner_id = $2 where id = $1', [id, by.id])
  return id
}

/** An order of somebody's, after these steps. */
async function order(server: TestServer, by: Person, ...steps: string[]): Promise<string> {
  const about = { request: await request(server, by), engineer: by.id }
  const { result } = await server.run('system', 'request.dispatch', about)
  for (const step of steps) await server.run(by, step, { order: result.order })
  return String(result.order)
}

async function picture(server: TestServer, by: Person): Promise<string> {
  const id = uuid()
  const row = { id, hash: 'b'.repeat(64), file_name: '现场.jpg', size: 12, content_type: 'image/jpeg' }
  await insertRow(server.db, 'stored_file', { ...row, uploader_id: by.id, created_at: server.clock.now() })
  return id
}

/** One thing of each kind of the area of service. */
export const makeService: Record<string, Make> = {
  asset: async (server, by) => (await machine(server, by)).asset,
  serviceRequest: request,
  workOrder: (server, by) => order(server, by),
  portalUser: async (server, by) => {
    const id = uuid()
    const at = server.clock.now()
    const customer_id = await buildCustomer(server, by)
    await insertRow(server.db, 'portal_user', {
      id,
      openid: `o-${id}`,
      customer_id,
      created_at: at,
      seen_at: at,
    })
    return id
  },
}

const dispatched: Make = async (server, by) => {
  const id = await order(server, by)
  const [row] = await server.rows<{ request_id: string }>('select request_id from work_order where id = $1', [
    id,
  ])
  return row!.request_id
}

/** What belongs together in the inputs of service: one customer's things, and orders that have come so far. */
export const serviceInputs: Record<string, Inputs> = {
  'asset.create': async (server, by) => {
    const { asset: _asset, ...whose } = await machine(server, by)
    return { name: '三坐标测量机', serialNumber: serialNumber(), warrantyEndsOn: '2027-12-01', ...whose }
  },
  'asset.update': async (server, by) => {
    const { asset: id, ...whose } = await machine(server, by)
    return { id, version: 1, place: '二号车间', ...whose }
  },
  'serviceRequest.create': async (server, by) => ({
    title: '三坐标测量机报警',
    description: '第一行\n第二行',
    wantedAt: '2026-12-01T02:00:00.000Z',
    ...(await machine(server, by)),
  }),
  'serviceRequest.update': async (server, by) => ({
    id: await request(server, by),
    version: 1,
    priority: 'urgent',
    ...(await machine(server, by)),
  }),
  'request.undoDispatch': async (server, by) => ({ request: await dispatched(server, by) }),
  'work.handOver': async (server, by) => ({
    order: await order(server, by),
    to: server.people.serviceEngineer!.id,
    reason: '太远',
  }),
  'work.setOut': async (server, by) => ({
    order: await order(server, by, 'work.accept'),
    arrivesAt: '2026-12-01T02:00:00.000Z',
  }),
  'work.begin': async (server, by) => ({ order: await order(server, by, 'work.accept') }),
  'work.complete': async (server, by) => ({
    order: await order(server, by, 'work.accept', 'work.begin'),
    result: '换了测头',
    files: [await picture(server, by)],
  }),
}
