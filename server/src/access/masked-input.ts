import type { ActionContract } from '@gonghai/shared/actions'
import { findObject } from '@gonghai/shared/objects'
import type { Sql } from '../db/database'
import { refuse } from '../kernel/errors'
import { identifier, tableOf } from '../records/columns'
import type { Access } from './context'
import { maskedNames } from './masked-row'
import { clearSql, fieldRules } from './masks'

/**
 * What somebody sees masked they can't change, and what is hidden they can't fill in: neither on purpose nor by sending back
 * what they were shown. @throws Refusal notPermitted at the fields
 */
export async function refuseMaskedInput(
  sql: Sql,
  access: Access,
  { name, needs, fills }: ActionContract,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const object = findObject(needs.object)
  if (name === 'customer.merge') return refuseMaskedChoice(sql, access, input)
  const rules = object ? fieldRules(access, object.name) : []
  if (!object || rules.length === 0) return
  const updates = name === `${object.name}.update`
  if (!updates && name !== `${object.name}.create` && fills !== object.name) return
  for (const rule of rules) {
    const given = Object.keys(rule.fields).filter(field => input[field] !== undefined)
    const barred = updates ? given : given.filter(field => rule.fields[field] === 'hidden')
    if (barred.length === 0) continue
    if (rule.except && !updates) continue
    if (rule.except) {
      const values: unknown[] = [input.id]
      const clear = clearSql(rule, object, value => `$${values.push(value)}`, 't')
      const found = await sql.query(
        `select 1 as clear from ${identifier(tableOf(object).name)} t where t.id = $1::uuid and (${clear})`,
        values,
      )
      if (found.length > 0) continue
    }
    refuse(
      'notPermitted',
      {},
      barred.map(path => ({ path, rule: 'unknown' })),
    )
  }
}

/** A value that is masked on the loser would stand open on the winner: it can't be chosen. @throws Refusal notPermitted */
async function refuseMaskedChoice(
  sql: Sql,
  access: Access,
  { loser, take }: Readonly<Record<string, unknown>>,
): Promise<void> {
  const chosen = Array.isArray(take) ? take.map(String) : []
  if (chosen.length === 0 || typeof loser !== 'string') return
  const shown = await maskedNames(sql, access, { object: 'customer', id: loser })
  if (chosen.some(field => shown[field])) refuse('notPermitted', {}, [{ path: 'take', rule: 'unknown' }])
}
