import { employeeLeave, employeeReturn } from '@gonghai/shared/actions/organisation'
import { objects } from '@gonghai/shared/objects'
import { bumpPermissionEpoch } from '../../access/context'
import { keepingReach } from '../../access/own-reach'
import { demandRankOver } from '../../access/rank'
import { demandSuperAdministrator } from '../../access/super-administrator'
import type { Ctx } from '../../kernel/context'
import { handle } from '../../kernel/context'
import { type Row, selectList } from '../../records/columns'
import { changed, lockStructure, nameOf } from './structure'

/** Who takes over what cannot wait: the leader, else the department's head, else a super administrator. */
async function successorOf(ctx: Ctx, id: string): Promise<string> {
  const [row] = await ctx.tx.query<{ id: string }>(
    `with recursive up(id, above, active, level, seen) as (
       select e.id, e.leader_id, false, 0, array[e.id] from employee e where e.id = $1::uuid
       union all
       select e.id, e.leader_id, e.active, up.level + 1, up.seen || e.id
       from employee e join up on e.id = up.above where not e.id = any(up.seen)),
     candidates as (
       select id, level as rank from up where active
       union all
       select m.id, 100 from employee e join department d on d.id = e.department_id
         join employee m on m.id = d.manager_id where e.id = $1::uuid and m.active and m.id <> $1::uuid
       union all
       select e.id, 200 from role r join role_grant g on g.role_id = r.id join employee e on e.id = g.employee_id
         where r.key = 'superAdministrator' and e.active and e.id <> $1::uuid)
     select id from candidates order by rank, id limit 1`,
    [id],
  )
  return row?.id ?? ctx.refuse('lastAdministrator')
}

/** Seats in pools: given up; a pool that would have no administrator gets the successor. */
async function leavePools(ctx: Ctx, id: string, successor: string): Promise<number> {
  const pools = await ctx.tx.query<Row>(
    `select ${selectList(objects.pool, 't')} from pool t
     where (t.members @> array[$1::uuid] or t.administrators @> array[$1::uuid]) and t.deleted_at is null
     order by t.id for no key update of t`,
    [id],
  )
  for (const pool of pools) {
    const without = (people: unknown) => (people as string[]).filter(one => one !== id)
    const administrators = without(pool.administrators)
    await ctx.write.update('pool', pool, {
      members: without(pool.members),
      administrators: administrators.length > 0 ? administrators : [successor],
    })
  }
  return pools.length
}

/**
 * People and departments that the leaver led are led by the successor. Whoever of them stands above the successor stands at the
 * top from now on: under the successor they would lead each other in a circle.
 */
async function passLeadership(ctx: Ctx, id: string, successor: string): Promise<void> {
  await ctx.tx.query(
    `with recursive up(id, above, seen) as (
       select e.id, e.leader_id, array[e.id] from employee e where e.id = $2::uuid
       union all
       select e.id, e.leader_id, up.seen || e.id
       from employee e join up on e.id = up.above where e.id <> $1::uuid and not e.id = any(up.seen))
     update employee set leader_id = case when id in (select id from up) then null else $2::uuid end
     where leader_id = $1::uuid and active`,
    [id, successor],
  )
  await ctx.tx.query('update department set manager_id = $2::uuid where manager_id = $1::uuid', [
    id,
    successor,
  ])
}

/** The actions that pass on what waits for somebody's word; each area has its own. */
const passing = ['approval.passOn', 'pool.passOnReviews', 'access.passOn', 'duplicate.passOn'] as const

/** What waited for the leaver's word waits for somebody who is there. @returns how much, by action */
async function passOn(ctx: Ctx, employee: string, to: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const action of passing) {
    const { result } = await ctx.call(action, { employee, to })
    counts[action] = Number(result?.count ?? 0)
  }
  return counts
}

/** Somebody has left (SET-1): nothing is deleted, nothing that waited for them waits for nobody. */
export const leaveCompany = handle(employeeLeave, async ctx => {
  await lockStructure(ctx)
  const { id, row } = ctx.refs.get('employee')
  if (ctx.actor.kind === 'employee' && ctx.actor.employeeId === id) ctx.refuse('notYourself')
  await demandRankOver(ctx.tx, ctx.actor, id)
  const successor = await successorOf(ctx, id)
  await ctx.tx.query('update employee set active = false, left_at = $2::timestamptz where id = $1::uuid', [
    id,
    ctx.now,
  ])
  await ctx.tx.query('delete from session where employee_id = $1::uuid', [id])
  await ctx.tx.query('delete from one_time_code where employee_id = $1::uuid', [id])
  const pools = await leavePools(ctx, id, successor)
  await passLeadership(ctx, id, successor)
  const passed = await passOn(ctx, id, successor)
  await demandSuperAdministrator(ctx.tx)
  const approvals = passed['approval.passOn'] ?? 0
  const name = await nameOf(ctx, 'employee', successor)
  ctx.trace('organisation', id, {
    state: ['active', 'left'],
    ...(pools > 0 ? { poolsLeft: [null, pools] } : {}),
  })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return {
    result: { id, successor, approvals, pools, passed },
    say: { name: String(row.name), to: String(name) },
  }
})

/** Somebody is back: the same person with the same accounts, roles and history. */
export const returnToCompany = handle(employeeReturn, async (ctx, input) => {
  await lockStructure(ctx)
  const { id, row } = ctx.refs.get('employee')
  const [before] = await ctx.tx.query<{ active: boolean; department_id: string; leader_id: string | null }>(
    'select active, department_id, leader_id from employee where id = $1::uuid for no key update',
    [id],
  )
  if (before!.active) ctx.refuse('neverLeft', { name: String(row.name) })
  await demandRankOver(ctx.tx, ctx.actor, id)
  if (row.mobile) {
    const twins = await ctx.tx.query('select 1 from employee where mobile = $1 and active', [row.mobile])
    if (twins.length > 0) await ctx.tx.query('update employee set mobile = null where id = $1::uuid', [id])
  }
  const department = input.department || before!.department_id
  const back = () =>
    ctx.tx.query(
      `update employee e set active = true, left_at = null, department_id = d.id, organisation_id = d.organisation_id,
       leader_id = case when exists (select 1 from employee l where l.id = e.leader_id and l.active) then e.leader_id end
     from department d where d.id = $2::uuid and e.id = $1::uuid`,
      [id, department],
    )
  await keepingReach(ctx.tx, ctx.actor, back)
  const places = changed(
    { department: await nameOf(ctx, 'department', before!.department_id) },
    { department: await nameOf(ctx, 'department', department) },
  )
  ctx.trace('organisation', id, { state: ['left', 'active'], ...places })
  await bumpPermissionEpoch(ctx.tx, ctx.now)
  return { result: { id }, say: { name: String(row.name) } }
})
