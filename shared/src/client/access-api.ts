import type { Field } from '../objects/declare'
import type { Reference } from './api'

/** Where a right comes from: a role given to the employee, or one that comes with the position. */
export interface GrantView {
  role: Reference
  /** Only for this organisation; null = everywhere. */
  organisation: Reference | null
  /** The position that carries it; null = given to the person. */
  position: Reference | null
}

export interface NamedView {
  kind: 'employee' | 'department'
  target: Reference
  need: 'query' | 'view' | 'edit'
}

/** A role's rule on one object (or "*"). */
export interface ScopeView {
  object: string
  query: string
  view: string
  edit: string
  named: NamedView[]
}

/** What can be set in a role: GET /api/access/catalogue. */
export interface AccessCatalogue {
  areas: {
    key: string
    objects: {
      name: string
      /** Verbs that something of this object asks for. */
      verbs: string[]
      /** Has records of somebody: scopes apply. */
      owned: boolean
      /** Fields that may be masked, with their kind; `required` ones can't be hidden. */
      fields: (Pick<Field, 'kind' | 'required'> & { name: string; label: string })[]
    }[]
  }[]
}

/** GET /api/access/roles */
export interface RolesAnswer {
  roles: {
    id: string
    key: string
    name: string
    builtIn: boolean
    people: number
    positions: number
    /** May the reader change it? Nobody changes what goes beyond their own rights. */
    editable: boolean
  }[]
}

/** GET /api/access/roles/:id */
export interface RoleAnswer {
  id: string
  key: string
  /** As it is stored. */
  name: string
  /** As the reader is shown it. */
  title: string
  version: number
  builtIn: boolean
  editable: boolean
  permissions: { object: string; verbs: string[] }[]
  scopes: ScopeView[]
  masks: { object: string; field: string; masking: 'masked' | 'hidden' }[]
  /** At most 100. */
  people: (Reference & { department: string; organisation: Reference | null })[]
  positions: Reference[]
}

/** POST /api/access/roles/:id/preview { …input of role.update, person? }: what a change would show, nothing is written. */
export interface RolePreview {
  /** Employees who have the role. */
  holders: number
  /** For whom it was counted: the one asked for, else the first holder, else the reader. */
  person: Reference
  /** Records that this person would list, capped at 1,000. */
  objects: { object: string; before: number; after: number }[]
}

/** What one employee may do with one object. */
export interface EffectiveRow {
  object: string
  verbs: { verb: string; from: string[] }[]
  scopes: { need: 'query' | 'view' | 'edit'; scope: string; from: string[] }[]
  named: (NamedView & { from: string })[]
  masks: { field: string; masking: 'masked' | 'hidden'; partly: boolean }[]
  /** The function is switched off for the employee's organisation. */
  off?: true
}

/** GET /api/access/employees/:id: what somebody may do, and where each of it comes from. */
export interface EmployeeAccessAnswer {
  employee: Reference & { department: string; position: string | null; active: boolean; linked: boolean }
  grants: GrantView[]
  additions: (NamedView & { id: string; object: string })[]
  effective: EffectiveRow[]
}

/** GET /api/access/matrix: roles × objects; GET /api/access/matrix/file?format=xlsx|csv → { url }: the same as a table. */
export interface MatrixAnswer {
  objects: string[]
  roles: {
    id: string
    key: string
    name: string
    people: number
    cells: {
      object: string
      verbs: string[]
      query: string
      view: string
      edit: string
      named: number
      masks: number
    }[]
  }[]
}

/** One thing that was looked at on the way to the answer. */
export interface ExplainStep {
  key: string
  /** pass: gives it; fail: stands in the way; none: gives nothing, but need not. */
  state: 'pass' | 'fail' | 'none'
  text: string
}

/** GET /api/explain?record=&employee=&need=: why somebody can or can't see a record. */
export interface ExplainAnswer {
  /** "customer:<id>" as it was understood; null where it names nothing that there can be. */
  record: string | null
  visible: boolean
  /** In one sentence. */
  text: string
  /** What to do next. */
  hints: string[]
  /** Only for those who may explain: how it comes about, in order. */
  steps?: ExplainStep[]
  /** Only for those who may explain; the title only where they may see it themselves. */
  about?: { title: string | null; employee: Reference; need: 'query' | 'view' | 'edit' }
}

/** GET /api/access/requests?tab=waiting|mine|decided */
export interface AccessRequestsAnswer {
  requests: AccessRequestView[]
}

export interface AccessRequestView {
  id: string
  object: string
  record: string
  /** Only for whoever decides. */
  title: string | null
  reason: string
  state: 'waiting' | 'granted' | 'refused' | 'withdrawn' | 'ended'
  access: 'read' | 'edit' | null
  /** The last day, YYYY-MM-DD. */
  until: string | null
  answer: string | null
  requester: Reference & { department: string }
  decider: string | null
  decidedAt: string | null
  createdAt: string
  /** The reader may decide it now. */
  open: boolean
}

/** GET /api/access/places */
export interface PlacesAnswer {
  departments: { id: string; name: string; level: number; organisation: string }[]
  organisations: Reference[]
}
