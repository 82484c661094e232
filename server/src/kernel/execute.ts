import type { ActionContract } from '@gonghai/shared/actions'
import { findAction } from '@gonghai/shared/actions'
import type { Value } from '@gonghai/shared/client/api'
import { type Translate, translator } from '@gonghai/shared/i18n'
import type { Fields } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { refuseMaskedInput } from '../access/masked-input'
import { type Database, sqlState, type Tx } from '../db/database'
import { catalogueOf } from '../records/custom/catalogue'
import { parseInput } from '../records/input'
import { type Actor, callerId } from './actor'
import type { Clock } from './clock'
import { Contest } from './contest'
import type { Ctx, Handled, Handler, JsonObject } from './context'
import { refuse } from './errors'
import { Outbox } from './events'
import type { WriteGuard } from './guards'
import { HistoryBook } from './history'
import { keepAnswer, takeKey } from './idempotency'
import { type LoadedRefs, loadReferences } from './references'
import { Writer } from './writer'

/** One call of an action, by whatever door. */
export interface ActionCall {
  action: string
  input: unknown
  actor: Actor
  requestId: string
  /** A repeat with the same key (1–100 characters) gets the first answer and does nothing. */
  key?: string
  /** Everything is done and checked, and then taken back: says what would come of it. */
  dryRun?: true
}

/** What a successful call answers at every door. */
export interface ActionDone {
  result: JsonObject
  /** One sentence in the actor's language. */
  message: string
  undo?: { action: string; input: Record<string, Value> }
}

export interface KernelDeps {
  db: Database
  clock: Clock
  /** The company's time zone: days of limits and numbers are counted in it. */
  timeZone: string
  handlers: ReadonlyMap<string, Handler>
  /** What must hold for every record that is written. */
  guards: readonly WriteGuard[]
  /** Names of the events that some reaction listens to. */
  heard: ReadonlySet<string>
}

export type Execute = (call: ActionCall) => Promise<ActionDone>

/** What all calls of one transaction share. */
interface Session {
  tx: Tx
  actor: Actor
  now: Date
  requestId: string
  history: HistoryBook
  outbox: Outbox
  /** See `GuardCtx`. */
  mayAsk: boolean
}

const maxDepth = 3

/**
 * The one way in which anything is done (decision 4): parse → function permission → transaction → key → references,
 * scoped and locked → handler → history, events and their job → commit. Throws Refusal; everything else is our fault.
 */
export function createExecute(deps: KernelDeps): Execute {
  const contest = new Contest()
  return async call => {
    const handler = handlerOf(deps, call.action)
    const fields = (await catalogueOf(deps.db, call.actor)).inputOf(handler.contract)
    const input = parseInput(fields, call.input)
    demand(call.actor, handler.contract)
    const now = deps.clock.now()
    const once = (tx: Tx) => perform(deps, tx, call, { handler, fields, input }, now)
    const work = () => (call.dryRun ? takenBack(deps.db, once) : deps.db.transaction(once))
    try {
      if (!handler.peek) return await work()
      const thing = `${call.action} ${JSON.stringify(input)}`
      return await contest.enter(thing, () => peek(deps, call, handler, input, now), work)
    } catch (error) {
      if (sqlState(error) === '23505') refuse('duplicateValue')
      throw error
    }
  }
}

class TakenBack extends Error {
  constructor(readonly done: ActionDone) {
    super('taken back')
  }
}

/** Runs a call in a transaction that is rolled back when it has succeeded. */
async function takenBack(db: Database, work: (tx: Tx) => Promise<ActionDone>): Promise<ActionDone> {
  try {
    return await db.transaction(async tx => {
      throw new TakenBack(await work(tx))
    })
  } catch (error) {
    if (error instanceof TakenBack) return error.done
    throw error
  }
}

/**
 * Turns hopeless calls away without a transaction; but a repeated call must get its first answer, whose effect may be the
 * very thing that stands in its way.
 */
async function peek(
  deps: KernelDeps,
  call: ActionCall,
  handler: Handler,
  input: Record<string, unknown>,
  now: Date,
): Promise<void> {
  try {
    await handler.peek?.({ sql: deps.db, actor: call.actor, now }, input)
  } catch (refusal) {
    // Asked only now: the first call may have committed while this one was looking.
    if (!(await answered(deps, call))) throw refusal
  }
}

async function answered(deps: KernelDeps, call: ActionCall): Promise<boolean> {
  if (!call.key) return false
  const rows = await deps.db.query(
    'select 1 from idempotency_key where actor_id = $1 and action = $2 and key = $3',
    [callerId(call.actor) ?? 'system', call.action, call.key],
  )
  return rows.length > 0
}

async function perform(
  deps: KernelDeps,
  tx: Tx,
  call: ActionCall,
  { handler, fields, input }: { handler: Handler; fields: Fields; input: Record<string, unknown> },
  now: Date,
): Promise<ActionDone> {
  const { actor, key, requestId } = call
  const slot = { actor: callerId(actor) ?? 'system', action: call.action, key: key ?? '' }
  const [taken, loaded] = await Promise.allSettled([
    key ? takeKey(tx, { ...slot, input }, now) : undefined,
    loadReferences(tx, actor, fields, input),
  ])
  // A repeat gets its answer, whatever has become of the records since.
  if (taken.status === 'rejected') throw taken.reason
  if (taken.value) return taken.value as ActionDone
  if (loaded.status === 'rejected') throw loaded.reason
  if (actor.kind === 'employee') await refuseMaskedInput(tx, actor.access, handler.contract, input)
  const session: Session = {
    tx,
    actor,
    now,
    requestId,
    history: new HistoryBook(),
    outbox: new Outbox(deps.heard),
    mayAsk: mayAsk(actor, fields, input),
  }
  // Whether doubts are to stop it is the kernel's business: handlers write what is left.
  const { ignoreWarnings: _insists, ...rest } = input
  const handled = await runHandler(deps, session, { handler, input: rest, refs: loaded.value, depth: 1 })
  const done = describe(handler.contract, handled, translator(actor.locale))
  await Promise.all([
    session.history.flush(tx, actor, now, requestId),
    session.outbox.flush(tx, actor, now, requestId),
    key ? keepAnswer(tx, slot, done) : undefined,
  ])
  return done
}

/** Can the caller answer a doubt by calling again? Not where the action has no way to say so, nor in the demo's story. */
function mayAsk(actor: Actor, fields: Fields, input: Record<string, unknown>): boolean {
  const present = actor.kind === 'employee' && actor.door !== 'seed'
  return present && 'ignoreWarnings' in fields && input.ignoreWarnings !== true
}

/** One handler's turn, the call's own or that of an action which it calls. */
interface Turn {
  handler: Handler
  input: Record<string, unknown>
  refs: LoadedRefs
  depth: number
}

async function runHandler(deps: KernelDeps, session: Session, turn: Turn): Promise<Handled> {
  const { handler, input, refs, depth } = turn
  const { tx, actor, now, history, outbox, requestId } = session
  const action = handler.contract.name
  const ctx: Ctx = {
    actor,
    action: handler.contract,
    tx,
    now,
    timeZone: deps.timeZone,
    requestId,
    refs,
    write: new Writer({
      tx,
      actor,
      now,
      timeZone: deps.timeZone,
      action,
      history,
      outbox,
      guards: deps.guards,
      mayAsk: session.mayAsk,
    }),
    trace: (subject, id, changes, note) =>
      history.add({ object: subject, recordId: id, action, changes, ...(note ? { note } : {}) }),
    emit: (name, payload, about) => outbox.add(name, payload, about),
    refuse,
    call: async (name, given) => {
      if (depth >= maxDepth) throw new Error(`${action} → ${name}: calls nest deeper than ${maxDepth}`)
      const inner = handlerOf(deps, name)
      demand(actor, inner.contract)
      const fields = (await catalogueOf(tx, actor)).inputOf(inner.contract)
      const parsed = parseInput(fields, given)
      const found = await loadReferences(tx, actor, fields, parsed)
      if (actor.kind === 'employee') await refuseMaskedInput(tx, actor.access, inner.contract, parsed)
      return runHandler(deps, session, { handler: inner, input: parsed, refs: found, depth: depth + 1 })
    },
  }
  return handler.run(ctx, input)
}

function handlerOf(deps: KernelDeps, name: string): Handler {
  const handler = findAction(name) ? deps.handlers.get(name) : undefined
  return handler ?? refuse('unknownAction', { action: name.slice(0, 60) })
}

/** Is this kind of caller meant at all, and does the employee's role permit it? @throws Refusal notPermitted */
function demand(actor: Actor, contract: ActionContract): void {
  const callers = contract.by ?? ['employee', 'system']
  if (!callers.includes(actor.kind)) refuse('notPermitted')
  if (actor.kind === 'employee' && !can(actor.access, contract.needs)) refuse('notPermitted')
}

function describe(contract: ActionContract, handled: Handled, t: Translate): ActionDone {
  const done: ActionDone = {
    result: handled.result ?? {},
    message: t(`action.${contract.name}.${handled.told ?? 'done'}`, handled.say ?? {}),
  }
  if (contract.undo && handled.undo) {
    done.undo = { action: contract.undo, input: handled.undo as Record<string, Value> }
  }
  return done
}
