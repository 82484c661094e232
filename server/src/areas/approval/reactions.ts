import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'

const matterOf = (event: DomainEvent) =>
  ({ kind: 'approval', matter: `approval:${event.payload.approval}` }) as const

/** The approvers of a step get their cards; those of earlier steps see how far it is. */
async function askApprovers(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const recipients = event.payload.approvers as string[]
  await ctx.messenger.openCard(ctx.tx, { ...matterOf(event), recipients })
}

async function showProgress(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  await ctx.messenger.touchCard(ctx.tx, matterOf(event))
}

/** The applicant hears the result. */
async function tellApplicant(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  const { approval: id, outcome } = event.payload as { approval: string; outcome: string }
  if (outcome === 'withdrawn') return
  const approval = await ctx.tx.prisma.approval.findFirstOrThrow({ where: { id } })
  const summary = approval.summary as { title: string }
  const [last] = await ctx.tx.query<{ name: string; comment: string | null }>(
    `select e.name, t.comment from approval_task t join employee e on e.id = t.approver_id
     where t.approval_id = $1::uuid and t.decided_at is not null order by t.decided_at desc, t.step desc limit 1`,
    [id],
  )
  const params = { title: summary.title, name: last?.name ?? '', reason: last?.comment ?? '' }
  await ctx.messenger.sendNotice(ctx.tx, {
    employeeId: approval.applicantId,
    text: {
      key: outcome === 'agreed' ? 'card.approval.resultAgreed' : 'card.approval.resultRejected',
      params,
    },
    links: [{ text: { key: 'card.approval.detail' }, record: `${approval.object}:${approval.recordId}` }],
    dedupeKey: `approval:${id}:${outcome}`,
    urgency: 'now',
  })
}

/** What follows from approvals. */
export const approvalReactions: readonly Reaction[] = [
  { name: 'approval.askApprovers', on: ['approval.stepOpened'], run: askApprovers },
  { name: 'approval.showProgress', on: ['approval.changed', 'approval.finished'], run: showProgress },
  { name: 'approval.tellApplicant', on: ['approval.finished'], run: tellApplicant },
]
