import { reminderDone, reminderSnooze } from '@gonghai/shared/actions/reminder'
import { findObject, objects } from '@gonghai/shared/objects'
import { type Ctx, handle } from '../../kernel/context'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { identifier, type Row, splitRecord, tableOf } from '../../records/columns'

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

const ownContact = 'ownContact'

/** What a writer agreed that is not the owner's affair is remembered for the writer alone (CUST-17). */
async function rememberForWriter(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { followUp } = event.payload as { followUp?: string }
  if (!followUp) return
  const [row] = await ctx.tx.query<{ next: Date | null; by: string | null; object: string; id: string }>(
    `select next_contact_at as next, created_by as by, record_object as object, record_id as id
     from follow_up where id = $1::uuid and deleted_at is null`,
    [followUp],
  )
  if (!row?.next || !row.by || (await hasCard(ctx, row))) return
  await ctx.reschedule({ kind: ownContact, ref: followUp, dueAt: row.next })
}

/** Owners of customers and leads get a card at that time. */
async function hasCard(
  ctx: ReactionCtx,
  row: { by: string | null; object: string; id: string },
): Promise<boolean> {
  if (row.object !== 'customer' && row.object !== 'lead') return false
  const [record] = await ctx.tx.query<{ owner_id: string | null }>(
    `select owner_id from ${identifier(row.object)} where id = $1::uuid`,
    [row.id],
  )
  return record?.owner_id === row.by
}

/** Reminds the writer, unless the follow-up was taken back or the writer has been in touch again. */
async function remindWriter(ctx: ReactionCtx, { ref }: { ref: string }): Promise<void> {
  const [row] = await ctx.tx.query<{ by: string; object: string; id: string }>(
    `select f.created_by as by, f.record_object as object, f.record_id as id from follow_up f
     where f.id = $1::uuid and f.deleted_at is null and not exists (
       select 1 from follow_up l where l.record_object = f.record_object and l.record_id = f.record_id
         and l.created_by = f.created_by and l.deleted_at is null and l.id > f.id)`,
    [ref],
  )
  const object = row && findObject(row.object)
  if (!row || !object) return
  const title = tableOf(object).byField.get(object.title)!.parts[0]!.name
  const [record] = await ctx.tx.query<{ name: string }>(
    `select left(${identifier(title)}, 100) as name from ${identifier(tableOf(object).name)}
     where id = $1::uuid and deleted_at is null`,
    [row.id],
  )
  if (!record) return
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: row.by,
    text: { key: 'card.ownContact', params: { name: record.name } },
    links: [{ text: record.name, record: `${row.object}:${row.id}` }],
    dedupeKey: `ownContact:${ref}`,
    urgency: 'now',
  })
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
  { name: 'reminder.rememberForWriter', on: ['followUp.written'], run: rememberForWriter },
  { name: 'reminder.set', on: ['followUp.written', 'reminder.set'], run: setReminder },
]

/** What is done when an agreed contact is due. */
export const reminderTimers: readonly TimerHandler[] = [
  { kind: 'followReminder', run: remind },
  { kind: ownContact, run: remindWriter },
]
