import type { Handler } from '../../kernel/context'
import { addAccess, dropAccess } from './additions'
import { grantAccess, refuseAccess, requestAccess, withdrawAccess } from './ask-access'
import { grantRole, revokeRole, setPositionRoles } from './grant-role'
import { passOnRequests } from './pass-on'
import { createRole, removeRole, updateRole } from './write-role'

/** Everything that is done with roles and access. */
export const accessHandlers: readonly Handler[] = [
  createRole,
  updateRole,
  removeRole,
  grantRole,
  revokeRole,
  setPositionRoles,
  addAccess,
  dropAccess,
  requestAccess,
  grantAccess,
  refuseAccess,
  withdrawAccess,
  passOnRequests,
]

export { accessReactions, accessTimers } from './reactions'
export { accessRequestRenderer } from './request-card'
export { accessToday } from './today'
