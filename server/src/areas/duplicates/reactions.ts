import type { Reaction } from '../../kernel/reactions'
import { readRequest } from './requests'

/** Whoever may decide is asked by a card; whoever asked hears the answer. */
export const duplicateReactions: readonly Reaction[] = [
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
        text: { key: `card.collision.told.${row.kind}.${row.state}`, params },
        links,
        dedupeKey: `duplicate.decided:${row.id}`,
        urgency: 'now',
      })
    },
  },
]
