import { v7 as uuid } from 'uuid'
import { buildCustomer } from '../../support/builders'
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
  'customer.merge': async (server, by) => {
    const [winner, loser] = [await buildCustomer(server, by), await buildCustomer(server, by)]
    return { winner, loser, winnerVersion: 1, loserVersion: 1, take: ['name'], keepOwner: 'read' }
  },
}
