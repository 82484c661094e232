import type { DirectoryPerson } from '@gonghai/shared/ports/platform'
import { normalisePerson, normalisePhone } from '../../records/normalise-name'
import {
  type ChangeWords,
  type Difference,
  type DifferenceData,
  type Directory,
  grouped,
  type Known,
  type KnownPerson,
} from './difference'
import { isNews } from './said'

interface Sides {
  directory: Directory
  known: Known
  mapped: ReadonlyMap<string, string>
  /** By account, in lower case. */
  byAccount: ReadonlyMap<string, KnownPerson>
  byId: ReadonlyMap<string, KnownPerson>
  departmentNames: ReadonlyMap<string, string>
  /** Colleagues without an account here, by number and by name as they are compared. */
  byNumber: ReadonlyMap<string, readonly KnownPerson[]>
  byName: ReadonlyMap<string, readonly KnownPerson[]>
}

/** The first of a person's departments that we were shown; the platform's order is its administrator's. */
function homeOf({ directory }: Sides, person: DirectoryPerson): string | null {
  return person.departmentIds.find(id => directory.departments.some(one => one.id === id)) ?? null
}

function remoteName({ directory }: Sides, id: string | null): string {
  return directory.departments.find(one => one.id === id)?.name ?? ''
}

/**
 * Whoever may be the same person: never linked by it, only offered (decision 22). An equal number says it whatever the name
 * (Alice is 王丽 on the other platform); an equal name where one side gives no number. Of several, the administrator picks.
 */
function suggestionFor(sides: Sides, person: DirectoryPerson): DifferenceData['suggestion'] {
  const number = normalisePhone(person.mobile ?? '')
  const name = normalisePerson(person.name)
  const numbered = number ? sides.byNumber.get(number)?.[0] : undefined
  if (numbered) {
    const why = normalisePerson(numbered.name) === name ? 'sameNameAndMobile' : 'sameMobile'
    return { employee: numbered.id, name: numbered.name, why }
  }
  const namesakes = (sides.byName.get(name) ?? []).filter(one => !(number && one.mobile))
  const [only] = namesakes
  if (!only) return undefined
  if (namesakes.length > 1) return { employee: null, name: only.name, why: 'namesakes' }
  return { employee: only.id, name: only.name, why: 'sameName' }
}

function joins(sides: Sides, person: DirectoryPerson): Difference {
  const department = homeOf(sides, person)
  const suggestion = suggestionFor(sides, person)
  return {
    kind: 'join',
    remoteId: person.userId,
    subjectId: null,
    data: {
      name: person.name,
      department,
      departmentName: remoteName(sides, department),
      leader: person.leaderUserId ?? null,
      leads: person.leads,
      ...(person.title ? { title: person.title } : {}),
      ...(person.mobile ? { mobile: person.mobile } : {}),
      ...(suggestion ? { suggestion } : {}),
    },
    taken: !suggestion,
  }
}

function renamed(known: KnownPerson, person: DirectoryPerson): ChangeWords[] {
  const changes: ChangeWords[] = []
  if (person.name !== known.name && isNews(known, 'name', person.name))
    changes.push({ label: 'name', from: known.name, to: person.name })
  if (person.title && person.title !== known.title && isNews(known, 'title', person.title))
    changes.push({ label: 'title', from: known.title ?? '', to: person.title })
  return changes
}

/**
 * A person's department is the platform's matter. For somebody on both platforms only where it knows the department they are in
 * now and has moved them itself: else each reading would move them back and forth.
 */
function movesTo(sides: Sides, known: KnownPerson, person: DirectoryPerson): string | undefined {
  const home = homeOf(sides, person)
  const ours = home ? sides.mapped.get(home) : undefined
  if (!home || ours === known.departmentId) return undefined
  const knows = [...sides.mapped.values()].includes(known.departmentId)
  return !known.elsewhere || (knows && isNews(known, 'department', home)) ? home : undefined
}

function stays(sides: Sides, known: KnownPerson, person: DirectoryPerson): Difference[] {
  const found: Difference[] = []
  const base = { remoteId: person.userId, subjectId: known.id, taken: true }
  const home = movesTo(sides, known, person)
  const department = home ?? homeOf(sides, person)
  if (!known.active) {
    const data = { name: person.name, department, departmentName: remoteName(sides, department) }
    // Whoever was let go by hand is still on the platform by oversight: that is no reason to let them in again.
    if (!known.leftByRun) return [{ ...base, kind: 'back', data: { ...data, byHand: true }, taken: false }]
    return [{ ...base, kind: 'back', data }]
  }
  const changes = renamed(known, person)
  const { name } = person
  if (changes.length > 0) {
    const title = person.title ? { title: person.title } : {}
    found.push({ ...base, kind: 'rename', data: { name, changes, ...title } })
  }
  if (home) {
    const from = sides.departmentNames.get(known.departmentId) ?? ''
    const moved = [{ label: 'department' as const, from, to: remoteName(sides, home) }]
    found.push({ ...base, kind: 'move', data: { name, department: home, changes: moved } })
  }
  const leader = sides.byAccount.get(person.leaderUserId?.toLowerCase() ?? '')
  const other = leader && leader.id !== known.leaderId && leader.id !== known.id && leader.active
  if (other && isNews(known, 'leader', person.leaderUserId!)) {
    const from = sides.byId.get(known.leaderId ?? '')?.name ?? ''
    const led = [{ label: 'leader' as const, from, to: leader.name }]
    found.push({ ...base, kind: 'leader', data: { name, leader: person.leaderUserId!, changes: led } })
  }
  return found
}

function leaves(known: KnownPerson): Difference {
  return {
    kind: 'leave',
    remoteId: known.userId!,
    subjectId: known.id,
    data: { name: known.name, elsewhere: known.elsewhere },
    taken: true,
  }
}

/** Newcomers behind those who lead them, so that each finds their superior. */
function leadersFirst(found: Difference[]): Difference[] {
  const waiting = new Map(found.map(one => [one.remoteId.toLowerCase(), one]))
  const ordered: Difference[] = []
  const place = (one: Difference) => {
    if (!waiting.delete(one.remoteId.toLowerCase())) return
    const leader = waiting.get(one.data.leader?.toLowerCase() ?? '')
    if (leader) place(leader)
    ordered.push(one)
  }
  for (const one of found) place(one)
  return ordered
}

/** What differs in the people. @param mapped remote department → ours */
export function comparePeople(
  directory: Directory,
  known: Known,
  mapped: ReadonlyMap<string, string>,
): Difference[] {
  const linked = known.people.filter(one => one.userId !== null)
  const free = known.people.filter(one => one.active && one.userId === null)
  const sides: Sides = {
    directory,
    known,
    mapped,
    byAccount: new Map(linked.map(one => [one.userId!.toLowerCase(), one])),
    byId: new Map(known.people.map(one => [one.id, one])),
    departmentNames: new Map(known.departments.map(one => [one.id, one.name])),
    byNumber: grouped(free, one => normalisePhone(one.mobile ?? '')),
    byName: grouped(free, one => normalisePerson(one.name)),
  }
  const present = new Map(
    directory.people.filter(one => one.active).map(one => [one.userId.toLowerCase(), one]),
  )
  const strangers = [...present.values()].filter(one => !sides.byAccount.has(one.userId.toLowerCase()))
  const kept = linked.flatMap(one => {
    const person = present.get(one.userId!.toLowerCase())
    return person ? stays(sides, one, person) : []
  })
  const gone = linked.filter(one => one.active && !present.has(one.userId!.toLowerCase()))
  return [...leadersFirst(strangers.map(person => joins(sides, person))), ...kept, ...gone.map(leaves)]
}
