import type { Ctx } from '../../kernel/context'
import { addStep } from './add-step'
import type { ServiceRequest } from './service-request'

const day = 86_400_000

/** How long a customer may answer a survey. */
export const surveyLivesMs = 7 * day

/** How a request ended. */
export interface Finish {
  result: string
  /** Null where the desk settled it. */
  engineer: string | null
  files?: readonly string[] | undefined
}

/** Closes a request as done, says so to the customer, and asks how it was. @returns the survey's id, if one is asked */
export async function finishRequest(
  ctx: Ctx,
  request: ServiceRequest,
  { result, engineer, files }: Finish,
): Promise<string | null> {
  const doneAt = ctx.now.toISOString()
  await ctx.write.update('serviceRequest', request.row, { state: 'done', doneAt, result })
  await addStep(ctx, request.id, { kind: 'done', employee: engineer, words: result, files })
  return askSurvey(ctx, request, engineer)
}

/** Asks the follower who sees the request; where nobody does, nobody can answer (SERV-8). */
async function askSurvey(ctx: Ctx, request: ServiceRequest, engineer: string | null): Promise<string | null> {
  const [row] = await ctx.tx.query<{ portal_user_id: string | null }>(
    'select portal_user_id from service_request where id = $1::uuid',
    [request.id],
  )
  if (!row?.portal_user_id) return null
  const { id } = await ctx.write.insert('survey', {
    request: `serviceRequest:${request.id}`,
    engineer,
    askedAt: ctx.now.toISOString(),
    expiresAt: new Date(ctx.now.getTime() + surveyLivesMs).toISOString(),
  })
  await ctx.tx.query('update survey set portal_user_id = $2::uuid where id = $1::uuid', [
    id,
    row.portal_user_id,
  ])
  ctx.emit('survey.asked', { survey: id }, { object: 'survey', id })
  return id
}
