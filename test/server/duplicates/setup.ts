import { writeDuplicateRules } from '../../../prisma/seed/duplicate-rules'
import { type TestServer, testServer } from '../../support/server'

/** A server whose company has the duplicate rules of a new installation. */
export async function withRules(options?: Parameters<typeof testServer>[0]): Promise<TestServer> {
  const server = await testServer(options)
  await server.db.transaction(tx => writeDuplicateRules(tx, server.clock.now()))
  return server
}
