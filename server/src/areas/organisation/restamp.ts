import { objectList } from '@gonghai/shared/objects'
import type { Database, Sql, Tx } from '../../db/database'
import { identifier, tableOf } from '../../records/columns'

/** Whose records carry other departments from now on. */
export type Restamp =
  /** What an employee owns follows to the employee's department. */
  | { owner: string }
  /** What lies in these departments follows their new place; with `into`, it goes to that department. */
  | { departments: readonly string[]; into?: string }

/** Rows of one statement: a second's worth, so that nobody waits for a lock. */
const chunk = 2000

const columns = ['department_id', 'dept1', 'dept2', 'dept3', 'dept4', 'dept5', 'dept6']
const there = (path: string, id: string) =>
  [id, ...[1, 2, 3, 4, 5, 6].map(level => `${path}[${level}]`)].join(', ')

/** Where the rows ought to stand: their table joined to the department that decides. */
function target(what: Restamp): { join: string; where: string; params: unknown[] } {
  if ('owner' in what) {
    return {
      join: 'join employee e on e.id = t.owner_id join department d on d.id = e.department_id',
      where: 't.owner_id = $1::uuid',
      params: [what.owner],
    }
  }
  if (what.into) {
    return {
      join: 'join department d on d.id = $2::uuid',
      where: 't.department_id = any($1::uuid[])',
      params: [what.departments, what.into],
    }
  }
  return {
    join: 'join department d on d.id = t.department_id',
    where: 't.department_id = any($1::uuid[])',
    params: [what.departments],
  }
}

/** Corrects at most one chunk of one table; answers how many rows it was. */
async function restampTable(sql: Sql, table: string, what: Restamp): Promise<number> {
  const { join, where, params } = target(what)
  const rows = await sql.query(
    `with wrong as (
       select t.id, d.id as department, d.path from ${identifier(table)} t ${join}
       where ${where} and (${columns.map(name => `t.${name}`).join(', ')}) is distinct from (${there('d.path', 'd.id')})
       limit ${chunk} for no key update of t)
     update ${identifier(table)} t set (${columns.join(', ')}) = (${there('w.path', 'w.department')})
     from wrong w where t.id = w.id returning 1 as one`,
    params,
  )
  return rows.length
}

const tables = () => objectList.filter(object => object.can.owned).map(object => tableOf(object).name)

/**
 * Writes the departments of records anew: a chunk of each table within the transaction, so that a small company sees it at
 * once; where there is more, a job goes on.
 */
export async function restampSoon(tx: Tx, what: Restamp): Promise<number> {
  let rows = 0
  let more = false
  for (const table of tables()) {
    const done = await restampTable(tx, table, what)
    rows += done
    more ||= done === chunk
  }
  if (more) await tx.addJob('restamp', { ...what }, { urgency: 'background' })
  return rows
}

/** Goes on until nothing is wrong any more (task `restamp`); each chunk is a transaction of its own. */
export async function restamp(db: Database, what: Restamp): Promise<void> {
  for (const table of tables()) while ((await restampTable(db, table, what)) === chunk);
}
