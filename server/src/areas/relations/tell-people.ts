import { findObject } from '@gonghai/shared/objects'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { identifier, tableOf } from '../../records/columns'

/** What is gathered into one message per receiver and giver, however many records it is about. */
const told = { 'record.transferred': 'card.handed.owner', 'team.joined': 'card.handed.team' } as const
type Told = keyof typeof told

const timer = 'handed'

/** Each further record moves the message on a little, so that five hundred at once are one message. */
async function gather(ctx: ReactionCtx, event: DomainEvent, seconds: number): Promise<void> {
  const to = String(event.payload.to)
  if (to === event.actorId) return
  const ref = `${event.name}|${to}|${event.actorId ?? ''}`
  const dueAt = new Date(ctx.now.getTime() + seconds * 1000)
  const [standing] = await ctx.tx.query<{ since: string }>(
    `select payload ->> 'since' as since from timer where kind = $1 and ref = $2`,
    [timer, ref],
  )
  const at = event.at.toISOString()
  const since = standing && standing.since < at ? standing.since : at
  await ctx.reschedule({ kind: timer, ref, dueAt, payload: { since } })
}

interface HandedRow {
  object: string
  id: string
  count: number
}

async function recordsOf(ctx: ReactionCtx, ref: string, since: string): Promise<HandedRow[]> {
  const [name, to, by] = ref.split('|')
  return ctx.tx.query<HandedRow>(
    `select object, record_id as id, (count(*) over ())::int as count from (
       select distinct on (object, record_id) object, record_id, created_at, id from event
       where name = $1 and created_at >= $2::timestamptz and payload ->> 'to' = $3 and coalesce(actor_id, '') = $4
       order by object, record_id, created_at desc) e
     order by created_at, e.id limit 3`,
    [name, since, to, by],
  )
}

async function titleOf(ctx: ReactionCtx, { object, id }: HandedRow): Promise<string | undefined> {
  const declaration = findObject(object)!
  const title = tableOf(declaration).byField.get(declaration.title)!.parts[0]!.name
  const [row] = await ctx.tx.query<{ title: string }>(
    `select left(${identifier(title)}, 60) as title from ${identifier(tableOf(declaration).name)}
     where id = $1::uuid and deleted_at is null`,
    [id],
  )
  return row?.title
}

/** Says once what somebody was given by whom. */
async function tell(ctx: ReactionCtx, ref: string, since: string): Promise<void> {
  const [name, to, by] = ref.split('|')
  const rows = await recordsOf(ctx, ref, since)
  const named: { text: string; record: string }[] = []
  for (const row of rows) {
    const text = await titleOf(ctx, row)
    if (text) named.push({ text, record: `${row.object}:${row.id}` })
  }
  if (named.length === 0) return
  const [giver] = await ctx.tx.query<{ name: string }>(`select name from employee where id::text = $1`, [by])
  const count = rows[0]!.count
  const several = count > 1 ? 'Several' : 'One'
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: to!,
    text: {
      key: `${told[name as Told]}${several}`,
      params: { by: giver?.name ?? '', name: named[0]!.text, number: count },
    },
    links: named,
    dedupeKey: `handed:${ref}:${since}`,
  })
}

/** New owners and new team members hear of it, in one message per giver. @param seconds how long more is waited for */
export function handedReactions(seconds: number): { reactions: Reaction[]; timers: TimerHandler[] } {
  return {
    reactions: [
      {
        name: 'relations.tellHanded',
        on: Object.keys(told),
        run: (ctx, event) => gather(ctx, event, seconds),
      },
    ],
    timers: [{ kind: timer, run: (ctx, { ref, payload }) => tell(ctx, ref, String(payload.since)) }],
  }
}
