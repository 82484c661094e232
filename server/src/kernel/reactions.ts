import type { Database, Tx } from '../db/database'
import type { Messenger } from '../messaging/messenger'
import type { Clock } from './clock'
import type { JsonObject } from './context'
import type { DomainEvent } from './events'

/** What a reaction has: one transaction of its own, in which it runs at most once per event. */
export interface ReactionCtx {
  tx: Tx
  now: Date
  messenger: Messenger
  /** Has something happen later: `kind` and `ref` name it; setting it again moves nothing. */
  schedule(timer: TimerRequest): Promise<void>
  /** The same, but a timer that stands is moved. */
  reschedule(timer: TimerRequest): Promise<void>
  cancel(timer: { kind: string; ref: string }): Promise<void>
}

/** Something to be done at a moment of our clock. */
export interface TimerRequest {
  kind: string
  ref: string
  dueAt: Date
  payload?: JsonObject
}

/** What follows from an event. Reactions are idempotent: (event, name) runs once (decision 8). */
export interface Reaction {
  name: string
  on: readonly string[]
  run(ctx: ReactionCtx, event: DomainEvent): Promise<void>
}

/** What is done when a timer of a kind is due; its row is gone when this commits. */
export interface TimerHandler {
  kind: string
  run(ctx: ReactionCtx, timer: { ref: string; dueAt: Date; payload: JsonObject }): Promise<void>
}

export interface ReactionDeps {
  db: Database
  clock: Clock
  messenger: Messenger
  reactions: readonly Reaction[]
  timers: readonly TimerHandler[]
}

/** Jobs wake by the machine's clock; ours may be ahead of it. */
function machineTime(clock: Clock, at: Date): Date {
  return new Date(at.getTime() - clock.offset())
}

/** Puts a timer and the job that will look at it; the first one for (kind, ref) stands. */
export async function schedule(tx: Tx, clock: Clock, timer: TimerRequest): Promise<void> {
  const set = await tx.query(
    `insert into timer (kind, ref, due_at, payload) values ($1, $2, $3::timestamptz, $4::jsonb)
     on conflict (kind, ref) do nothing returning 1 as one`,
    [timer.kind, timer.ref, timer.dueAt, JSON.stringify(timer.payload ?? {})],
  )
  // A job for a later moment would take the place of the one that wakes for the timer that stands.
  if (set.length === 0) return
  await tx.addJob(
    'fireDue',
    {},
    { key: `timer:${timer.kind}:${timer.ref}`, runAt: machineTime(clock, timer.dueAt) },
  )
}

/** Puts a timer, or moves the one that stands. */
async function reschedule(tx: Tx, clock: Clock, timer: TimerRequest): Promise<void> {
  await cancel(tx, timer)
  await schedule(tx, clock, timer)
}

/** Its job, if it still comes, finds nothing due. */
async function cancel(tx: Tx, timer: { kind: string; ref: string }): Promise<void> {
  await tx.query('delete from timer where kind = $1 and ref = $2', [timer.kind, timer.ref])
}

function contextOf(deps: ReactionDeps, tx: Tx): ReactionCtx {
  return {
    tx,
    now: deps.clock.now(),
    messenger: deps.messenger,
    schedule: timer => schedule(tx, deps.clock, timer),
    reschedule: timer => reschedule(tx, deps.clock, timer),
    cancel: timer => cancel(tx, timer),
  }
}

/** Adds one job per reaction to each of the events that a transaction left (task `dispatch`). */
export async function dispatch(deps: ReactionDeps, events: { id: string; name: string }[]): Promise<void> {
  await deps.db.transaction(async tx => {
    for (const event of events) {
      const hearing = deps.reactions.filter(reaction => reaction.on.includes(event.name))
      for (const { name } of hearing)
        await tx.addJob('react', { event: event.id, reaction: name }, { key: `${event.id}:${name}` })
    }
  })
}

/** Runs one reaction to one event, unless it has run (task `react`). */
export async function react(deps: ReactionDeps, job: { event: string; reaction: string }): Promise<void> {
  const reaction = deps.reactions.find(one => one.name === job.reaction)
  if (!reaction) return
  await deps.db.transaction(async tx => {
    const first = await tx.query(
      `insert into reaction_done (event_id, reaction, created_at) values ($1::uuid, $2, $3::timestamptz)
       on conflict do nothing returning 1 as one`,
      [job.event, job.reaction, deps.clock.now()],
    )
    if (first.length === 0) return
    const event = await tx.prisma.event.findFirst({ where: { id: job.event } })
    if (!event) return
    const { id, name, object, recordId, actorId, createdAt: at } = event
    await reaction.run(contextOf(deps, tx), {
      id,
      name,
      object,
      recordId,
      actorId,
      at,
      payload: event.payload as JsonObject,
    })
  })
}

interface TimerRow {
  kind: string
  ref: string
  due_at: Date
  payload: JsonObject
}

/**
 * Runs everything that is due, each timer in its own transaction; another worker's timers are left to it (task `fireDue`).
 * One that fails keeps none of the others waiting. @throws the first failure, when all others have run
 */
export async function fireDue(deps: ReactionDeps): Promise<void> {
  const failed: { timer: TimerRow; error: unknown }[] = []
  for (;;) {
    let taken: TimerRow | undefined
    try {
      await deps.db.transaction(async tx => {
        taken = await takeDue(
          tx,
          deps,
          failed.map(one => one.timer),
        )
        if (taken) await fire(tx, deps, taken)
      })
    } catch (error) {
      if (!taken) throw error
      failed.push({ timer: taken, error })
      continue
    }
    if (!taken) break
  }
  if (failed[0]) throw failed[0].error
}

/** Takes the longest due timer but for those given; its row is gone when the transaction commits. */
async function takeDue(tx: Tx, deps: ReactionDeps, but: readonly TimerRow[]): Promise<TimerRow | undefined> {
  const [timer] = await tx.query<TimerRow>(
    `delete from timer t using (
       select kind, ref from timer where due_at <= $1::timestamptz and kind = any($2::text[])
         and not exists (select 1 from unnest($3::text[], $4::text[]) as f(kind, ref)
                         where f.kind = timer.kind and f.ref = timer.ref)
       order by due_at limit 1 for update of timer skip locked
     ) due where t.kind = due.kind and t.ref = due.ref returning t.kind, t.ref, t.due_at, t.payload`,
    [deps.clock.now(), deps.timers.map(one => one.kind), but.map(one => one.kind), but.map(one => one.ref)],
  )
  return timer
}

async function fire(tx: Tx, deps: ReactionDeps, timer: TimerRow): Promise<void> {
  const handler = deps.timers.find(one => one.kind === timer.kind)!
  await handler.run(contextOf(deps, tx), { ref: timer.ref, dueAt: timer.due_at, payload: timer.payload })
}
