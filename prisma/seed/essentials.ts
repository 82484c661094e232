import { bumpPermissionEpoch } from '@gonghai/server/access/context'
import { defaultRoleNames, defaultRoles, type RoleDefinition } from '@gonghai/server/access/roles'
import type { Tx } from '@gonghai/server/db/database'
import type { FlowCondition, FlowStep } from '@gonghai/shared/rules/approval-flow'
import { v7 as uuid } from 'uuid'

/** An approval flow as it is written into the database. */
export interface Flow {
  key: string
  name: string
  object: 'contract' | 'customer'
  /** Flows are tried in this order; the first whose conditions hold takes the matter. */
  position: number
  conditions: FlowCondition[]
  steps: FlowStep[]
}

/** Takes every contract that no other flow takes: the applicant's leader or head of department decides. */
export const defaultFlow: Flow = {
  key: 'contract.default',
  name: '常规合同审批',
  object: 'contract',
  position: 100,
  conditions: [],
  steps: [
    { name: '部门审批', mode: 'any', approvers: [{ by: 'leader', level: 1 }, { by: 'departmentHead' }] },
  ],
}

/** Takes every new customer of a pool whose new customers go through an approval (CUST-6). */
export const customerFlow: Flow = {
  key: 'customer.default',
  name: '新客户审批',
  object: 'customer',
  position: 100,
  conditions: [],
  steps: [
    { name: '部门审批', mode: 'any', approvers: [{ by: 'leader', level: 1 }, { by: 'departmentHead' }] },
  ],
}

/** Of processes that seed at once, one does and the others find it done. */
export async function lockSeeding(tx: Tx): Promise<void> {
  await tx.query(`select 1 as locked from (select pg_advisory_xact_lock(hashtext('gonghai.seed'))) held`)
}

/** Writes roles as changeable ones, but for the first default. */
export async function writeRoles(
  tx: Tx,
  roles: readonly (RoleDefinition & { name: string })[],
): Promise<void> {
  for (const { key, name, permissions, scopes } of roles) {
    await tx.query(
      `insert into role (id, key, name, permissions, scopes, built_in)
       values ($1::uuid, $2, $3, $4::jsonb, $5::jsonb, $6) on conflict (key) do nothing`,
      [uuid(), key, name, JSON.stringify(permissions), JSON.stringify(scopes), key === 'superAdministrator'],
    )
  }
}

/** Writes approval flows; one that exists already stays as it is. */
export async function writeFlows(tx: Tx, flows: readonly Flow[]): Promise<void> {
  for (const flow of flows) {
    await tx.query(
      `insert into approval_flow (id, key, name, object, conditions, steps, position)
       values ($1::uuid, $2, $3, $4, $5::jsonb, $6::jsonb, $7::int) on conflict (key) do nothing`,
      [
        uuid(),
        flow.key,
        flow.name,
        flow.object,
        JSON.stringify(flow.conditions),
        JSON.stringify(flow.steps),
        flow.position,
      ],
    )
  }
}

/** The default roles, the default flow and the permission epoch: what no installation can do without. */
export async function writeEssentials(tx: Tx, now: Date): Promise<void> {
  await writeRoles(
    tx,
    defaultRoles.map(role => ({ ...role, name: defaultRoleNames[role.key] ?? role.key })),
  )
  await writeFlows(tx, [defaultFlow, customerFlow])
  await bumpPermissionEpoch(tx, now)
}
