import { can } from '../../access/context'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { refuse } from '../../kernel/errors'
import { identifier, tableOf } from '../columns'
import { objectNamed, Params } from '../reader'
import { type ReadRow, readList } from '../view'
import { prepareListing } from './prepare'
import { positionOf, readRows } from './rows'
import type { Position } from './sort'

/**
 * Everything that a list query finds, page after page (for exports, and for work on all that was found).
 * @param size rows of a page, 1–1,000 @param now what relative conditions are meant from @throws Refusal notFound | notPermitted | invalidInput (with paths)
 */
export async function* listPages(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  { size, now }: { size: number; now: Date },
): AsyncGenerator<ReadRow[]> {
  const listing = await prepareListing(sql, actor, name, raw, now)
  const query = { ...listing.query, limit: size }
  for (let after: Position | null = null; ; ) {
    const rows: ReadRow[] = await readRows(sql, { ...listing, query, opening: false }, after)
    const page = rows.slice(0, size)
    if (page.length > 0) yield page
    if (rows.length <= size) return
    after = positionOf(page.at(-1)!, query)
  }
}

/** Ids of what a list query finds, at most `limit`, in its order. */
export async function listIds(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  raw: unknown,
  { limit, now }: { limit: number; now: Date },
): Promise<string[]> {
  const ids: string[] = []
  for await (const page of listPages(sql, actor, name, raw, { size: Math.min(limit, 1000), now })) {
    ids.push(...page.map(row => row.id as string))
    if (ids.length >= limit) break
  }
  return ids.slice(0, limit)
}

/** These records, in this order, as far as the reader may list them; page after page. */
export async function* listChosen(
  sql: Sql,
  actor: EmployeeActor,
  name: string,
  ids: readonly string[],
  size: number,
): AsyncGenerator<ReadRow[]> {
  const object = objectNamed(name, actor)
  if (!can(actor.access, { object: object.name, verb: 'query' })) refuse('notPermitted')
  for (let from = 0; from < ids.length; from += size) {
    const { values, bind } = new Params()
    const chosen = `${bind(ids.slice(from, from + size))}::uuid[]`
    const scope = scopeCondition(actor.access, object.name, 'query', bind, 't')
    yield await sql.query<ReadRow>(
      `select ${readList(actor, object, bind, 't')} from ${identifier(tableOf(object).name)} t
       where t.id = any(${chosen}) and t.deleted_at is null and (${scope}) order by array_position(${chosen}, t.id)`,
      values,
    )
  }
}
