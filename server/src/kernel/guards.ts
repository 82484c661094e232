import type { ObjectDeclaration } from '@gonghai/shared/objects'
import type { Tx } from '../db/database'
import type { Actor } from './actor'
import type { Values } from './differences'

/** A record about to be made, changed or brought back from the recycle bin. */
export interface WriteChange {
  object: ObjectDeclaration
  verb: 'create' | 'update' | 'restore'
  /** Null while it is being made. */
  id: string | null
  /** All its values as they will be. */
  values: Values
  /** Fields that are given or really change. */
  changed: readonly string[]
}

/** What a guard has: the transaction in which the record is written. */
export interface GuardCtx {
  tx: Tx
  actor: Actor
  /** Whoever calls can answer a doubt by calling again with `ignoreWarnings`; where nobody can, doubts stop nothing. */
  mayAsk: boolean
}

/**
 * What must hold for every record that is written, by whatever action, and can't be said in a declaration. It looks, and
 * says no by throwing a refusal; it writes nothing (docs/decisions/write-guards.md).
 */
export interface WriteGuard {
  check(ctx: GuardCtx, change: WriteChange): Promise<void>
}
