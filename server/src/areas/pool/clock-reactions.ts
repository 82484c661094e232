import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'
import { identifier } from '../../records/columns'
import { byOwner } from './by-owner'
import type { ExtensionOutcome } from './extension-request'

/** Ids and object of an event about several records. */
function recordsOf({ payload }: DomainEvent): { object: 'customer' | 'lead'; ids: string[]; at: string } {
  const { object = 'customer', ids, at } = payload as Record<string, unknown>
  return { object: object as 'customer' | 'lead', ids: ids as string[], at: String(at) }
}

interface TakenRow {
  owner_id: string
  id: string
  name: string
  rule: string
  days: number
  pool_name: string
}

/** Whoever lost records by a rule is told once, with the reason (POOL-5). */
async function tellRecycled(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { object, ids, at } = recordsOf(event)
  const rows = await ctx.tx.query<TakenRow>(
    `select g.owner_id, g.record_id as id, r.name, g.rule, g.days, g.pool_name
     from recycling g join ${identifier(object)} r on r.id = g.record_id
     where g.object = $1 and g.record_id = any($2::uuid[]) and g.at = $3::timestamptz order by r.name`,
    [object, ids, at],
  )
  for (const [owner, theirs] of byOwner(rows)) {
    const [first] = theirs
    const params = { name: first!.name, days: first!.days, pool: first!.pool_name }
    const names = theirs.slice(0, 5).map(({ name }) => name)
    await ctx.messenger.sendNotice(ctx.tx, {
      employeeId: owner,
      text:
        theirs.length === 1
          ? { key: `recycle.taken.${first!.rule}`, params }
          : { key: `recycle.takenMany.${object}`, params: { count: theirs.length, names } },
      links: theirs.slice(0, 3).map(({ id, name }) => ({ text: name, record: `${object}:${id}` })),
      dedupeKey: `recycled:${event.id}:${owner}`,
    })
  }
}

/** Owners hear which of their customers fell asleep, and what wakes them. */
async function tellSlept(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { ids } = recordsOf(event)
  const rows = await ctx.tx.query<{ owner_id: string; id: string; name: string }>(
    `select owner_id, id, name from customer where id = any($1::uuid[]) and owner_id is not null
     and stage = 'dormant' order by name`,
    [ids],
  )
  for (const [owner, theirs] of byOwner(rows)) {
    const names = theirs.slice(0, 5).map(({ name }) => name)
    await ctx.messenger.sendNotice(ctx.tx, {
      employeeId: owner,
      text: { key: 'recycle.slept', params: { count: theirs.length, names } },
      links: theirs.slice(0, 3).map(({ id, name }) => ({ text: name, record: `customer:${id}` })),
      dedupeKey: `slept:${event.id}:${owner}`,
    })
  }
}

/** Open warnings of records whose deadline moved show how it stands now. */
async function touchWarnings(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { object, ids } = recordsOf(event)
  const open = await ctx.tx.query<{ matter: string }>(
    `select matter from card where kind = 'recycleWarning' and matter = any($1::text[])`,
    [ids.map(id => `${object}:${id}`)],
  )
  for (const { matter } of open) await ctx.messenger.touchCard(ctx.tx, { kind: 'recycleWarning', matter })
}

async function askApprovers(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const { request, approvers } = payload as { request: string; approvers: string[] }
  await ctx.messenger.openCard(ctx.tx, {
    kind: 'extension',
    matter: `extension:${request}`,
    recipients: approvers,
  })
}

interface Decided {
  object: 'customer' | 'lead'
  record_id: string
  asker_id: string
  asker: string
  approvers: string[]
  state: ExtensionOutcome
  days: number
  comment: string | null
  decider: string | null
}

/** Outcomes that the asker does not learn by themselves; of an ask that lapsed those hear, too, who left it alone. */
const told: ReadonlySet<ExtensionOutcome> = new Set(['agreed', 'rejected', 'extended', 'lapsed'])

/** Both sides hear how it ended, and every copy of the card shows it. */
async function tellDecision(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const request = String(payload.request)
  await ctx.messenger.touchCard(ctx.tx, { kind: 'extension', matter: `extension:${request}` })
  const [row] = await ctx.tx.query<Decided>(
    `select q.object, q.record_id, q.asker_id, a.name as asker, q.approvers, q.state, q.days, q.comment, d.name as decider
     from extension_request q join employee a on a.id = q.asker_id left join employee d on d.id = q.decider_id
     where q.id = $1::uuid`,
    [request],
  )
  if (!row || !told.has(row.state)) return
  const [record] = await ctx.tx.query<{ name: string }>(
    `select name from ${identifier(row.object)} where id = $1::uuid`,
    [row.record_id],
  )
  const name = record?.name ?? ''
  const params = {
    record: name,
    name: row.decider ?? '',
    asker: row.asker,
    count: row.days,
    reason: row.comment ?? '',
  }
  const links = [{ text: name, record: `${row.object}:${row.record_id}` }]
  const tell = (employeeId: string, key: string) =>
    ctx.messenger.sendNotice(ctx.tx, {
      employeeId,
      text: { key: `card.extension.told.${key}`, params },
      links,
      dedupeKey: `extension:${request}`,
      urgency: 'now',
    })
  await tell(row.asker_id, row.state)
  if (row.state === 'lapsed') for (const approver of row.approvers) await tell(approver, 'lapsedUnanswered')
}

/** Reminders of what was agreed end with the owner. */
async function endReminders(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { object, ids } = recordsOf(event)
  const refs = ids.map(id => `${object}:${id}`)
  await ctx.tx.query(`delete from timer where kind = 'followReminder' and ref = any($1::text[])`, [refs])
  const open = await ctx.tx.query<{ matter: string }>(
    `select matter from card where kind = 'followReminder' and matter = any($1::text[])`,
    [refs],
  )
  for (const { matter } of open) await ctx.messenger.touchCard(ctx.tx, { kind: 'followReminder', matter })
}

/** What follows when deadlines pass, move, or are asked to be moved. */
export const clockReactions: readonly Reaction[] = [
  { name: 'pool.tellRecycled', on: ['pool.recycled'], run: tellRecycled },
  { name: 'pool.endReminders', on: ['pool.recycled'], run: endReminders },
  { name: 'pool.touchWarnings', on: ['pool.recycled', 'pool.deadlineMoved'], run: touchWarnings },
  { name: 'pool.tellSlept', on: ['customer.slept'], run: tellSlept },
  { name: 'extension.ask', on: ['extension.asked'], run: askApprovers },
  { name: 'extension.tell', on: ['extension.decided'], run: tellDecision },
]
