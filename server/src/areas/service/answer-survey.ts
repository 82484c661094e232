import { surveyAnswer } from '@gonghai/shared/actions/service'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { addStep } from './add-step'
import { openCallBack } from './call-back'
import { lockRecord } from './lock-record'
import { serviceRequestOf } from './service-request'

/** So many stars or fewer, and somebody calls the customer back. */
const lowMark = 2

/** @throws Refusal answeredAlready | surveyExpired */
function demandOpen(ctx: Ctx): void {
  const { row } = ctx.refs.get('survey')
  if (row.state === 'answered') ctx.refuse('answeredAlready')
  if (row.state === 'expired' || new Date(row.expires_at as string) <= ctx.now) ctx.refuse('surveyExpired')
}

/** The customer rates, once: the mark stands on the request, and a low one asks the manager to call back (SERV-8). */
export const answerSurvey = handle(surveyAnswer, async (ctx, input) => {
  demandOpen(ctx)
  const { id, row } = ctx.refs.get('survey')
  const { stars } = input
  const tags = input.tags ?? []
  await ctx.write.update('survey', row, {
    state: 'answered',
    stars,
    tags,
    words: input.words ?? null,
    answeredAt: ctx.now.toISOString(),
  })
  const request = serviceRequestOf(await lockRecord(ctx.tx, 'serviceRequest', row.request_id as string))
  await ctx.write.update('serviceRequest', request.row, { stars })
  await addStep(ctx, request.id, { kind: 'rated', byCustomer: true, words: input.words })
  ctx.emit('survey.answered', { survey: id, stars }, { object: 'survey', id })
  if (stars <= lowMark) {
    const engineer = row.engineer_id as string | null
    await openCallBack(ctx, request, { survey: id, stars, words: input.words, engineer })
  }
  return { result: { survey: id, request: request.id }, say: { stars } }
})
