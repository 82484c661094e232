import { findObject } from '@gonghai/shared/objects'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'
import { identifier, type Row, tableOf } from '../../records/columns'
import { decidersOf } from './ask'
import { isHanded, readRequest } from './requests'

/** Who has the record now is asked: whoever had it has no say any more. */
async function follow(ctx: ReactionCtx, { payload }: DomainEvent): Promise<void> {
  const { object, ids } = payload as { object: string; ids: string[] }
  const waiting = await ctx.tx.query<{
    id: string
    kind: 'cooperation' | 'appeal'
    record_id: string
    asker_id: string
    deciders: string[]
  }>(
    `select id, kind, record_id, asker_id, deciders from duplicate_request
     where object = $1 and record_id = any($2::uuid[]) and state = 'pending' order by id for no key update`,
    [object, ids],
  )
  for (const { id, kind, record_id: record, asker_id: asker, deciders: before } of waiting) {
    const declaration = findObject(object)!
    const [row] = await ctx.tx.query<Row>(
      `select * from ${identifier(tableOf(declaration).name)} where id = $1::uuid and deleted_at is null`,
      [record],
    )
    const found = row ? await decidersOf[kind](ctx.tx, declaration, row) : []
    const deciders = found.filter(one => one !== asker)
    if (deciders.length === 0 || deciders.every(one => before.includes(one))) continue
    await ctx.tx.query('update duplicate_request set deciders = $2::uuid[] where id = $1::uuid', [
      id,
      deciders,
    ])
    const card = { kind: 'collision', matter: `duplicateRequest:${id}` } as const
    await ctx.messenger.openCard(ctx.tx, { ...card, recipients: deciders })
    await ctx.messenger.touchCard(ctx.tx, card)
  }
}

/** Whoever may decide is asked by a card; whoever asked hears the answer. */
export const duplicateReactions: readonly Reaction[] = [
  { name: 'duplicate.follow', on: ['record.handsChanged', 'pool.recycled'], run: follow },
  {
    name: 'duplicate.ask',
    on: ['duplicate.asked'],
    async run(ctx, { payload }) {
      const row = await readRequest(ctx.tx, String(payload.request))
      if (!row) return
      const matter = `duplicateRequest:${row.id}`
      await ctx.messenger.openCard(ctx.tx, { kind: 'collision', matter, recipients: row.deciders })
    },
  },
  {
    name: 'duplicate.answer',
    on: ['duplicate.decided'],
    async run(ctx, { payload }) {
      const row = await readRequest(ctx.tx, String(payload.request))
      if (!row) return
      await ctx.messenger.touchCard(ctx.tx, { kind: 'collision', matter: `duplicateRequest:${row.id}` })
      const params = { name: row.title ?? '', by: row.decider ?? '', reason: row.comment ?? '' }
      const links =
        row.state === 'agreed' ? [{ text: row.title ?? '', record: `${row.object}:${row.record_id}` }] : []
      await ctx.messenger.sendNotice(ctx.tx, {
        employeeId: row.asker_id,
        text: { key: `card.collision.told.${row.kind}.${isHanded(row) ? 'handed' : row.state}`, params },
        links,
        dedupeKey: `duplicate.decided:${row.id}`,
        urgency: 'now',
      })
    },
  },
]
