import { duplicateAgree, duplicateHandOver, duplicateRefuse } from '@gonghai/shared/actions/duplicates'
import { translator } from '@gonghai/shared/i18n'
import { findObject } from '@gonghai/shared/objects'
import type { DuplicateObject } from '@gonghai/shared/rules/duplicates'
import { scopeCondition } from '../../access/scope'
import { actorId } from '../../kernel/actor'
import { clockWords } from '../../kernel/clock'
import { type Ctx, handle } from '../../kernel/context'
import { identifier, tableOf } from '../../records/columns'

/** A request as it was loaded and locked: decisions come one after another. */
interface Matter {
  id: string
  kind: 'cooperation' | 'appeal'
  object: DuplicateObject
  record_id: string
  asker_id: string
  deciders: string[]
  state: 'pending' | 'agreed' | 'refused'
  decided_by: string | null
  decided_at: Date | null
  asker: string
  title: string | null
  owner_id: string | null
}

/** What a cooperation and an appeal give. */
const accessOf = { cooperation: 'read', appeal: 'edit' } as const

/** A late press is told who was faster. @throws Refusal duplicateAnswered */
async function refuseLate(ctx: Ctx, matter: Matter): Promise<never> {
  const [person] = await ctx.tx.query<{ name: string }>('select name from employee where id = $1::uuid', [
    matter.decided_by,
  ])
  const t = translator(ctx.actor.locale)
  return ctx.refuse('duplicateAnswered', {
    name: person?.name ?? t('duplicate.nobody'),
    time: clockWords(matter.decided_at ?? ctx.now, ctx.now, ctx.actor.timeZone),
    decision: t(`duplicate.decision.${matter.state}`),
  })
}

async function openMatter(ctx: Ctx): Promise<Matter> {
  const row = ctx.refs.get('request').row as unknown as Matter
  const object = findObject(row.object)!
  const [more] = await ctx.tx.query<Pick<Matter, 'asker' | 'title' | 'owner_id'>>(
    `select e.name as asker, t.${identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)} as title, t.owner_id
     from employee e left join ${identifier(tableOf(object).name)} t on t.id = $2::uuid and t.deleted_at is null
     where e.id = $1::uuid`,
    [row.asker_id, row.record_id],
  )
  const matter: Matter = { ...row, ...more! }
  const me = actorId(ctx.actor)
  if (me !== null && !matter.deciders.includes(me)) ctx.refuse('notPermitted')
  if (matter.state !== 'pending') return refuseLate(ctx, matter)
  return matter
}

/**
 * Who was asked may have lost the record since: only its owner, whoever may change it for good, and its pool's administrators still
 * have a word about it. @throws Refusal notFound | notPermitted
 */
async function demandStillTheirs(ctx: Ctx, { object, record_id: id }: Matter): Promise<void> {
  if (ctx.actor.kind !== 'employee') return
  const { access, employeeId } = ctx.actor
  const params: unknown[] = [id, employeeId]
  const bind = (value: unknown) => `$${params.push(value)}`
  const reach = (need: 'beyondTeam' | 'pooledAdmin') => scopeCondition(access, object, need, bind, 't')
  const [row] = await ctx.tx.query<{ theirs: boolean }>(
    `select coalesce(t.owner_id = $2::uuid, false) or (${reach('beyondTeam')}) or (${reach('pooledAdmin')}) as theirs
     from ${identifier(tableOf(findObject(object)!).name)} t
     where t.id = $1::uuid and t.deleted_at is null for no key update of t`,
    params,
  )
  if (!row) ctx.refuse('notFound')
  if (!row.theirs) ctx.refuse('notTheirsNow')
}

async function settle(ctx: Ctx, matter: Matter, state: 'agreed' | 'refused', comment: string | null) {
  await ctx.tx.query(
    `update duplicate_request set state = $2, decided_by = $3::uuid, decided_at = $4::timestamptz, comment = $5
     where id = $1::uuid`,
    [matter.id, state, actorId(ctx.actor), ctx.now, comment],
  )
  ctx.write.note(
    matter.object,
    matter.record_id,
    comment ? { key: 'list.said', params: { who: matter.asker, words: comment } } : matter.asker,
  )
  ctx.emit('duplicate.decided', { request: matter.id }, { object: matter.object, id: matter.record_id })
  return {
    result: { request: matter.id },
    say: { asker: matter.asker, name: matter.title ?? '' },
  }
}

/** Grants it: who asked joins the record's team (CUST-9). */
export const agreeDuplicate = handle(duplicateAgree, async ctx => {
  const matter = await openMatter(ctx)
  await demandStillTheirs(ctx, matter)
  if (matter.owner_id !== matter.asker_id) {
    await ctx.tx.query(
      `insert into team_member (object, record_id, employee_id, access, created_at)
       values ($1, $2::uuid, $3::uuid, $4, $5::timestamptz)
       on conflict (object, record_id, employee_id)
         do update set access = case when team_member.access = 'edit' and team_member.expires_at is null then 'edit'
             else excluded.access end, expires_at = null`,
      [matter.object, matter.record_id, matter.asker_id, accessOf[matter.kind], ctx.now],
    )
  }
  return settle(ctx, matter, 'agreed', null)
})

/** By the verb that gives such records to somebody, whose rules and limits hold here, too. */
async function give(ctx: Ctx, { object, record_id, owner_id, asker_id: to }: Matter): Promise<void> {
  const given = { record: `${object}:${record_id}`, to }
  if (owner_id === null) await ctx.call('pool.assign', given)
  else
    await ctx.call(`${object}.transfer`, {
      ...given,
      ...(object === 'customer' ? { takeContacts: true } : {}),
    })
}

/** Grants an appeal in full: the record is the asker's from now on. */
export const handOverDuplicate = handle(duplicateHandOver, async ctx => {
  const matter = await openMatter(ctx)
  if (matter.kind !== 'appeal') ctx.refuse('notPermitted')
  await demandStillTheirs(ctx, matter)
  const done = await settle(ctx, matter, 'agreed', null)
  if (matter.owner_id !== matter.asker_id) await give(ctx, matter)
  return done
})

/** Declines it, with the reason. */
export const refuseDuplicate = handle(duplicateRefuse, async (ctx, input) => {
  if (input.reason.trim() === '') ctx.refuse('reasonNeeded')
  const matter = await openMatter(ctx)
  if (matter.title !== null) await demandStillTheirs(ctx, matter)
  return settle(ctx, matter, 'refused', input.reason)
})
