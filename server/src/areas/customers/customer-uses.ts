import type { Translate } from '@gonghai/shared/i18n'
import type { Tx } from '../../db/database'

/** What keeps a customer from being deleted: living business, by kind, with the names of the first three. */
const kinds = [
  { object: 'contract', table: 'contract', name: 'number' },
  { object: 'serviceRequest', table: 'service_request', name: 'number' },
  { object: 'asset', table: 'asset', name: 'name' },
] as const

/** Business that is written for a customer. */
export interface Use {
  object: (typeof kinds)[number]['object']
  count: number
  names: string[]
}

/** Who uses a customer: contracts, service requests, assets. Empty when it can go. */
export async function usesOf(tx: Tx, customerId: string): Promise<Use[]> {
  const parts = kinds.map(
    ({ object, table, name }) => `(select '${object}' as object, count(*)::int as count,
       (array_agg(t.${name} order by t.${name}))[1:3] as names
     from ${table} t where t.customer_id = $1::uuid and t.deleted_at is null having count(*) > 0)`,
  )
  return tx.query<Use>(parts.join(' union all '), [customerId])
}

/** "合同 4 个（HT-1、HT-2、HT-3 等）；产品档案 1 个（…）" */
export function usesInWords(t: Translate, uses: readonly Use[]): string {
  const words = uses.map(({ object, count, names }) => {
    const named = names.join(t('customers.comma'))
    const list = count > names.length ? t('customers.andOthers', { names: named }) : named
    return t('customers.use', { kind: t(`object.${object}.label`), number: count, names: list })
  })
  return words.join(t('customers.semicolon'))
}
