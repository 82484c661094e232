import type { Verb } from '@gonghai/shared/actions/declare'
import type { Scope, ScopeRule } from './context'

/** What a role stores: object (or `*`) → verbs (or `*`), and object (or `*`) → the scope of each need. */
export interface RoleDefinition {
  key: string
  permissions: Readonly<Record<string, readonly Verb[] | '*'>>
  scopes: Readonly<Record<string, ScopeRule>>
}

const same = (scope: Scope): ScopeRule => ({ query: scope, view: scope, edit: scope })

const read: readonly Verb[] = ['query', 'view']
const keep: readonly Verb[] = [...read, 'create', 'update', 'remove', 'restore']

/** What everybody in sales works with. */
const sales: RoleDefinition['permissions'] = {
  lead: keep,
  customer: keep,
  contact: keep,
  followUp: [...read, 'create', 'remove'],
  contract: [...keep, 'submit'],
  product: read,
  task: [...keep, 'complete'],
  attachment: [...read, 'create', 'remove'],
  pool: [...read, 'claim', 'release'],
  asset: [...read, 'create', 'update'],
  serviceRequest: [...read, 'create'],
  workOrder: read,
  survey: read,
  approval: ['decide', 'submit'],
}

const leading: RoleDefinition['permissions'] = { ...sales, pool: [...read, 'claim', 'assign', 'release'] }

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
  { key: 'departmentManager', permissions: leading, scopes: { '*': same('departmentTree') } },
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
