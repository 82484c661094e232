import type { ReferenceTarget } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import { type Access, can } from './context'
import { scopeCondition } from './scope'

type Bind = (value: unknown) => string

/**
 * One SQL boolean: may this employee take the row under `alias` out of the recycle bin? Everybody their own deletions; whoever may
 * change all records of the kind (of their organisation), all of these.
 */
export function binCondition(access: Access, target: ReferenceTarget, bind: Bind, alias: string): string {
  const object = findObject(target)
  if (!object || !can(access, { object: object.name, verb: 'restore' })) return 'false'
  const own = `coalesce(${alias}.deleted_by = ${bind(access.employeeId)}::uuid, false)`
  const reaches = access.scopes[object.name]?.edit ?? []
  const administers = !object.can.owned || reaches.includes('all') || reaches.includes('organisation')
  return administers ? `(${own} or ${scopeCondition(access, target, 'edit', bind, alias)})` : own
}
