import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import type { Prisma, PrismaClient } from './generated/client'

/**
 * Reads that one transaction can have for itself: Prisma gathers calls of `findUnique` made in one tick into one statement,
 * also those of different transactions. Writing goes through the writer (decision 7).
 */
type Read = 'findFirst' | 'findFirstOrThrow' | 'findMany' | 'count' | 'aggregate' | 'groupBy'

type Models = Omit<Prisma.TransactionClient, `$${string}` | symbol>

/** Typed reads of every model. */
export type ReadOnlyPrisma = { [M in keyof Models]: Pick<Models[M], Read & keyof Models[M]> }

type Connection = Pick<pg.PoolClient, 'query'>

/** The connection on which the present call of Prisma has to run. */
const present = new AsyncLocalStorage<Connection>()

/** A pool by which Prisma can read inside of our transactions: its calls go to the connection of the present one. */
export class SharedPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares ten overloads, all of which are only passed on
  override query(...given: any[]): any {
    const connection = present.getStore()
    // biome-ignore lint/suspicious/noExplicitAny: see above
    return connection ? (connection.query as any)(...given) : (super.query as any)(...given)
  }
}

/** Prisma's reads on one connection of a `SharedPool`. */
export function readsOn(prisma: PrismaClient, connection: Connection): ReadOnlyPrisma {
  const readsOf = (model: Record<string, (given: unknown) => PromiseLike<unknown>>) =>
    new Proxy(model, {
      // Prisma asks the database when its promise is awaited, so that has to happen in here.
      get: (_, read: string) => (given: unknown) =>
        present.run(connection, async () => await model[read]!(given)),
    })
  return new Proxy({} as ReadOnlyPrisma, { get: (_, name: keyof Models) => readsOf(prisma[name] as never) })
}
