import type { Verb } from '@gonghai/shared/actions/declare'
import type { Masking, Scope, ScopeRule } from './context'

/** What a role stores: object (or `*`) → verbs (or `*`), and object (or `*`) → the scope of each need. */
export interface RoleDefinition {
  key: string
  permissions: Readonly<Record<string, readonly Verb[] | '*'>>
  scopes: Readonly<Record<string, ScopeRule>>
  /** Object → field → how it is shown. */
  masks?: Readonly<Record<string, Readonly<Record<string, Masking>>>>
}

const same = (scope: Scope): ScopeRule => ({ query: scope, view: scope, edit: scope })

const read: readonly Verb[] = ['query', 'view']
const keep: readonly Verb[] = [...read, 'create', 'update', 'remove', 'restore']

/** Everybody keeps views of their own; those who lead share theirs. */
const views: readonly Verb[] = [...read, 'create', 'update', 'remove']

/** What everybody in sales works with. */
const sales: Record<string, readonly Verb[]> = {
  lead: [...keep, 'import', 'transfer', 'share', 'close', 'convert', 'lock'],
  // Who reviews is said by whom a claim or a new customer waits for, not by the role.
  customer: [...keep, 'import', 'sign', 'transfer', 'share', 'lock', 'review'],
  contact: [...keep, 'import', 'transfer', 'share'],
  followUp: [...read, 'create', 'remove'],
  contract: [...keep, 'submit', 'transfer', 'share'],
  product: read,
  partner: read,
  task: [...keep, 'complete'],
  attachment: [...read, 'create', 'remove'],
  pool: [...read, 'claim', 'release', 'review'],
  asset: [...read, 'create', 'update'],
  serviceRequest: [...read, 'create'],
  workOrder: read,
  survey: read,
  tag: ['assign'],
  segment: ['query', 'create'],
  approval: ['decide', 'submit'],
  savedView: views,
  duplicateRule: ['query'],
}

const leading: RoleDefinition['permissions'] = {
  ...sales,
  lead: [...(sales.lead ?? []), 'export'],
  customer: [...(sales.customer ?? []), 'merge', 'export'],
  contact: [...(sales.contact ?? []), 'export'],
  pool: [...read, 'claim', 'assign', 'release', 'review', 'extend'],
  savedView: [...views, 'share'],
}

/** Heads of departments assign across groups without asking. */
const heading: RoleDefinition['permissions'] = {
  ...leading,
  pool: [...read, 'claim', 'assign', 'directAssign', 'release', 'review', 'extend'],
}

/** Service staff read customers and write what they did there. */
const service: RoleDefinition['permissions'] = {
  customer: read,
  contact: [...read, 'create', 'update'],
  followUp: [...read, 'create', 'remove'],
  product: read,
  task: [...keep, 'complete'],
  attachment: [...read, 'create', 'remove'],
  asset: [...read, 'create', 'update'],
  serviceRequest: read,
  workOrder: [...read, 'handle'],
  survey: read,
  approval: ['decide', 'submit'],
  savedView: views,
}

/** The desk takes requests in and gives them out. */
const desk: RoleDefinition['permissions'] = {
  ...service,
  asset: keep,
  serviceRequest: [...read, 'create', 'update', 'dispatch'],
  workOrder: read,
}

/**
 * Service staff write follow-ups, contacts and files at any customer, which takes its edit scope; without the permission to
 * update they can't change the customer itself, and of the contacts only their own.
 */
const serviceScopes: RoleDefinition['scopes'] = {
  '*': same('own'),
  customer: same('all'),
  contact: { query: 'all', view: 'all', edit: 'own' },
  asset: same('all'),
}

/** The desk has the whole company's requests. */
const deskScopes: RoleDefinition['scopes'] = {
  ...serviceScopes,
  serviceRequest: same('all'),
  workOrder: same('all'),
}

/** The roles of a fresh installation (SET-3); all but the first can be changed, and others made. */
export const defaultRoles: readonly RoleDefinition[] = [
  { key: 'superAdministrator', permissions: { '*': '*' }, scopes: { '*': same('all') } },
  { key: 'administrator', permissions: { '*': '*' }, scopes: { '*': same('all') } },
  { key: 'departmentManager', permissions: heading, scopes: { '*': same('departmentTree') } },
  { key: 'accountManager', permissions: sales, scopes: { '*': same('own') } },
  { key: 'teamLeader', permissions: leading, scopes: { '*': same('ownAndSubordinates') } },
  {
    key: 'serviceEngineer',
    permissions: service,
    scopes: serviceScopes,
  },
  {
    key: 'serviceDesk',
    permissions: desk,
    scopes: deskScopes,
  },
]

/** The names under which the default roles are stored; while they stand, each reader sees them in their own language. */
export const defaultRoleNames: Readonly<Record<string, string>> = {
  superAdministrator: '超级管理员',
  administrator: '系统管理员',
  departmentManager: '部门经理',
  accountManager: '客户经理',
  teamLeader: '组长',
  serviceEngineer: '服务工程师',
  serviceDesk: '服务台',
}
