import { findAction } from '@gonghai/shared/actions'
import type { Field, ObjectDeclaration } from '@gonghai/shared/objects'

/** What no cell of a table can hold: any record of several kinds, files, lines of a document. */
const cellless: ReadonlySet<Field['kind']> = new Set(['record', 'files', 'lines'])

/** Can a table's cell hold this field? */
export const hasCell = ({ kind }: Field): boolean => !cellless.has(kind)

/** Can a row of a table make one of these? Not where making one needs what no cell can hold. */
export function isImportable(object: ObjectDeclaration): boolean {
  const input = findAction(`${object.name}.create`)?.input
  const missing = (field: Field) => field.required && field.initial === undefined && !hasCell(field)
  return input !== undefined && !Object.values<Field>(input).some(missing)
}
