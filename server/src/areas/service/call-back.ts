import { isLocale, translator } from '@gonghai/shared/i18n'
import { can, loadAccess } from '../../access/context'
import type { Ctx } from '../../kernel/context'
import { deskPeople } from './engineers'
import type { ServiceRequest } from './service-request'

const day = 86_400_000

/** A low mark. */
export interface LowMark {
  survey: string
  stars: number
  words: string | null | undefined
  engineer: string | null
}

/** Who answers for an engineer, the nearest first: the head of the department, the superior, the desk. */
async function candidates(ctx: Ctx, engineer: string | null): Promise<string[]> {
  const [above] = await ctx.tx.query<{ manager_id: string | null; leader_id: string | null }>(
    `select d.manager_id, e.leader_id from employee e join department d on d.id = e.department_id
     where e.id = $1::uuid`,
    [engineer],
  )
  const all = [above?.manager_id, above?.leader_id, ...(await deskPeople(ctx.tx))]
  return [...new Set(all.filter(id => typeof id === 'string' && id !== engineer))] as string[]
}

/** The first of them who is still there and works with tasks. */
async function managerOf(
  ctx: Ctx,
  engineer: string | null,
): Promise<{ id: string; locale: string } | undefined> {
  for (const id of await candidates(ctx, engineer)) {
    const [person] = await ctx.tx.query<{ id: string; locale: string }>(
      'select id, locale from employee where id = $1::uuid and active',
      [id],
    )
    if (person && can(await loadAccess(ctx.tx, id), { object: 'task', verb: 'complete' })) return person
  }
  return undefined
}

/** Somebody is unhappy: the manager gets a task to call back within a day, and a card (SERV-8). */
export async function openCallBack(ctx: Ctx, request: ServiceRequest, mark: LowMark): Promise<void> {
  const manager = await managerOf(ctx, mark.engineer)
  if (!manager) return
  const t = translator(isLocale(manager.locale) ? manager.locale : 'zh-CN')
  const [customer] = await ctx.tx.query<{ name: string }>('select name from customer where id = $1::uuid', [
    request.customerId,
  ])
  const { id } = await ctx.write.insert('task', {
    title: t('card.service.callBack', { customer: customer?.name ?? '', number: request.number }),
    description: t(mark.words ? 'card.service.callBackWhy' : 'card.service.callBackWhyWordless', {
      stars: mark.stars,
      title: request.title,
      words: mark.words ?? '',
    }),
    priority: 'high',
    dueAt: new Date(ctx.now.getTime() + day).toISOString(),
    record: `customer:${request.customerId}`,
    owner: manager.id,
  })
  ctx.emit('survey.low', { survey: mark.survey, task: id, manager: manager.id })
}
