import type { DifferenceKind } from '@gonghai/shared/actions/directory'
import type { DirectoryDepartment, DirectoryPerson } from '@gonghai/shared/ports/platform'

/** A department of ours. */
export interface KnownDepartment {
  id: string
  parentId: string | null
  name: string
}

/** A person of ours. */
export interface KnownPerson {
  id: string
  name: string
  title: string | null
  mobile: string | null
  active: boolean
  departmentId: string
  leaderId: string | null
  /** Their account on the platform that is read. */
  userId: string | null
  /** Has an account on another platform too. */
  elsewhere: boolean
  /** What this platform said of them when it was last heeded. */
  said: Said | null
  /** Is gone because a reading said so, not by an administrator's hand. */
  leftByRun: boolean
}

/** What a platform says of somebody, as far as two platforms can contradict each other; ids are the platform's. */
export interface Said {
  name?: string
  title?: string | null
  department?: string | null
  leader?: string | null
}

/** What we know, beside what the platform says. */
export interface Known {
  departments: readonly KnownDepartment[]
  people: readonly KnownPerson[]
  /** Remote department → ours. */
  links: ReadonlyMap<string, string>
}

export interface Directory {
  departments: readonly DirectoryDepartment[]
  people: readonly DirectoryPerson[]
}

/** What belongs together, by a key. */
export function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** One old and one new value, in words. */
export interface ChangeWords {
  label: 'name' | 'title' | 'department' | 'leader' | 'parent'
  from: string
  to: string
}

/** Everything that applying and showing a difference needs; ids of the platform, names of both sides. */
export interface DifferenceData {
  name: string
  changes?: ChangeWords[]
  /** Remote id of the department above, or of the person's home. */
  parent?: string | null
  department?: string | null
  departmentName?: string
  title?: string
  mobile?: string
  leader?: string | null
  leads?: string[]
  /** A colleague that it may be: an administrator decides (decision 22). */
  suggestion?: {
    /** Nobody where several have the name. */
    employee: string | null
    name: string
    why: 'sameNameAndMobile' | 'sameMobile' | 'sameName' | 'namesakes'
  }
  /** Chosen by the administrator: the newcomer is this colleague. */
  employee?: string | null
  /** Is gone by an administrator's hand. */
  byHand?: boolean
  /** What a leaver holds: object → number. */
  holds?: Record<string, number>
  /** Is on another platform too: only this account goes. */
  elsewhere?: boolean
}

/** One difference. */
export interface Difference {
  kind: DifferenceKind
  remoteId: string
  /** Our department or employee. */
  subjectId: string | null
  data: DifferenceData
  taken: boolean
}
