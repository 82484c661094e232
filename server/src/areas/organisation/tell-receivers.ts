import { handedObjects } from '@gonghai/shared/actions/organisation'
import { translator } from '@gonghai/shared/i18n'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'

interface Started {
  handover: string
  from: string
  by: string
  shares: Record<string, Record<string, number>>
}

/** One message per receiver, however many records come: what, from whom, by whom. */
async function tellReceivers(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { handover, from, by, shares } = event.payload as unknown as Started
  const people = await ctx.tx.query<{ id: string; locale: 'zh-CN' | 'zh-TW' | 'en' }>(
    'select id, locale from employee where id = any($1::uuid[]) and active order by id',
    [Object.keys(shares)],
  )
  for (const { id, locale } of people) {
    const t = translator(locale)
    const share = shares[id] ?? {}
    const what = handedObjects
      .flatMap(object =>
        share[object] ? [{ object: t(`object.${object}.label`), count: share[object] }] : [],
      )
      .map(part => t('organisation.handover.share', part))
      .join(t('organisation.handover.comma'))
    await ctx.messenger.sendNotice(ctx.tx, {
      employeeId: id,
      text: { key: 'organisation.handover.told', params: { from, by, what } },
      dedupeKey: `handover:${handover}`,
    })
  }
}

/** What follows from handovers. */
export const organisationReactions: readonly Reaction[] = [
  { name: 'handover.tellReceivers', on: ['handover.started'], run: tellReceivers },
]
