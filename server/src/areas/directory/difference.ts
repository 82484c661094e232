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
  suggestion?: { employee: string; name: string; why: 'sameNameAndMobile' | 'sameName' }
  /** Chosen by the administrator: the newcomer is this colleague. */
  employee?: string | null
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
