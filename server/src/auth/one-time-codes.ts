import { randomInt } from 'node:crypto'
import type { Sql } from '../db/database'
import { hashSecret, newSecret } from './sessions'

/** What a code is for. `setUp` and `reset` travel in links; `link` is typed. */
export type CodeKind = 'setUp' | 'reset' | 'link'

const lifetimeMs: Record<CodeKind, number> = { setUp: 24 * 3_600_000, reset: 15 * 60_000, link: 10 * 60_000 }

/** Without the letters and digits that look alike. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const typed = () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')

/** Makes a code; an earlier one of the same kind for the same person is void. @returns the code, which is stored nowhere */
export async function issueCode(
  sql: Sql,
  { kind, employeeId, by }: { kind: CodeKind; employeeId: string | null; by: string | null },
  now: Date,
): Promise<{ code: string; expiresAt: Date }> {
  const code = kind === 'link' ? typed() : newSecret()
  const expiresAt = new Date(now.getTime() + lifetimeMs[kind])
  if (employeeId)
    await sql.query('delete from one_time_code where kind = $1 and employee_id = $2::uuid', [
      kind,
      employeeId,
    ])
  await sql.query(
    `insert into one_time_code (code_hash, kind, employee_id, created_by, expires_at)
     values ($1, $2, $3::uuid, $4::uuid, $5::timestamptz)`,
    [hashSecret(`${kind}:${code}`), kind, employeeId, by, expiresAt],
  )
  return { code, expiresAt }
}

/** Spends a code: works once. @returns whose it is, or undefined for a wrong, spent or late one */
export async function spendCode(
  sql: Sql,
  kind: CodeKind,
  code: string,
  now: Date,
): Promise<{ employeeId: string | null } | undefined> {
  const [row] = await sql.query<{ employee_id: string | null }>(
    `delete from one_time_code where code_hash = $1 and kind = $2 and expires_at > $3::timestamptz returning employee_id`,
    [hashSecret(`${kind}:${code}`), kind, now],
  )
  return row && { employeeId: row.employee_id }
}
