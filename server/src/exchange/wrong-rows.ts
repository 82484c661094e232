import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { ownOperation } from '../operations/view'
import { type ImportItem, importInput } from './import-input'
import { TableWords } from './words'
import { writeTable } from './write-table'

/** The rows that were not written, as they came, with the reason: to be put right and imported again. */
export async function wrongRows(
  sql: Sql,
  actor: EmployeeActor,
  id: string,
): Promise<{ bytes: Buffer; fileName: string }> {
  const operation = await ownOperation(sql, actor, id)
  const { columns, fileName, object } = importInput(operation)
  const words = new TableWords(actor.locale, actor.access.catalogue.find(object)!)
  const headings = columns.map(column => column.heading)
  const reason = words.t('exchange.reason')
  const bytes = await writeTable(
    'xlsx',
    words.t('exchange.wrongRows'),
    [...headings, reason].map(heading => ({ heading, format: '@' })),
    async add => {
      for (let after = -1; ; ) {
        const rows = await sql.query<{ position: number; message: string | null; input: ImportItem }>(
          `select position, message, input from operation_item
           where operation_id = $1::uuid and state in ('refused', 'skipped') and position > $2::int
           order by position limit 500`,
          [id, after],
        )
        for (const { input, message } of rows) {
          await add([...headings.map(heading => input.cells[heading] ?? null), message])
        }
        if (rows.length < 500) return
        after = rows.at(-1)!.position
      }
    },
  )
  return { bytes, fileName: `${fileName.replace(/\.\w+$/, '')}-${words.t('exchange.wrongRows')}.xlsx` }
}
