import type { SignCandidatesAnswer } from '@gonghai/shared/client/customer-api'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { maskedRow } from '../../access/masked-row'
import { inScope } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { openRow } from '../../records/detail'
import { candidatesFor, companyKeys, outcomeOf } from './partner-match'

const partnerFields = { taxNumber: 'taxNumber' } as const

/**
 * GET /api/customers/:id/sign-candidates: the partners that a customer may be signed with, by its name and tax number or those given.
 * @throws Refusal notFound | notPermitted
 */
export async function signCandidates(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
  given: { name?: string | undefined; taxNumber?: string | undefined },
): Promise<SignCandidatesAnswer> {
  if (!can(actor.access, { object: 'customer', verb: 'sign' })) refuse('notPermitted')
  const row = await openRow(sql, actor, objects.customer, id)
  if (!inScope(actor.access, objects.customer, 'beyondTeam', row)) refuse('notPermitted')
  const name = given.name || String(row.name)
  const own = row.tax_number as string | null
  const found = await candidatesFor(sql, companyKeys(name, given.taxNumber ?? own))
  const candidates = await Promise.all(
    found.map(one => maskedRow(sql, actor.access, { object: 'partner', id: one.id }, one, partnerFields)),
  )
  const shown = await maskedRow(sql, actor.access, { object: 'customer', id }, { own }, { own: 'taxNumber' })
  const taxNumber = given.taxNumber ?? shown.own
  const [partner] = row.partner_id
    ? await sql.query<{ id: string; name: string }>('select id, name from partner where id = $1::uuid', [
        row.partner_id,
      ])
    : []
  return {
    name,
    taxNumber: taxNumber || null,
    candidates,
    outcome: outcomeOf(found).kind,
    partner: partner ?? null,
  }
}
