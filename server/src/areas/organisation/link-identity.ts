import { employeeLink, employeeUnlink } from '@gonghai/shared/actions/organisation'
import { demandRankOver, demandStandIn } from '../../access/rank'
import { handle } from '../../kernel/context'

/** Links a chat account to a person. One account is one person's, and a person has one account per platform. */
export const linkIdentity = handle(employeeLink, async (ctx, input) => {
  const { id, row } = ctx.refs.get('employee')
  const { platform, userId } = input
  await demandStandIn(ctx.tx, ctx.actor, id)
  await ctx.tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', [`identity:${platform}`])
  const taken = await ctx.tx.query<{ name: string }>(
    `select e.name from identity i join employee e on e.id = i.employee_id
     where i.platform = $1 and (lower(i.user_id) = lower($2) or i.employee_id = $3::uuid)`,
    [platform, userId, id],
  )
  if (taken[0]) ctx.refuse('alreadyLinked', { name: taken[0].name, userId })
  await ctx.tx.query('insert into identity (platform, user_id, employee_id) values ($1, $2, $3::uuid)', [
    platform,
    userId,
    id,
  ])
  ctx.trace('organisation', id, { [platform]: [null, userId] })
  return { result: { id }, say: { name: String(row.name), userId } }
})

/** Takes a chat account away; sessions that came by that platform end. */
export const unlinkIdentity = handle(employeeUnlink, async (ctx, input) => {
  const { id, row } = ctx.refs.get('employee')
  await demandRankOver(ctx.tx, ctx.actor, id)
  const gone = await ctx.tx.query<{ user_id: string }>(
    'delete from identity where platform = $1 and employee_id = $2::uuid returning user_id',
    [input.platform, id],
  )
  await ctx.tx.query('delete from session where employee_id = $1::uuid and platform = $2', [
    id,
    input.platform,
  ])
  if (gone[0]) ctx.trace('organisation', id, { [input.platform]: [gone[0].user_id, null] })
  return { result: { id }, say: { name: String(row.name) } }
})
