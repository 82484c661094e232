import { v7 as uuid } from 'uuid'
import { buildCustomer, buildPool } from '../../support/builders'
import { idOf, type TestServer } from '../../support/server'
import type { Person } from '../records/company'

/** Inputs of the actions of customers that the generic rule does not hit. */
export const customerInputs: Record<
  string,
  (server: TestServer, by: Person) => Promise<Record<string, unknown>>
> = {
  'customer.sign': async (server, by) => {
    const name = `签单 ${uuid()}`
    const partner = idOf(await server.run('system', 'partner.create', { name }))
    const record = `customer:${await buildCustomer(server, by, { name })}`
    return { record, partner, newPartner: false, partnerName: name, taxNumber: uuid().slice(-12) }
  },
  'customer.restore': async (server, by) => {
    const id = await buildCustomer(server, by)
    await server.run('system', 'customer.remove', { id })
    return { id, name: `回来 ${uuid()}` }
  },
  'partner.create': async () => ({
    name: `三坐标测量机 ${uuid()}`,
    taxNumber: uuid().slice(-12).toUpperCase(),
    remark: '开票用',
  }),
  'partner.update': async server => {
    const id = idOf(await server.run('system', 'partner.create', { name: `伙伴 ${uuid()}` }))
    return { id, version: 1, name: `伙伴 ${uuid()}`, taxNumber: uuid().slice(-12), remark: '改过' }
  },
  'pool.discard': async (server, by) => {
    const pool = await buildPool(server, { members: [by.id], administrators: [by.id] })
    return { record: `customer:${await buildCustomer(server, { pool })}` }
  },
  'customer.merge': async (server, by) => {
    const [winner, loser] = [await buildCustomer(server, by), await buildCustomer(server, by)]
    return { winner, loser, winnerVersion: 1, loserVersion: 1, take: ['name'], keepOwner: 'read' }
  },
}
