import { can, loadAccess } from '../access/context'
import { demandStandIn } from '../access/rank'
import type { Database, Sql, Tx } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { Refusal, refuse } from '../kernel/errors'
import { mobileForms, normaliseMobile } from '../records/normalise-name'
import { setUpAdministrator } from './first-administrators'
import { recordLogin } from './login-events'
import { forgetTries, guardKeys, numberKeys, takeTry } from './login-guard'
import { issueCode, spendCode } from './one-time-codes'
import { demandStrong, hashPassword, isPassword } from './passwords'
import { openSession } from './sessions'

/** Where a request comes from, and when. */
export interface From {
  address: string
  now: Date
}

type Opened = Promise<{ token: string; expiresAt: Date }>

const platform = 'password'

/** Passwords are for whoever sets the company up, and nobody else (decision 22). */
async function isAdministrator(sql: Sql, employeeId: string): Promise<boolean> {
  return can(await loadAccess(sql, employeeId), { object: 'organisation', verb: 'configure' })
}

interface Found {
  id: string
  hash: string
}

async function findBy(sql: Sql, mobile: string): Promise<Found | undefined> {
  const rows = await sql.query<Found>(
    `select e.id, c.hash from employee e join credential c on c.employee_id = e.id where e.mobile = any($1::text[]) and e.active limit 2`,
    [mobileForms(mobile)],
  )
  // A number that two people have is nobody's.
  return rows.length === 1 ? rows[0] : undefined
}

/**
 * Signs in by mobile number and password (SET-8). A number that nobody has, one without a password, one of somebody who is no
 * administrator and a wrong password answer alike, after the same time. @throws Refusal wrongPassword | loginLocked
 */
export async function signInWithPassword(
  db: Database,
  { mobile, password }: { mobile: string; password: string },
  { address, now }: From,
): Opened {
  const keys = numberKeys(mobile, address)
  const found = await findBy(db, mobile)
  const record = (ok: boolean, why?: string) =>
    recordLogin(
      db,
      { kind: 'signIn', way: platform, employeeId: found?.id ?? null, ok, address, ...(why ? { why } : {}) },
      now,
    )
  try {
    await takeTry(db, keys, now)
    const right = await isPassword(password, found?.hash)
    if (!found || !right || !(await isAdministrator(db, found.id))) refuse('wrongPassword')
  } catch (error) {
    if (error instanceof Refusal) await record(false, error.code)
    throw error
  }
  await forgetTries(db, keys)
  await record(true)
  return openSession(db, { employeeId: found!.id, platform }, now)
}

async function keepPassword(tx: Tx, employeeId: string, hash: string, now: Date): Promise<void> {
  await tx.query(
    `insert into credential (employee_id, hash, changed_at) values ($1::uuid, $2, $3::timestamptz)
     on conflict (employee_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
    [employeeId, hash, now],
  )
}

async function mobileOf(sql: Sql, employeeId: string): Promise<string | null> {
  const [row] = await sql.query<{ mobile: string | null }>(
    'select mobile from employee where id = $1::uuid',
    [employeeId],
  )
  return row?.mobile ?? null
}

/** Sets or changes one's own password; all other sessions end. @throws Refusal notAdministrator | wrongPassword | weakPassword */
export async function changePassword(
  db: Database,
  actor: EmployeeActor,
  { current, password, sessionId }: { current: string | undefined; password: string; sessionId: string },
  { address, now }: From,
): Promise<void> {
  const { employeeId } = actor
  if (!(await isAdministrator(db, employeeId))) refuse('notAdministrator')
  const mobile = await mobileOf(db, employeeId)
  if (!mobile) refuse('invalidInput', {}, [{ path: 'mobile', rule: 'required' }])
  const [kept] = await db.query<{ hash: string }>(
    'select hash from credential where employee_id = $1::uuid',
    [employeeId],
  )
  if (kept) {
    const keys = guardKeys(`change:${employeeId}`, address)
    await takeTry(db, keys, now)
    if (!(await isPassword(current ?? '', kept.hash)))
      refuse('wrongPassword', {}, [{ path: 'current', rule: 'format' }])
    await forgetTries(db, keys)
  }
  demandStrong(password, mobile)
  const hash = await hashPassword(password)
  await db.transaction(async tx => {
    await keepPassword(tx, employeeId, hash, now)
    await tx.query('delete from session where employee_id = $1::uuid and id <> $2::uuid', [
      employeeId,
      sessionId,
    ])
    await recordLogin(tx, { kind: 'passwordSet', way: platform, employeeId, ok: true, address }, now)
  })
}

/**
 * A one-time code by which somebody sets a new password, for another administrator to hand over; it also opens what too many
 * tries have closed. @throws Refusal notFound | notAdministrator | notPermitted | outranked | noMobile
 */
export async function issueReset(
  db: Database,
  actor: EmployeeActor,
  employeeId: string,
  { address, now }: From,
): Promise<{ code: string; expiresAt: Date; name: string }> {
  const [person] = await db.query<{ name: string; mobile: string | null }>(
    'select name, mobile from employee where id = $1::uuid and active',
    [employeeId],
  )
  if (!person) return refuse('notFound')
  if (!(await isAdministrator(db, employeeId))) refuse('notAdministrator')
  if (employeeId === actor.employeeId) refuse('notPermitted')
  await demandStandIn(db, actor, employeeId)
  // A password without a number opens nothing.
  if (!person.mobile) refuse('noMobile', { name: person.name })
  const { code, expiresAt } = await issueCode(db, { kind: 'reset', employeeId, by: actor.employeeId }, now)
  await recordLogin(
    db,
    { kind: 'resetIssued', way: platform, employeeId, actorId: actor.employeeId, ok: true, address },
    now,
  )
  return { code, expiresAt, name: person.name }
}

/** Sets a new password by a reset code; every session of its owner ends, and a new one begins. @throws Refusal codeSpent | weakPassword | loginLocked */
export async function resetPassword(
  db: Database,
  { code, password }: { code: string; password: string },
  { address, now }: From,
): Opened {
  const [byAddress] = guardKeys('', address).slice(1)
  await takeTry(db, [byAddress!], now)
  demandStrong(password, null)
  const hash = await hashPassword(password)
  return db.transaction(async tx => {
    const spent = await spendCode(tx, 'reset', code, now)
    const employeeId = spent?.employeeId
    if (!employeeId || !(await isAdministrator(tx, employeeId))) return refuse('codeSpent')
    const mobile = await mobileOf(tx, employeeId)
    demandStrong(password, mobile)
    await keepPassword(tx, employeeId, hash, now)
    await tx.query('delete from session where employee_id = $1::uuid', [employeeId])
    await forgetTries(tx, numberKeys(mobile ?? '', address))
    await recordLogin(tx, { kind: 'reset', way: 'code', employeeId, ok: true, address }, now)
    return openSession(tx, { employeeId, platform }, now)
  })
}

/** The first administrator of a new installation, by the code that its start printed. @throws Refusal codeSpent | weakPassword | loginLocked */
export async function setUp(
  db: Database,
  { code, name, mobile, password }: { code: string; name: string; mobile: string; password: string },
  { address, now }: From,
): Opened {
  const [byAddress] = guardKeys('', address).slice(1)
  await takeTry(db, [byAddress!], now)
  const number = normaliseMobile(mobile)
  if (!/^\+?\d{6,15}$/.test(number)) refuse('invalidInput', {}, [{ path: 'mobile', rule: 'format' }])
  demandStrong(password, number)
  const hash = await hashPassword(password)
  return db.transaction(async tx => {
    if (!(await spendCode(tx, 'setUp', code, now))) return refuse('codeSpent')
    const employeeId = await setUpAdministrator(tx, { name, mobile: number }, now)
    await keepPassword(tx, employeeId, hash, now)
    await tx.query(`delete from one_time_code where kind = 'setUp'`)
    await recordLogin(tx, { kind: 'setUp', way: 'code', employeeId, ok: true, address }, now)
    return openSession(tx, { employeeId, platform }, now)
  })
}
