import type { PeopleAnswer } from '@gonghai/shared/client/api'
import type { Sql } from '../db/database'
import type { EmployeeActor } from '../kernel/actor'
import { identifier } from './columns'
import { searchSql } from './list/search'
import { Params } from './reader'

interface PersonRow {
  id: string
  name: string
  title: string | null
  department: string
}

/**
 * GET /api/people: colleagues for pickers, by name, pinyin or initials; without words those nearest to the reader first:
 * the own department, superior and subordinates, then everybody else.
 * @param limit 1–50
 */
export async function findPeople(
  sql: Sql,
  actor: EmployeeActor,
  words: string,
  limit = 20,
): Promise<PeopleAnswer> {
  const { values, bind } = new Params()
  const text = words.slice(0, 100).trim()
  const found = text === '' ? 'true' : searchSql(text, { alias: 'e', bind, phones: () => 'true' })
  const me = `${bind(actor.employeeId)}::uuid`
  const near = `(e.department_id = ${bind(actor.access.departmentId)}::uuid or e.leader_id = ${me}
    or e.id = (select m.leader_id from ${identifier('employee')} m where m.id = ${me}))`
  const people = await sql.query<PersonRow>(
    `select e.id, e.name, e.title, d.name as department from employee e join department d on d.id = e.department_id
     where e.active and ${found} order by (${near}) is true desc, e.name, e.id limit ${bind(Math.min(Math.max(limit, 1), 50))}::int`,
    values,
  )
  return { people }
}
