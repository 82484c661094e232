import type { Sql } from '../db/database'
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
