import { createHash } from 'node:crypto'
import type { SignCandidate } from '@gonghai/shared/client/customer-api'
import type { Sql, Tx } from '../../db/database'
import { normaliseName, normaliseTaxNumber } from '../../records/normalise-name'

/** By what a company is matched: its name as names are compared, and its tax number. */
export interface CompanyKeys {
  nameKey: string
  taxNumber: string | null
}

/** What to do with the partners found: link the sure one, make one where there is none, or ask. */
export type Outcome = { kind: 'link'; candidate: SignCandidate } | { kind: 'make' } | { kind: 'choose' }

/** One tax number is sure; one name alone is, unless the tax numbers say that it is another company. */
export function outcomeOf(candidates: readonly SignCandidate[]): Outcome {
  const [only, second] = candidates
  if (!only) return { kind: 'make' }
  const sure = candidates.filter(one => one.byTaxNumber)
  if (sure.length === 1) return { kind: 'link', candidate: sure[0]! }
  return second || only.otherTaxNumber ? { kind: 'choose' } : { kind: 'link', candidate: only }
}

/** What a name and a tax number are compared by. */
export function companyKeys(name: string, taxNumber: string | null | undefined): CompanyKeys {
  return { nameKey: normaliseName(name), taxNumber: taxNumber ? normaliseTaxNumber(taxNumber) || null : null }
}

/** Partners of the same name or tax number, the surest first. */
export async function candidatesFor(sql: Pick<Sql, 'query'>, keys: CompanyKeys): Promise<SignCandidate[]> {
  return sql.query<SignCandidate>(
    `select p.id, p.number, p.name, p.tax_number as "taxNumber", p.state, p.name_key = $1 as "byName",
       coalesce(p.tax_number = $2, false) as "byTaxNumber", coalesce(p.tax_number <> $2, false) as "otherTaxNumber",
       (select count(*) from customer c where c.partner_id = p.id and c.deleted_at is null)::int as customers
     from partner p where p.deleted_at is null and (p.name_key = $1 or p.tax_number = $2)
     order by coalesce(p.tax_number = $2, false) desc, p.name_key = $1 desc, p.created_at, p.id limit 20`,
    [keys.nameKey, keys.taxNumber],
  )
}

const lockOf = (kind: string, value: string) =>
  createHash('sha256').update(`partner.${kind}\n${value}`).digest().readBigInt64BE(0)

/**
 * Waits for whoever signs the same company, by name or tax number, at this moment; in one order, so that nobody waits in a circle.
 * What is found afterwards stays true until the transaction ends.
 */
export async function lockCompany(tx: Tx, { nameKey, taxNumber }: CompanyKeys): Promise<void> {
  const locks = [lockOf('name', nameKey), ...(taxNumber ? [lockOf('tax', taxNumber)] : [])]
  const sorted = locks.sort((one, two) => (one < two ? -1 : one > two ? 1 : 0))
  for (const lock of sorted) {
    await tx.query('select 1 as one from (select pg_advisory_xact_lock($1::bigint)) held', [String(lock)])
  }
}

/** Keeps what a partner is found by beside it; nobody reads that as a fact. */
export async function keepNameKey(tx: Tx, partnerId: string, { nameKey }: CompanyKeys): Promise<void> {
  await tx.query('update partner set name_key = $2 where id = $1::uuid', [partnerId, nameKey])
}
