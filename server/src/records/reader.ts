import type { ApprovalView, ListAnswer } from '@gonghai/shared/client/api'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import type { Clock } from '../kernel/clock'
import { refuse } from '../kernel/errors'
import type { Availability } from './availability'
import { plainCatalogue } from './custom/catalogue'

/** What the reading side is given once by whoever puts the server together. */
export interface ReadServices {
  clock: Clock
  /** Key that signs cursors: 32 random bytes, the same in every process. */
  cursorKey: Buffer
  /** When an action makes sense for a record, filled by the areas. */
  availability: readonly Availability[]
  /** The reader's standing in a pool, beside a pool's list. */
  poolQuota?(sql: Sql, actor: EmployeeActor, poolId: string): Promise<ListAnswer['quota']>
  /** What a record that is gone has become part of, if anything: its old addresses open that one. */
  successor?(sql: Sql, object: ObjectName, id: string): Promise<string | undefined>
  /** The pending approval of a record as its detail shows it. */
  pendingApproval?(
    sql: Sql,
    actor: EmployeeActor,
    object: ObjectName,
    recordId: string,
  ): Promise<ApprovalView | undefined>
}

/** Adds a parameter and answers its placeholder. */
export type Bind = (value: unknown) => string

/** The parameters of one statement. */
export class Params {
  readonly values: unknown[] = []
  readonly bind: Bind = value => `$${this.values.push(value)}`
}

/**
 * The declaration of an object named from outside; with the company's own fields where the reader is known.
 * @throws Refusal notFound
 */
export function objectNamed(name: string, actor?: EmployeeActor): ObjectDeclaration {
  return (actor?.access.catalogue ?? plainCatalogue).find(name) ?? refuse('notFound')
}
