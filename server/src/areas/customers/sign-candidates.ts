import type { SignCandidatesAnswer } from '@gonghai/shared/client/customer-api'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { openRow } from '../../records/detail'
import { candidatesFor, companyKeys, outcomeOf } from './partner-match'

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
  if (!row.can_edit) refuse('notPermitted')
  const name = given.name || String(row.name)
  const taxNumber = given.taxNumber ?? (row.tax_number as string | null)
  const candidates = await candidatesFor(sql, companyKeys(name, taxNumber))
  const [partner] = row.partner_id
    ? await sql.query<{ id: string; name: string }>('select id, name from partner where id = $1::uuid', [
        row.partner_id,
      ])
    : []
  return {
    name,
    taxNumber: taxNumber || null,
    candidates,
    outcome: outcomeOf(candidates).kind,
    partner: partner ?? null,
  }
}
