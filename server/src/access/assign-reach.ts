import { type Access, can } from './context'

/**
 * To whom somebody gives records of a pool: its administrators and holders of the direct assignment to anybody, leaders
 * within their group.
 */
export function assignReach(access: Access, poolId: string): 'anybody' | 'group' | 'nobody' {
  const direct = can(access, { object: 'pool', verb: 'directAssign' })
  if (direct || access.adminPools.includes(poolId)) return 'anybody'
  return access.reports.length > 0 ? 'group' : 'nobody'
}
