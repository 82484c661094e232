import type { PlatformName } from '@gonghai/shared/ports/events'
import type { SandboxCompany } from '@gonghai/shared/ports/sandbox'
import type { Sql } from '../db/database'
import { newcomers } from './newcomers'
import { readFollowers } from './read-followers'

interface PersonRow {
  id: string
  name: string
  title: string | null
  department_id: string
  department: string
  leader_id: string | null
  platform: PlatformName
  user_id: string
}

/** Newcomers whom nobody has taken over yet. */
function strangers(
  people: readonly PersonRow[],
  departments: readonly { id: string; name: string }[],
  numbers: ReadonlyMap<string, number>,
): SandboxCompany['people'] {
  return newcomers.flatMap(({ leader, ...one }) => {
    const known = people.some(person => person.platform === one.platform && person.user_id === one.userId)
    const home = departments.find(department => department.name === one.department)
    const number = home && numbers.get(home.id)
    if (known || !number) return []
    return [{ ...one, departments: [number], leads: [], leaderUserId: leader }]
  })
}

/** The company of this database, as the platforms' own directories would know it. */
export async function readCompany(sql: Sql): Promise<SandboxCompany> {
  const [organisation] = await sql.query<{ name: string }>(
    'select name from organisation order by id limit 1',
  )
  const departments = await sql.query<{
    id: string
    parent_id: string | null
    name: string
    manager_id: string | null
  }>('select id, parent_id, name, manager_id from department order by cardinality(path), position, id')
  const people = await sql.query<PersonRow>(
    `select e.id, e.name, e.title, e.department_id, d.name as department, e.leader_id, i.platform, i.user_id
     from employee e join department d on d.id = e.department_id join identity i on i.employee_id = e.id
     where e.active order by i.platform, e.id`,
  )
  const numbers = new Map(departments.map((department, index) => [department.id, index + 1]))
  const userIdOf = (employee: string | null, platform: PlatformName) =>
    people.find(person => person.id === employee && person.platform === platform)?.user_id
  return {
    name: organisation?.name ?? '',
    departments: departments.map(department => ({
      id: numbers.get(department.id)!,
      parentId: department.parent_id ? numbers.get(department.parent_id)! : 0,
      name: department.name,
    })),
    people: [
      ...people.map(person => {
        const leader = userIdOf(person.leader_id, person.platform)
        return {
          platform: person.platform,
          userId: person.user_id,
          name: person.name,
          title: person.title ?? '',
          department: person.department,
          departments: [numbers.get(person.department_id)!],
          leads: departments.filter(one => one.manager_id === person.id).map(one => numbers.get(one.id)!),
          ...(leader ? { leaderUserId: leader } : {}),
        }
      }),
      ...strangers(people, departments, numbers),
    ],
    followers: await readFollowers(sql),
  }
}
