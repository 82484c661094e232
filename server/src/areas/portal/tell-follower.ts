import { customerTimeZone } from '../../auth/followers'
import { clockWords } from '../../kernel/clock'
import type { DomainEvent } from '../../kernel/events'
import type { Reaction, ReactionCtx } from '../../kernel/reactions'
import type { Words } from '../../kernel/words'
import type { FollowerNotice } from '../../messaging/messenger'

const hour = 3_600_000

interface RequestRow {
  id: string
  number: string
  title: string
  portal_user_id: string
  survey_id: string | null
}

interface StepRow {
  id: string
  kind: string
  words: string | null
  expected_at: Date | null
  name: string | null
  phone: string | null
}

/** The request whose course is told, locked, so that its steps are told in their order by whichever worker. */
async function lockRequest(ctx: ReactionCtx, id: string): Promise<RequestRow | undefined> {
  const [row] = await ctx.tx.query<RequestRow>(
    `select r.id, r.number, r.title, r.portal_user_id,
       (select s.id from survey s where s.request_object = 'serviceRequest' and s.request_id = r.id
          and s.state = 'asked' and s.expires_at > $2::timestamptz) as survey_id
     from service_request r where r.id = $1::uuid and r.portal_user_id is not null and r.deleted_at is null
     for no key update of r`,
    [id, ctx.now],
  )
  return row
}

/** What our people did up to this step; earlier ones too, whose own reaction may come later. */
async function stepsUpTo(ctx: ReactionCtx, request: string, event: DomainEvent): Promise<StepRow[]> {
  return ctx.tx.query<StepRow>(
    `select s.id, s.kind, s.words, s.expected_at, e.name, e.mobile as phone
     from request_step s left join employee e on e.id = s.employee_id
     where s.request_id = $1::uuid and not s.by_customer and s.at <= $2::timestamptz and s.at > $3::timestamptz
     order by s.at, s.id`,
    [request, event.at, new Date(event.at.getTime() - hour)],
  )
}

/** What a step has to say, beyond what every step has. */
function formOf(step: StepRow, request: RequestRow): string {
  if (step.kind === 'done' && request.survey_id) return 'doneAndRate'
  if (step.kind === 'onTheWay' && step.expected_at) return 'onTheWayAt'
  if (step.kind === 'dispatched' && !step.phone) return 'dispatchedPlain'
  return step.kind
}

/** Steps that are told; the others the customer did, or sees when they look. */
const told = new Set([
  'received',
  'dispatched',
  'undone',
  'accepted',
  'onTheWay',
  'working',
  'done',
  'withdrawn',
])

function noticeOf(ctx: ReactionCtx, request: RequestRow, step: StepRow): FollowerNotice {
  const form = formOf(step, request)
  const params = {
    number: request.number,
    title: request.title,
    name: step.name ?? '',
    phone: step.phone ?? '',
    words: step.words ?? '',
    time: step.expected_at ? clockWords(step.expected_at, ctx.now, customerTimeZone) : '',
  }
  const rate = form === 'doneAndRate'
  const link: FollowerNotice['link'] = rate
    ? { text: { key: 'portal.link.rate' }, path: `/p/rate/${request.survey_id}` }
    : { text: { key: 'portal.link.progress' }, path: `/p/request/${request.id}` }
  return {
    portalUserId: request.portal_user_id,
    text: { key: `portal.notice.${form}`, params },
    link,
    card: cardOf(request, { key: `portal.short.${step.kind}`, params }, step.name),
    dedupeKey: `step:${step.id}`,
  }
}

function cardOf(request: RequestRow, subtitle: Words, engineer: string | null): FollowerNotice['card'] {
  return {
    source: { key: 'portal.source' },
    title: request.title,
    subtitle,
    facts: [
      { label: { key: 'portal.fact.number' }, value: request.number },
      ...(engineer ? [{ label: { key: 'portal.fact.engineer' }, value: engineer }] : []),
    ],
  }
}

/** Every step that our people take is told to whoever filed the request: once each, in order (PORTAL-3). */
async function tellSteps(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  if (event.payload.byCustomer) return
  const request = await lockRequest(ctx, String(event.payload.request))
  if (!request) return
  const steps = await stepsUpTo(ctx, request.id, event)
  for (const step of steps.filter(one => told.has(one.kind)))
    await ctx.messenger.sendFollowerNotice(ctx.tx, noticeOf(ctx, request, step))
}

/** Asked once more. The first time, the question stands in the message that the work is done. */
async function remindSurvey(ctx: ReactionCtx, event: DomainEvent): Promise<void> {
  if (!event.payload.again) return
  const survey = String(event.payload.survey)
  const [row] = await ctx.tx.query<{ request_id: string }>(
    `select request_id from survey where id = $1::uuid and state = 'asked' and request_object = 'serviceRequest'`,
    [survey],
  )
  const request = row && (await lockRequest(ctx, row.request_id))
  if (!request) return
  const params = { number: request.number, title: request.title }
  await ctx.messenger.sendFollowerNotice(ctx.tx, {
    portalUserId: request.portal_user_id,
    text: { key: 'portal.notice.rateAgain', params },
    link: { text: { key: 'portal.link.rate' }, path: `/p/rate/${survey}` },
    card: cardOf(request, { key: 'portal.short.rateAgain', params }, null),
    dedupeKey: `survey:${survey}:again`,
    urgency: 'normal',
  })
}

/** What customers hear of. */
export const portalReactions: readonly Reaction[] = [
  { name: 'portal.tellSteps', on: ['request.stepped'], run: tellSteps },
  { name: 'portal.remindSurvey', on: ['survey.asked'], run: remindSurvey },
]
