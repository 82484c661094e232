import { can } from '../../access/context'
import type { Tx } from '../../db/database'
import { actorId } from '../../kernel/actor'
import type { Ctx } from '../../kernel/context'
import type { PoolRule } from './limits'
import type { PooledRecord } from './pooled-record'

/**
 * SQL: who leads the group (本组) of an employee: the employee, if anybody's superior, else the employee's superior.
 * @param employee an SQL expression with the employee's id
 */
export function groupLeaderSql(employee: string): string {
  return `(select case when exists (select 1 from employee r where r.leader_id = e.id and r.active)
    then e.id else e.leader_id end from employee e where e.id = ${employee})`
}

/** Who led an employee's group now; stays with the record when that employee gives it up. */
export async function groupLeader(tx: Tx, employeeId: string | null): Promise<string | null> {
  if (!employeeId) return null
  const [row] = await tx.query<{ leader: string | null }>(`select ${groupLeaderSql('$1::uuid')} as leader`, [
    employeeId,
  ])
  return row?.leader ?? null
}

/** Whose word a claim or assignment across groups waits for. */
export interface Crossing {
  leader: string
  reviewers: string[]
}

interface Line {
  /** The superior of who is to get the record. */
  superior: string | null
  /** The last leader and everybody above. */
  above: string[]
  /** The first of these who is still there. */
  reviewer: string | null
  administrators: string[]
}

async function lineAbove(tx: Tx, leader: string, to: string, administrators: string[]): Promise<Line> {
  const [line] = await tx.query<Line>(
    `with recursive up(id, leader_id, active, depth) as (
       select id, leader_id, active, 0 from employee where id = $1::uuid
       union all
       select e.id, e.leader_id, e.active, u.depth + 1 from employee e join up u on e.id = u.leader_id where u.depth < 20
     )
     select (select leader_id from employee where id = $2::uuid) as superior,
       array(select id from up order by depth) as above,
       (select id from up where active order by depth limit 1) as reviewer,
       array(select id from employee where id = any($3::uuid[]) and active order by id) as administrators`,
    [leader, to, administrators],
  )
  return line!
}

/**
 * Does it take another group's word that an employee gets a record (POOL-7)? Not within the group that had it last, nor
 * for whoever stands above that group, nor for holders of the direct assignment. The word is the last leader's; of one
 * who has left, the superior's, and where nobody is left, the pool's administrators'.
 */
export async function crossingOf(
  ctx: Ctx,
  record: PooledRecord,
  rule: Pick<PoolRule, 'group_review' | 'administrators'>,
  to: string,
): Promise<Crossing | undefined> {
  const leader = record.row.last_leader_id as string | null
  const { actor } = ctx
  if (!leader || leader === to || !rule.group_review || actor.kind !== 'employee') return undefined
  if (can(actor.access, { object: 'pool', verb: 'directAssign' })) return undefined
  const line = await lineAbove(ctx.tx, leader, to, rule.administrators)
  const asker = actorId(actor)!
  if (line.superior === leader || line.above.includes(to) || line.above.includes(asker)) return undefined
  const reviewers = line.reviewer ? [line.reviewer] : line.administrators
  // A word that one would have to give oneself is no question.
  const own = reviewers.includes(to) || reviewers.includes(asker)
  return own || reviewers.length === 0 ? undefined : { leader, reviewers }
}
