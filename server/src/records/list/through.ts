import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { ruleOf } from '../../access/masks'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { identifier, tableOf } from '../columns'
import { Params } from '../reader'
import { branchesOf, conditionOf, isNarrow, type Listing, mostFound, type Through } from './listing'

/** Records that are found by what belongs to them, too: a customer by the name and phone of its contacts. */
export const throughs: Partial<Record<ObjectName, { object: ObjectName; field: string }>> = {
  customer: { object: 'contact', field: 'customer' },
}

const nobody: Through = new Map()

/**
 * The records whose contacts the words find, as far as the reader lists these contacts. Where the words find more than a thousand,
 * nobody: so frequent a word is looked for in the records' own names.
 * @param listing the list of what belongs to them, by the same words
 */
export async function foundThrough(sql: Sql, listing: Listing, field: string): Promise<Through> {
  const { actor, object } = listing
  const { values, bind } = new Params()
  const words = conditionOf(listing, bind)
  const branches = branchesOf(listing, bind)
  if (branches.length === 0) return nobody
  const scope = `((${branches.join(') or (')}))`
  const [table, pointer, title] = [tableOf(object), partOf(object, field), partOf(object, object.title)]
  // Few records of one's own are looked through; among all of a company's, first what the index finds, then whose it is.
  const [inside, outside] = isNarrow(listing) ? [`${words} and ${scope}`, 'true'] : [words, scope]
  const rows = await sql.query<{ id: string; target: string | null; title: string; fits: boolean }>(
    `select t.id, t.${pointer} as target, t.${title} as title, ${outside} as fits
     from (select * from ${identifier(table.name)} t where ${inside} limit ${mostFound + 1}) t`,
    values,
  )
  if (rows.length > mostFound) return nobody
  const named = titleShown(actor, object)
  const hits = rows.filter(row => row.fits && row.target !== null)
  return new Map(
    hits.map(row => [row.target!, { object: object.name, id: row.id, name: named ? row.title : '' }]),
  )
}

const partOf = (object: ObjectDeclaration, field: string) =>
  identifier(tableOf(object).byField.get(field)!.parts[0]!.name)

const titleShown = ({ access }: EmployeeActor, object: ObjectDeclaration) =>
  !ruleOf(access, object.name, object.title)
