import type { Need, ReferenceTarget } from '@gonghai/shared/objects'

/** A follower of the official account, with what they have been verified for. */
export interface PortalAccess {
  portalUserId: string
  /** The company, where staff has granted the view of all of it. */
  companyId: string | null
  /** Machines opened with serial number and phone ending. */
  assetIds: readonly string[]
}

type Bind = (value: unknown) => string

/** What belongs to a customer, per object; everything else does not exist for them (PORTAL-5). */
const own: Partial<Record<ReferenceTarget, (access: PortalAccess, bind: Bind, alias: string) => string>> = {
  serviceRequest: (access, bind, alias) =>
    `(${alias}.portal_user_id = ${bind(access.portalUserId)}::uuid
      or ${alias}.customer_id = ${bind(access.companyId)}::uuid)`,
  asset: (access, bind, alias) =>
    `(${alias}.id = any(${bind(access.assetIds)}::uuid[]) or ${alias}.customer_id = ${bind(access.companyId)}::uuid)`,
  survey: (access, bind, alias) => `${alias}.portal_user_id = ${bind(access.portalUserId)}::uuid`,
  file: (access, bind, alias) => `${alias}.uploader_id = ${bind(access.portalUserId)}::uuid`,
}

/** One SQL boolean: is this row the customer's? For rows found by id, and for the portal's own lists. */
export function portalCondition(
  access: PortalAccess,
  target: ReferenceTarget,
  need: Need,
  bind: Bind,
  alias: string,
): string {
  const condition = need === 'portal' || need === 'mine' ? own[target] : undefined
  return condition ? `coalesce(${condition(access, bind, alias)}, false)` : 'false'
}
