import type { Access } from '../../access/context'
import { maskedRow } from '../../access/masked-row'
import type { Sql } from '../../db/database'
import type { Summary } from './facts'

/** Facts of a summary that are a field of the record. */
const fields: Readonly<Record<string, readonly string[]>> = {
  contract: ['amount', 'currency', 'discount'],
  customer: ['industry', 'region', 'source', 'level', 'interest', 'phone'],
}

/** What was submitted as its reader's roles show it: who decides on a record need not see all of it. */
export async function maskedSummary(
  sql: Sql,
  reader: Access | string,
  record: { object: string; id: string },
  summary: Summary,
): Promise<Summary> {
  const known = (fields[record.object] ?? []).filter(name => name in summary)
  return maskedRow(sql, reader, record, summary, Object.fromEntries(known.map(name => [name, name])))
}
