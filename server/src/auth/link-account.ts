import { type Locale, translator } from '@gonghai/shared/i18n'
import type { Identity } from '@gonghai/shared/ports/events'
import type { Database } from '../db/database'
import { Refusal, refuse } from '../kernel/errors'
import { recordLogin } from './login-events'
import { forgetTries, guardKeys, takeTry } from './login-guard'
import { spendCode } from './one-time-codes'

/** Whose account it is by now, or why it is not linked. */
export type Linked = { ok: true; name: string; locale: Locale } | { ok: false; text: string }

async function link(
  db: Database,
  who: Identity,
  code: string,
  now: Date,
): Promise<{ name: string; locale: Locale }> {
  const keys = guardKeys(`link:${who.platform}:${who.userId.toLowerCase()}`, '').slice(0, 1)
  await takeTry(db, keys, now)
  return db.transaction(async tx => {
    const spent = await spendCode(tx, 'link', code.toUpperCase(), now)
    const [person] = await tx.query<{ id: string; name: string; locale: Locale; has: boolean }>(
      `select e.id, e.name, e.locale, exists (select 1 from identity i where i.employee_id = e.id and i.platform = $2) as has
       from employee e where e.id = $1::uuid and e.active`,
      [spent?.employeeId ?? null, who.platform],
    )
    if (!person) return refuse('codeSpent')
    if (person.has) refuse('alreadyLinked', { name: person.name, userId: who.userId })
    const made = await tx.query(
      `insert into identity (platform, user_id, employee_id) values ($1, $2, $3::uuid) on conflict do nothing returning 1 as one`,
      [who.platform, who.userId, person.id],
    )
    if (made.length === 0) refuse('alreadyLinked', { name: person.name, userId: who.userId })
    await recordLogin(
      tx,
      { kind: 'linked', way: who.platform as 'wecom', employeeId: person.id, ok: true },
      now,
    )
    await forgetTries(tx, keys)
    return person
  })
}

/**
 * Links the chat account that typed a one-time code to whoever made it elsewhere (decision 22): the code proves the one, the
 * platform's own word the other. Five wrong ones close the way for a while.
 */
export async function linkByCode(db: Database, who: Identity, code: string, now: Date): Promise<Linked> {
  try {
    return { ok: true, ...(await link(db, who, code, now)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, text: translator('zh-CN')(`error.${error.code}`, error.params) }
  }
}
