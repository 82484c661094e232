import { handedObjects } from '@gonghai/shared/actions/organisation'
import type { Lack, PeopleListAnswer, PersonRow } from '@gonghai/shared/client/organisation-api'
import { objects } from '@gonghai/shared/objects'
import type { Sql } from '../../db/database'
import { identifier, tableOf } from '../../records/columns'
import { searchSql } from '../../records/list/search'
import { Params } from '../../records/reader'

const owns = handedObjects
  .map(
    object =>
      `exists (select 1 from ${identifier(tableOf(objects[object]).name)} r where r.owner_id = e.id and r.deleted_at is null)`,
  )
  .join(' or ')

/** What is missing of somebody, as SQL over `e` (SET-1: the checklist). */
const lacking: Record<Lack, string> = {
  position: 'e.active and e.position_id is null',
  account: 'e.active and not exists (select 1 from identity i where i.employee_id = e.id)',
  role: `e.active and not exists (select 1 from role_grant g where g.employee_id = e.id)
    and not exists (select 1 from position_role q where q.position_id = e.position_id)`,
  leader: `e.active and e.leader_id is null and not exists (
    select 1 from role_grant g join role r on r.id = g.role_id where g.employee_id = e.id and r.key = 'superAdministrator')`,
  handover: `not e.active and (${owns})`,
}
const lacks = Object.keys(lacking) as Lack[]

/** Is this one of the checklist's words? */
export const isLack = (text: unknown): text is Lack => lacks.some(lack => lack === text)

/** What a list of people is asked for. */
export interface PeopleQuery {
  words: string
  department?: string
  left: boolean
  lack?: Lack
  /** The last row of the page before. */
  after?: string
}

const pageSize = 50

interface Row extends Omit<PersonRow, 'lacks'> {
  lacks: Record<Lack, boolean>
}

/** GET /api/organisation/people : everybody, those who left, or those of whom something is missing. */
export async function readPeople(sql: Sql, query: PeopleQuery): Promise<PeopleListAnswer> {
  const { values, bind } = new Params()
  const conditions = [query.lack ? `(${lacking[query.lack]})` : query.left ? 'not e.active' : 'e.active']
  if (query.words) conditions.push(searchSql(query.words, { alias: 'e', bind, phones: () => 'true' }))
  if (query.department) conditions.push(`d.path @> array[${bind(query.department)}::uuid]`)
  if (query.after)
    conditions.push(
      `(e.name, e.id) > (select l.name, l.id from employee l where l.id = ${bind(query.after)}::uuid)`,
    )
  const rows = await sql.query<Row>(
    `select e.id, e.name, e.title, d.name as department, e.active,
       array(select i.platform from identity i where i.employee_id = e.id order by i.platform desc) as platforms,
       jsonb_build_object(${lacks.map(lack => `'${lack}', (${lacking[lack]})`).join(', ')}) as lacks
     from employee e join department d on d.id = e.department_id
     where ${conditions.join(' and ')} order by e.name, e.id limit ${pageSize + 1}`,
    values,
  )
  const [counts] = await sql.query<Record<Lack | 'active' | 'left', number>>(
    `select count(*) filter (where e.active) as active, count(*) filter (where not e.active) as left,
       ${lacks.map(lack => `count(*) filter (where ${lacking[lack]}) as ${lack}`).join(', ')} from employee e`,
  )
  const { active, left, ...missing } = counts!
  const page = rows.slice(0, pageSize)
  return {
    rows: page.map(row => ({ ...row, lacks: lacks.filter(lack => row.lacks[lack]) })),
    next: rows.length > pageSize ? page.at(-1)!.id : null,
    counts: { active, left, lacks: missing },
  }
}
