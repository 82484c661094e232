import { reminderDone, reminderSnooze } from '@gonghai/shared/actions/reminder'
import { objects } from '@gonghai/shared/objects'
import { type Ctx, handle } from '../../kernel/context'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { identifier, type Row, splitRecord } from '../../records/columns'

type Watched = 'customer' | 'lead'

const titleOf = (object: string, row: Record<string, unknown>) =>
  String(row[objects[object as Watched].title])

/** What was agreed is the owner's own affair, however many may change the record. @throws Refusal notPermitted */
function demandOwner(ctx: Ctx, row: Row): void {
  if (ctx.actor.kind === 'employee' && row.owner_id !== ctx.actor.employeeId) ctx.refuse('notPermitted')
}

/** The agreed contact has taken place; nothing is due any more. Doing it twice changes nothing. */
export const finishReminder = handle(reminderDone, async ctx => {
  const { object, id, row } = ctx.refs.get('record')
  demandOwner(ctx, row)
  const until = row.next_contact_at ? new Date(row.next_contact_at as string).toISOString() : null
  await ctx.write.update(object as Watched, row, { nextContactAt: null })
  ctx.emit('reminder.set', { object, id, at: null }, { object, id })
  const record = `${object}:${id}`
  return {
    result: { record },
    say: { name: titleOf(object, row) },
    ...(until ? { undo: { record, until } } : {}),
  }
})

/** Moves the reminder to a later moment. */
export const snoozeReminder = handle(reminderSnooze, async (ctx, input) => {
  const { object, id, row } = ctx.refs.get('record')
  demandOwner(ctx, row)
  // Taking a "done" back may set a moment that has just passed: the reminder then comes at once.
  if (new Date(input.until).getTime() < ctx.now.getTime() - 7 * 86_400_000) ctx.refuse('pastTime')
  await ctx.write.update(object as Watched, row, { nextContactAt: input.until })
  ctx.emit('reminder.set', { object, id, at: input.until }, { object, id })
  return { result: { record: `${object}:${id}`, until: input.until }, say: { name: titleOf(object, row) } }
})

/** The one timer of a record follows its next contact; an older card turns to what is agreed now. */
async function setReminder(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { object, id } = event.payload as { object: string; id: string }
  if (object !== 'customer' && object !== 'lead') return
  const [row] = await ctx.tx.query<{ at: Date | null }>(
    `select next_contact_at as at from ${identifier(object)} where id = $1::uuid`,
    [id],
  )
  const timer = { kind: 'followReminder', ref: `${object}:${id}` }
  if (row?.at) await ctx.reschedule({ ...timer, dueAt: row.at })
  else await ctx.cancel(timer)
  await ctx.messenger.touchCard(ctx.tx, { kind: 'followReminder', matter: timer.ref })
  await ctx.messenger.touchCard(ctx.tx, { kind: 'recycleWarning', matter: timer.ref })
}

/** At the agreed time the owner is reminded, unless it was moved or done meanwhile (CHAT-5). */
async function remind(ctx: ReactionCtx, { ref }: { ref: string }): Promise<void> {
  const [object, id] = splitRecord(ref)
  const [row] = await ctx.tx.query<{ owner_id: string | null; at: Date | null }>(
    `select owner_id, next_contact_at as at from ${identifier(object)} where id = $1::uuid and deleted_at is null`,
    [id],
  )
  if (!row?.owner_id || !row.at || row.at > ctx.now) return
  await ctx.messenger.openCard(ctx.tx, { kind: 'followReminder', matter: ref, recipients: [row.owner_id] })
}

/** What follows from agreed contacts. */
export const reminderReactions: readonly Reaction[] = [
  { name: 'reminder.set', on: ['followUp.written', 'reminder.set'], run: setReminder },
]

/** What is done when an agreed contact is due. */
export const reminderTimers: readonly TimerHandler[] = [{ kind: 'followReminder', run: remind }]
