import type { Tx } from '../db/database'
import type { Actor } from '../kernel/actor'
import { permissionSubjects } from './combine'
import { excessOf } from './covers'
import { refuseMore } from './excess-words'
import type { RoleDefinition } from './roles'

type Role = Pick<RoleDefinition, 'permissions' | 'scopes' | 'masks'>

/** A position comes with its roles: nobody gives by it more than they have themselves (SET-2). @throws Refusal moreThanOwn */
export async function demandPositionCovered(
  tx: Tx,
  actor: Actor,
  positionId: string | null | undefined,
): Promise<void> {
  if (actor.kind !== 'employee' || !positionId) return
  const roles = await tx.query<Role>(
    `select r.permissions, r.scopes, r.masks from position_role p join role r on r.id = p.role_id
     where p.position_id = $1::uuid order by r.id`,
    [positionId],
  )
  for (const role of roles) {
    const excess = excessOf(actor.access, role, permissionSubjects)
    if (excess) refuseMore(actor, excess)
  }
}
