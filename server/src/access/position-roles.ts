import type { Tx } from '../db/database'
import type { Actor } from '../kernel/actor'
import { type Grant, permissionSubjects } from './combine'
import { excessOf } from './covers'
import { refuseMore } from './excess-words'
import { demandNear } from './near'

type Role = Pick<Grant, 'permissions' | 'scopes' | 'masks'> & { name: string }

/**
 * A position comes with its roles: nobody gives by it more than they have themselves, nor to people out of their reach (SET-2).
 * @param departmentId of whoever fills it @throws Refusal moreThanOwn
 */
export async function demandPositionCovered(
  tx: Tx,
  actor: Actor,
  positionId: string | null | undefined,
  departmentId: string,
): Promise<void> {
  if (actor.kind !== 'employee' || !positionId) return
  const roles = await tx.query<Role>(
    `select r.name, r.permissions, r.scopes, r.masks from position_role p join role r on r.id = p.role_id
     where p.position_id = $1::uuid order by r.id`,
    [positionId],
  )
  for (const role of roles) {
    const excess = excessOf(actor.access, role, permissionSubjects)
    if (excess) refuseMore(actor, excess)
    await demandNear(tx, actor, role, departmentId)
  }
}
