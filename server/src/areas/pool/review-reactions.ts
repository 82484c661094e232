import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'
import type { ReviewRow } from './open-review'

interface Told extends ReviewRow {
  decider: string | null
  claimant: string | null
}

async function reviewOf(ctx: ReactionCtx, event: DomainEvent): Promise<Told | undefined> {
  const [row] = await ctx.tx.query<Told>(
    `select v.*, d.name as decider, c.name as claimant from pool_review v
     left join employee d on d.id = v.decided_by left join employee c on c.id = v.claimant_id where v.id = $1::uuid`,
    [event.payload.review],
  )
  return row
}

const cardOf = (event: DomainEvent) =>
  ({ kind: 'poolReview', matter: `poolReview:${event.payload.review}` }) as const

/** Every open claim card of the record says that somebody has asked for it, or offers it again. */
async function showState(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { object, id } = event.payload
  await ctx.messenger.touchCard(ctx.tx, { kind: 'poolClaim', matter: `${object}:${id}` })
}

async function askReviewers(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const recipients = event.payload.reviewers as string[]
  await ctx.messenger.openCard(ctx.tx, { ...cardOf(event), recipients })
  await showState(ctx, event)
}

async function showDecision(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  await ctx.messenger.touchCard(ctx.tx, cardOf(event))
  await showState(ctx, event)
}

/** What each of those concerned is told; by kind of question and outcome. Nobody is told of what they did themselves. */
const notices: Readonly<Record<string, readonly { to: 'asker' | 'claimant'; key: string }[]>> = {
  'claim.agreed': [{ to: 'claimant', key: 'claimAgreed' }],
  'claim.rejected': [{ to: 'claimant', key: 'claimRejected' }],
  'claim.overruled': [{ to: 'claimant', key: 'overruledNotice' }],
  // Who gets it hears so by the assignment itself.
  'assign.agreed': [{ to: 'asker', key: 'assignAgreed' }],
  'assign.rejected': [{ to: 'asker', key: 'assignRejected' }],
  'assign.overruled': [{ to: 'asker', key: 'overruledNotice' }],
  'newCustomer.agreed': [{ to: 'asker', key: 'customerPassed' }],
  'newCustomer.rejected': [{ to: 'asker', key: 'customerFailed' }],
}

async function tellAsker(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const review = await reviewOf(ctx, event)
  if (!review) return
  for (const { to, key } of notices[`${review.kind}.${event.payload.outcome}`] ?? []) {
    const employeeId = to === 'asker' ? review.asker_id : review.claimant_id
    if (!employeeId || employeeId === review.decided_by) continue
    await ctx.messenger.sendNotice(ctx.tx, {
      employeeId,
      text: {
        key: `card.poolReview.${key}`,
        params: {
          name: review.decider ?? '',
          record: review.title,
          to: review.claimant ?? '',
          reason: review.reason ?? '',
        },
      },
      links: [{ text: review.title, record: `${review.object}:${review.record_id}` }],
      dedupeKey: `poolReview:${review.id}:${to}`,
      urgency: 'now',
    })
  }
}

/** What follows from questions about pooled records and new customers. */
export const reviewReactions: readonly Reaction[] = [
  { name: 'pool.askReviewers', on: ['pool.reviewAsked'], run: askReviewers },
  { name: 'pool.showDecision', on: ['pool.reviewDecided'], run: showDecision },
  { name: 'pool.tellAsker', on: ['pool.reviewDecided'], run: tellAsker },
]
