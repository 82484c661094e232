/** The company's structure and people, as the administration's pages see them. */

export interface DepartmentNode {
  id: string
  organisationId: string
  /** Null for the top department of an organisation. */
  parentId: string | null
  name: string
  attribute: 'sales' | 'marketing' | 'service' | 'office' | null
  manager: { id: string; name: string } | null
  /** Its own active people. */
  people: number
  order: number
}

export interface PositionNode {
  id: string
  name: string
  departmentId: string
  reportsTo: string | null
  holders: { id: string; name: string }[]
  roles: { id: string; name: string }[]
}

/** GET /api/organisation/chart : everything that is drawn. */
export interface ChartAnswer {
  organisations: { id: string; name: string; functions: ('sales' | 'marketing' | 'service')[] }[]
  departments: DepartmentNode[]
  positions: PositionNode[]
}

/** What is missing of somebody. */
export type Lack = 'position' | 'account' | 'role' | 'leader' | 'handover'

export interface PersonRow {
  id: string
  name: string
  title: string | null
  department: string
  active: boolean
  platforms: ('wecom' | 'dingtalk')[]
  lacks: Lack[]
}

/** GET /api/organisation/people?q=&department=&state=active|left&lack=&after= : 50 at a time. */
export interface PeopleListAnswer {
  rows: PersonRow[]
  next: string | null
  /** Of the whole company, whatever is asked for. */
  counts: { active: number; left: number; lacks: Record<Lack, number> }
}

/** GET /api/organisation/people/:id */
export interface PersonAnswer {
  id: string
  name: string
  title: string | null
  mobile: string | null
  locale: 'zh-CN' | 'zh-TW' | 'en'
  active: boolean
  leftAt: string | null
  organisation: string
  department: { id: string; name: string }
  position: { id: string; name: string } | null
  leader: { id: string; name: string } | null
  reports: { id: string; name: string }[]
  accounts: { platform: 'wecom' | 'dingtalk'; userId: string }[]
  roles: { name: string; key: string; through: 'grant' | 'position' }[]
  hasPassword: boolean
  /** Records they own, at most 999 counted. */
  records: number
  handovers: {
    id: string
    at: string
    by: string | null
    total: number
    done: number
    failed: number
    operation: string | null
  }[]
}

/** GET /api/organisation/people/:id/holds */
export interface HoldsAnswer {
  /** Objects of which they hold something that the reader may hand over. */
  records: { object: string; count: number; samples: { record: string; title: string }[] }[]
  approvals: number
  /** Claims of other groups, and new customers, that wait for their word. */
  reviews: number
  /** Days that colleagues ask them for. */
  extensions: number
  /** Requests to see a record or to take part in it. */
  requests: number
  pools: string[]
  /** Pools of which they are the only administrator. */
  poolsAlone: string[]
  reports: string[]
  departments: string[]
}

/** One reading of a platform's directory. */
export interface DirectoryRunView {
  id: string
  platform: 'wecom' | 'dingtalk'
  trigger: 'manual' | 'schedule' | 'event'
  state: 'waiting' | 'reading' | 'ready' | 'applying' | 'done' | 'cancelled' | 'failed'
  by: string | null
  createdAt: string
  readAt: string | null
  endedAt: string | null
  departments: number
  people: number
  /** Kind of difference → how many. */
  counts: Record<string, number>
  /** Why a person has to confirm, in the reader's language; the number to type is `confirm`. */
  warnings: string[]
  confirm: number | null
  /** Differences that would be applied. */
  chosen: number
  /** What went wrong and what to do, in the reader's language. */
  failure: { title: string; steps: string[]; code: string } | null
  operation: { id: string; total: number; done: number; failed: number } | null
}

export interface DirectoryItemView {
  seq: number
  kind: string
  title: string
  /** "department" of old and new, what a leaver holds … in the reader's language. */
  lines: string[]
  taken: boolean
  state: 'open' | 'done' | 'failed' | 'skipped'
  message: string | null
  /** Who it may be, for a join that looks like a colleague: an administrator decides. Nobody's id where several have the name. */
  suggestion?: { employeeId: string | null; name: string; why: string }
  /** What was decided of a join: a colleague, or somebody new. */
  decided?: { colleague: { id: string; name: string } | null }
}

/** GET /api/organisation/directory */
export interface DirectoryAnswer {
  platforms: { platform: 'wecom' | 'dingtalk'; on: boolean; linked: number; last: DirectoryRunView | null }[]
  rules: { watch: boolean; nightly: boolean; small: boolean }
  runs: DirectoryRunView[]
}

/** GET /api/organisation/directory/:run?kind=&after= : a hundred at a time. */
export interface DirectoryRunAnswer {
  run: DirectoryRunView
  items: DirectoryItemView[]
  next: number | null
}

/** GET /api/security/logins?after=&only=failed : fifty at a time. */
export interface LoginsAnswer {
  rows: {
    id: string
    at: string
    kind: string
    way: string
    name: string | null
    by: string | null
    ok: boolean
    /** In the reader's language. */
    text: string
    address: string | null
  }[]
  next: string | null
}

/** GET /api/security/administrators : who may sign in by password. */
export interface AdministratorsAnswer {
  me: { id: string; hasPassword: boolean; mobile: string | null }
  rows: {
    id: string
    name: string
    mobile: string | null
    hasPassword: boolean
    lockedUntil: string | null
  }[]
}
