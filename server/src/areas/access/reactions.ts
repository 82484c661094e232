import { findObject } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { dayIn } from '../../kernel/clock'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx, TimerHandler } from '../../kernel/reactions'
import { decidersOf } from './deciders'
import { type RequestRow, requestColumns, titleOf } from './request-row'

const matterOf = (id: unknown) => ({ kind: 'accessRequest', matter: `accessRequest:${id}` }) as const

/** Whoever may open the record gets a card; nobody else hears of it. */
async function askDeciders(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const recipients = payload.deciders as string[]
  await ctx.messenger.openCard(ctx.tx, { ...matterOf(payload.request), recipients })
}

async function readRequest(ctx: ReactionCtx, id: unknown): Promise<RequestRow | undefined> {
  const [row] = await ctx.tx.query<RequestRow>(`${requestColumns} where q.id = $1::uuid`, [id])
  return row
}

/** The cards turn, the asker hears the answer, and an opening is given its end. */
async function settle(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  await ctx.messenger.touchCard(ctx.tx, matterOf(payload.request))
  const row = await readRequest(ctx, payload.request)
  if (!row || row.state === 'waiting' || row.state === 'withdrawn') return
  const record = `${row.object}:${row.record_id}`
  if (row.state === 'granted' && row.until) {
    await ctx.reschedule({
      kind: 'team.expire',
      ref: `${record}:${row.requester_id}`,
      dueAt: row.until,
      payload: { request: row.id, back: payload.back ?? null },
    })
  }
  const granted = row.state === 'granted'
  const [zone] = await ctx.tx.query<{ time_zone: string }>(
    'select time_zone from employee where id = $1::uuid',
    [row.requester_id],
  )
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: row.requester_id,
    text: {
      key: granted ? `card.access.opened_${row.access ?? 'read'}` : 'card.access.closed',
      params: {
        title: granted ? await titleOf(ctx.tx, row.object, row.record_id) : '',
        name: row.decider ?? '',
        reason: row.answer ?? '',
        until: row.until ? dayIn(zone!.time_zone, new Date(row.until.getTime() - 1)) : '',
      },
    },
    ...(granted ? { links: [{ text: { key: 'card.access.open' }, record }] } : {}),
    dedupeKey: `access:${row.id}:${row.state}`,
    urgency: 'now',
  })
}

/** A place in a team that was given for a while ends; who was a reader for good before stays one. */
async function expire(
  ctx: ReactionCtx,
  { ref, payload }: { ref: string; payload: Record<string, unknown> },
): Promise<void> {
  const [object = '', recordId = '', employeeId = ''] = ref.split(':')
  const at = [object, recordId, employeeId, ctx.now]
  const over =
    'object = $1 and record_id = $2::uuid and employee_id = $3::uuid and expires_at <= $4::timestamptz'
  const ended = payload.back
    ? await ctx.tx.query(
        `update team_member set access = 'read', expires_at = null where ${over} returning 1 as one`,
        at,
      )
    : await ctx.tx.query(`delete from team_member where ${over} returning 1 as one`, at)
  if (ended.length === 0) return
  if (payload.request)
    await ctx.tx.query(
      `update access_request set state = 'ended' where id = $1::uuid and state = 'granted'`,
      [payload.request],
    )
  const [person] = await ctx.tx.query<{ name: string }>('select name from employee where id = $1::uuid', [
    employeeId,
  ])
  await ctx.tx.query(
    `insert into history (id, object, record_id, action, door, actor_kind, actor_id, request_id, changes, note, at)
     values ($1::uuid, $2, $3::uuid, 'access.expired', 'job', 'system', null, $4, '{}'::jsonb, $5, $6::timestamptz)`,
    [uuid(), object, recordId, `timer:${ref}`, person?.name ?? '', ctx.now],
  )
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId,
    text: { key: 'card.access.over', params: { title: await titleOf(ctx.tx, object, recordId) } },
    dedupeKey: `access:over:${ref}:${ctx.now.toISOString()}`,
  })
}

/** Who has the record now is asked: whoever had it has no say any more. */
async function follow(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const { object, ids } = payload as { object: string; ids: string[] }
  const declaration = findObject(object)
  const waiting = await ctx.tx.query<{
    id: string
    record_id: string
    requester_id: string
    deciders: string[]
  }>(
    `select id, record_id, requester_id, deciders from access_request
     where object = $1 and record_id = any($2::uuid[]) and state = 'waiting' order by id for no key update`,
    [object, ids],
  )
  for (const { id, record_id: record, requester_id: asker, deciders: before } of waiting) {
    const deciders = declaration ? await decidersOf(ctx.tx, declaration, record, asker) : []
    if (deciders.length === 0 || deciders.every(one => before.includes(one))) continue
    await ctx.tx.query('update access_request set deciders = $2::uuid[] where id = $1::uuid', [id, deciders])
    await ctx.messenger.openCard(ctx.tx, { ...matterOf(id), recipients: deciders })
    await ctx.messenger.touchCard(ctx.tx, matterOf(id))
  }
}

/** What follows from asking for access. */
export const accessReactions: readonly Reaction[] = [
  { name: 'access.askDeciders', on: ['access.requested'], run: askDeciders },
  { name: 'access.settle', on: ['access.decided'], run: settle },
  { name: 'access.follow', on: ['record.handsChanged', 'pool.recycled'], run: follow },
]

/** What is done when a place in a team ends. */
export const accessTimers: readonly TimerHandler[] = [{ kind: 'team.expire', run: expire }]
