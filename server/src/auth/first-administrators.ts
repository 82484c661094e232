import { v7 as uuid } from 'uuid'
import { bumpPermissionEpoch } from '../access/context'
import type { Database, Tx } from '../db/database'
import { refuse } from '../kernel/errors'
import { textKeys } from '../records/search-keys'

/** The organisation and its top department, made where there is none yet (SET-1: 办公室, renameable). */
async function homeOf(tx: Tx): Promise<{ organisationId: string; departmentId: string }> {
  const [known] = await tx.query<{ organisation_id: string; id: string }>(
    'select organisation_id, id from department where parent_id is null order by id limit 1',
  )
  if (known) return { organisationId: known.organisation_id, departmentId: known.id }
  const [organisationId, departmentId] = [uuid(), uuid()]
  await tx.query(`insert into organisation (id, name) values ($1::uuid, '公司')`, [organisationId])
  await tx.query(
    `insert into department (id, organisation_id, name, path) values ($1::uuid, $2::uuid, '办公室', array[$1::uuid])`,
    [departmentId, organisationId],
  )
  return { organisationId, departmentId }
}

/**
 * Makes sure that each of these identities is an employee with the role of super administrator, so that somebody can
 * sign in to a new installation (decision 22). Who is linked already keeps everything and gets only the role.
 * @param identities `wecom:zhangsan` @returns the identities for whom something was done
 */
export async function appointAdministrators(
  db: Database,
  identities: readonly string[],
  now: Date,
): Promise<string[]> {
  if (identities.length === 0) return []
  return db.transaction(async tx => {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', ['appointAdministrators'])
    const appointed: string[] = []
    for (const identity of identities) {
      const [platform = '', ...rest] = identity.split(':')
      const employeeId = await employeeBehind(tx, platform, rest.join(':'), now)
      if (await grantRole(tx, employeeId)) appointed.push(identity)
    }
    if (appointed.length > 0) await bumpPermissionEpoch(tx, now)
    return appointed
  })
}

const administrators = `select 1 from role r join role_grant g on g.role_id = r.id join employee e on e.id = g.employee_id
  where r.key = 'superAdministrator' and e.active limit 1`

/** Is there nobody yet who may do everything? Then a one-time code opens the set-up. */
export async function needsAdministrator(sql: Pick<Tx, 'query'>): Promise<boolean> {
  return (await sql.query(administrators)).length === 0
}

/** Makes the first administrator; of two who come at once one does. @throws Refusal codeSpent where there is one by now */
export async function setUpAdministrator(
  tx: Tx,
  { name, mobile }: { name: string; mobile: string },
  now: Date,
): Promise<string> {
  await tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', ['appointAdministrators'])
  if (!(await needsAdministrator(tx))) refuse('codeSpent')
  const id = await insertEmployee(tx, { name, mobile }, now)
  await grantRole(tx, id)
  await bumpPermissionEpoch(tx, now)
  return id
}

async function insertEmployee(
  tx: Tx,
  { name, mobile }: { name: string; mobile: string | null },
  now: Date,
): Promise<string> {
  const { organisationId, departmentId } = await homeOf(tx)
  const id = uuid()
  await tx.query(
    `insert into employee (id, organisation_id, department_id, name, mobile, created_at, search_keys)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::timestamptz, $7::text[])`,
    [id, organisationId, departmentId, name, mobile, now, textKeys([name])],
  )
  return id
}

async function employeeBehind(tx: Tx, platform: string, userId: string, now: Date): Promise<string> {
  const [linked] = await tx.query<{ employee_id: string }>(
    'select employee_id from identity where platform = $1 and user_id = $2',
    [platform, userId],
  )
  if (linked) return linked.employee_id
  const id = await insertEmployee(tx, { name: userId, mobile: null }, now)
  await tx.query('insert into identity (platform, user_id, employee_id) values ($1, $2, $3::uuid)', [
    platform,
    userId,
    id,
  ])
  return id
}

/** @returns false when the role was there already */
async function grantRole(tx: Tx, employeeId: string): Promise<boolean> {
  const made = await tx.query(
    `insert into role_grant (id, employee_id, role_id)
     select $1::uuid, $2::uuid, r.id from role r where r.key = 'superAdministrator'
       and not exists (select 1 from role_grant g where g.employee_id = $2::uuid and g.role_id = r.id)
     returning 1 as one`,
    [uuid(), employeeId],
  )
  return made.length > 0
}
