/** A member of the corporation, as its administrator entered it. */
export interface WecomPerson {
  /** Compared without case, returned as written. */
  userId: string
  name: string
  departments: number[]
  title?: string
  /** Departments that this person leads. */
  leads?: number[]
  leaderUserId?: string
  /** False: has left; every API then treats the userid as unknown. */
  active?: boolean
}

export interface WecomDepartment {
  id: number
  /** 0 for the root, whose id is 1. */
  parentId: number
  name: string
  order?: number
}

/** A self-built app with its settings in the admin console. */
export interface WecomApp {
  agentId: number
  secret: string
  name: string
  /** Where callbacks go; without it, cards with buttons are refused (43012). */
  callbackUrl?: string
  token?: string
  /** 43 characters. */
  encodingAesKey?: string
  /** `host` or `host:port`, exactly as pages are opened. */
  trustedDomains: string[]
  homeUrl?: string
}

/** A corporation that the stand-in plays. */
export interface WecomCorp {
  corpId: string
  name: string
  apps: WecomApp[]
  departments: WecomDepartment[]
  people: WecomPerson[]
  /** The app's visible range: only these departments are shown. Absent: the whole corporation. */
  visible?: readonly number[]
  /** What every reading of the directory is refused with: 60020 (address not trusted), 48009 (no right to it). */
  directoryRefusal?: number
}

/** The active member with this userid, whatever its case. */
export function findMember(corp: WecomCorp, userId: string): WecomPerson | undefined {
  const wanted = userId.toLowerCase()
  return corp.people.find(person => person.active !== false && person.userId.toLowerCase() === wanted)
}

/** Ids of the department and everything below it. */
export function subtree(corp: WecomCorp, id: number): number[] {
  const below = corp.departments.filter(department => department.parentId === id)
  return [id, ...below.flatMap(department => subtree(corp, department.id))]
}

/** Active members of any of these departments. */
export function membersOf(corp: WecomCorp, departments: number[]): WecomPerson[] {
  return corp.people.filter(
    person => person.active !== false && person.departments.some(id => departments.includes(id)),
  )
}
