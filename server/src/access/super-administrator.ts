import type { Sql } from '../db/database'
import type { Actor } from '../kernel/actor'
import { refuse } from '../kernel/errors'

/** The role that may do everything, can't be changed, and is always held by somebody (SET-3). */
export const superAdministrator = 'superAdministrator'

/**
 * Somebody must be left who may do everything. Call in the transaction that takes the role, or the person, away, after it did:
 * the role's row is locked, so that two of the last two can't go at once. @throws Refusal lastAdministrator
 */
export async function demandSuperAdministrator(tx: Sql): Promise<void> {
  const [role] = await tx.query<{ id: string }>('select id from role where key = $1 for update', [
    superAdministrator,
  ])
  if (!role) return
  const holders = await tx.query(
    `select 1 as held from role_grant g join employee e on e.id = g.employee_id and e.active
     where g.role_id = $1::uuid and g.organisation_id is null limit 1`,
    [role.id],
  )
  if (holders.length === 0) refuse('lastAdministrator')
}

/**
 * Whoever gives somebody an account, a number or a way in can come in as them, and whoever lets them leave dismisses them: at a
 * super administrator only another one does that (SET-3). @throws Refusal notPermitted
 */
export async function demandRankOver(tx: Sql, actor: Actor, employeeId: string): Promise<void> {
  if (actor.kind !== 'employee' || actor.access.roles.includes(superAdministrator)) return
  if (actor.employeeId === employeeId) return
  const above = await tx.query(
    `select 1 as above from role_grant g join role r on r.id = g.role_id where g.employee_id = $1::uuid and r.key = $2`,
    [employeeId, superAdministrator],
  )
  if (above.length > 0) refuse('notPermitted')
}
