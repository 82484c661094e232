import type { ActionContract, InputOf } from '@gonghai/shared/actions'
import type { ErrorCode } from '@gonghai/shared/errors'
import type { Sql, Tx } from '../db/database'
import type { Actor } from './actor'
import type { LoadedRefs } from './references'
import type { Writer } from './writer'

/** Anything that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** What a handler has: nothing outside of it may be touched, and no I/O done (decision 4). */
export interface Ctx {
  actor: Actor
  action: ActionContract
  tx: Tx
  /** The moment of this call; the same for everything that it writes. */
  now: Date
  /** The company's time zone. */
  timeZone: string
  requestId: string
  /** Records named in the input, already loaded under the actor's scope and locked. */
  refs: LoadedRefs
  write: Writer
  /** Announces what happened; reactions run after the commit. */
  emit(name: string, payload: JsonObject, about?: { object: string; id: string }): void
  /** Puts a change of something that is no record (a role, a rule) into its history; records are traced by `write`. */
  trace(subject: string, id: string, changes: Record<string, [Json, Json]>, note?: string): void
  /** Says no; the transaction is rolled back. */
  refuse(code: ErrorCode, params?: Record<string, string | number>): never
  /** Runs another action in the same transaction, as the same actor, with the same checks (at most 3 deep). */
  call(action: string, input: Record<string, unknown>): Promise<Handled>
}

/** What a handler answers. */
export interface Handled {
  result?: JsonObject
  /** Parameters of the sentence `action.<name>.done`. */
  say?: Record<string, string | number>
  /** Another sentence, `action.<name>.<told>`, where it ended otherwise than usual: the claim waits for a word. */
  told?: string
  /** Input for the contract's undo action, when this call can be taken back. */
  undo?: JsonObject
}

/** An action with the code that does it. */
export interface Handler {
  contract: ActionContract
  run(ctx: Ctx, input: Record<string, unknown>): Promise<Handled>
  /** Refuses hopeless calls before a transaction is begun; what it lets through is checked again. */
  peek?(at: Peek, input: Record<string, unknown>): Promise<void>
}

/** What can be looked at before the transaction. */
export interface Peek {
  sql: Sql
  actor: Actor
  now: Date
}

/** Binds a contract to its code, with the input typed by the contract. */
export function handle<const C extends ActionContract>(
  contract: C,
  run: (ctx: Ctx, input: InputOf<C>) => Promise<Handled>,
  peek?: (at: Peek, input: InputOf<C>) => Promise<void>,
): Handler {
  return {
    contract,
    run: (ctx, input) => run(ctx, input as InputOf<C>),
    ...(peek ? { peek: (at, input) => peek(at, input as InputOf<C>) } : {}),
  }
}
