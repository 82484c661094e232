/** An employee of the organisation. */
export interface DingtalkPerson {
  userId: string
  unionId: string
  name: string
  departments: number[]
  title?: string
  /** Departments that this person leads. */
  leads?: number[]
  leaderUserId?: string
  /** False: has left; every API then treats the userid as unknown. */
  active?: boolean
}

export interface DingtalkDepartment {
  /** The root is 1. */
  id: number
  /** Absent for the root. */
  parentId?: number
  name: string
  order?: number
}

/** A card template as it was built and published on the card platform: its variables, all strings. */
export interface DingtalkTemplate {
  variables: string[]
}

/** An internal app; its robot's code equals its key. */
export interface DingtalkApp {
  appKey: string
  appSecret: string
  agentId: number
  name: string
  /** `host` or `host:port` of pages that may log in and use the JS-API. */
  trustedDomains: string[]
  /** Template id (`….schema`) → template. */
  templates: Record<string, DingtalkTemplate>
}

/** An organisation that the stand-in plays. */
export interface DingtalkCorp {
  corpId: string
  name: string
  apps: DingtalkApp[]
  departments: DingtalkDepartment[]
  people: DingtalkPerson[]
  /** What the app may see: these departments with everything below, and these people. Absent: the whole company. */
  scope?: { departments: readonly number[]; people: readonly string[] }
  /** What every reading of departments and members is refused with: 60011 (no right to it), 60020 (address not trusted). */
  directoryRefusal?: number
}

/** The active employee with this userid (exact). */
export function findEmployee(corp: DingtalkCorp, userId: string): DingtalkPerson | undefined {
  return corp.people.find(person => person.active !== false && person.userId === userId)
}

/** The active employee by the id kind of a card call: 1 userid, 2 unionid. */
export function findById(corp: DingtalkCorp, id: string, userIdType: number): DingtalkPerson | undefined {
  if (userIdType !== 2) return findEmployee(corp, id)
  return corp.people.find(person => person.active !== false && person.unionId === id)
}

/** Active employees directly in a department. */
export function employeesOf(corp: DingtalkCorp, department: number): DingtalkPerson[] {
  return corp.people.filter(person => person.active !== false && person.departments.includes(department))
}

/** The department and its ancestors up to the root. */
export function pathToRoot(corp: DingtalkCorp, id: number): number[] {
  const parent = corp.departments.find(department => department.id === id)?.parentId
  return parent === undefined ? [id] : [id, ...pathToRoot(corp, parent)]
}
