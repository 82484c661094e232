import type { DirectoryPerson } from '@gonghai/shared/ports/platform'
import type { Sql } from '../../db/database'
import {
  type Difference,
  type Directory,
  grouped,
  type Known,
  type KnownPerson,
  type Said,
} from './difference'

/**
 * Does what a platform says of somebody count? For people on one platform always; for people on two only where this platform
 * says something else than it did when it was last heeded, or each reading would turn back what the other one brought.
 */
export function isNews(known: KnownPerson, part: keyof Said, value: string): boolean {
  if (!known.elsewhere) return true
  const before = known.said?.[part]
  return before !== undefined && before !== value
}

const partsOf = (person: DirectoryPerson, home: string | null): Said => ({
  name: person.name,
  title: person.title ?? null,
  department: home,
  leader: person.leaderUserId ?? null,
})

/** What of a difference is still to be decided: it stays news until it is applied. */
function openParts({ kind, data }: Difference): (keyof Said)[] {
  if (kind === 'move') return ['department']
  if (kind !== 'rename' && kind !== 'leader') return []
  return (data.changes ?? []).flatMap(({ label }) => (label === 'parent' ? [] : [label]))
}

/** Remembers what the platform says of everybody who is linked, but for what is offered as a difference now. */
export async function remember(
  sql: Sql,
  platform: string,
  found: { directory: Directory; known: Known; differences: readonly Difference[] },
): Promise<void> {
  const { directory, known, differences } = found
  const present = new Map(directory.people.map(one => [one.userId.toLowerCase(), one]))
  const departments = new Set(directory.departments.map(one => one.id))
  const open = grouped(differences, one => one.subjectId)
  const rows = known.people.flatMap(one => {
    const person = one.active && one.userId ? present.get(one.userId.toLowerCase()) : undefined
    if (!person) return []
    const home = person.departmentIds.find(id => departments.has(id)) ?? null
    const said = partsOf(person, home)
    for (const part of (open.get(one.id) ?? []).flatMap(openParts)) delete said[part]
    return [{ employee: one.id, said }]
  })
  await sql.query(
    `update identity i set said = coalesce(i.said, '{}') || r.said
     from jsonb_to_recordset($2::jsonb) as r(employee uuid, said jsonb)
     where i.platform = $1 and i.employee_id = r.employee and i.said is distinct from coalesce(i.said, '{}') || r.said`,
    [platform, JSON.stringify(rows)],
  )
}

/** A difference was applied: from here on it is what the platform said. */
export async function heed(sql: Sql, platform: string, employee: string, said: Said): Promise<void> {
  await sql.query(
    `update identity set said = coalesce(said, '{}') || $3::jsonb where platform = $1 and employee_id = $2::uuid`,
    [platform, employee, JSON.stringify(said)],
  )
}
