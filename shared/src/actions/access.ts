import { objects } from '../objects'
import { defineAction, ref, settingSubjects, verbs } from './declare'

/** Whose records a role reaches, beginning with the narrowest. */
export const scopeNames = [
  'none',
  'own',
  'ownAndSubordinates',
  'department',
  'departmentTree',
  'all',
] as const

/** What a scope is about. */
export const scopeNeeds = ['query', 'view', 'edit'] as const

/** How a role shows a field: shortened, or not at all. */
export const maskings = ['masked', 'hidden'] as const

const subject = {
  kind: 'choice',
  options: ['*', ...Object.keys(objects), ...settingSubjects],
  required: true,
} as const
const scope = { kind: 'choice', options: scopeNames, required: true } as const

/** The four parts of a role; each is replaced as a whole. */
const definition = {
  permissions: {
    kind: 'lines',
    fields: { object: subject, verbs: { kind: 'choices', options: ['*', ...verbs] } },
  },
  scopes: { kind: 'lines', fields: { object: subject, query: scope, view: scope, edit: scope } },
  /** People and departments (with what lies below them) outside the structure. */
  named: {
    kind: 'lines',
    fields: {
      object: subject,
      employee: { kind: 'reference', target: 'employee', need: 'exists' },
      department: { kind: 'reference', target: 'department', need: 'exists' },
      need: { kind: 'choice', options: scopeNeeds, required: true },
    },
  },
  masks: {
    kind: 'lines',
    fields: {
      object: subject,
      field: { kind: 'text', max: 60, required: true },
      masking: { kind: 'choice', options: maskings, required: true },
    },
  },
} as const

const configureRole = { object: 'role', verb: 'configure' } as const
const grantRole = { object: 'role', verb: 'grant' } as const

/** A new role: empty, or a copy of another one (SET-2). */
export const roleCreate = defineAction({
  name: 'role.create',
  area: 'access',
  input: {
    name: { kind: 'text', required: true, max: 40 },
    copyOf: { kind: 'reference', target: 'role', need: 'exists' },
  },
  needs: configureRole,
  errors: ['duplicateValue', 'moreThanOwn'],
})

/** Changes what a role is called and permits; from the next request on it holds for everybody who has it (SET-2). */
export const roleUpdate = defineAction({
  name: 'role.update',
  area: 'access',
  input: {
    role: ref('role', 'exists'),
    version: { kind: 'integer', required: true, min: 1 },
    name: { kind: 'text', max: 40 },
    ...definition,
  },
  needs: configureRole,
  errors: ['roleProtected', 'duplicateValue', 'moreThanOwn', 'staleVersion'],
})

/** Takes a role away that nobody has any more. */
export const roleRemove = defineAction({
  name: 'role.remove',
  area: 'access',
  input: { role: ref('role', 'exists') },
  needs: configureRole,
  errors: ['roleProtected', 'roleInUse', 'moreThanOwn'],
})

/** Gives somebody a role: everywhere, or for one organisation. */
export const roleGrant = defineAction({
  name: 'role.grant',
  area: 'access',
  input: {
    employee: ref('employee', 'exists'),
    role: ref('role', 'exists'),
    organisation: { kind: 'reference', target: 'organisation', need: 'exists' },
  },
  needs: grantRole,
  errors: ['moreThanOwn', 'roleProtected'],
  undo: 'role.revoke',
})

/** Takes a role from somebody; of super administrators one remains. */
export const roleRevoke = defineAction({
  name: 'role.revoke',
  area: 'access',
  input: {
    employee: ref('person', 'exists'),
    role: ref('role', 'exists'),
    organisation: { kind: 'reference', target: 'organisation', need: 'exists' },
  },
  needs: grantRole,
  errors: ['moreThanOwn', 'lastAdministrator'],
})

/** The roles that come with a position; whoever fills it has them. */
export const positionSetRoles = defineAction({
  name: 'position.setRoles',
  area: 'access',
  input: {
    position: ref('position', 'exists'),
    roles: { kind: 'lines', fields: { role: ref('role', 'exists') } },
  },
  needs: grantRole,
  errors: ['moreThanOwn', 'roleProtected'],
})

/** Lets one employee see a colleague's or a department's records, besides the roles (SET-2). */
export const accessAdd = defineAction({
  name: 'access.add',
  area: 'access',
  input: {
    employee: ref('employee', 'exists'),
    object: subject,
    colleague: { kind: 'reference', target: 'employee', need: 'exists' },
    department: { kind: 'reference', target: 'department', need: 'exists' },
    need: { kind: 'choice', options: scopeNeeds, required: true },
  },
  needs: grantRole,
  errors: ['moreThanOwn'],
})

/** Ends that. */
export const accessDrop = defineAction({
  name: 'access.drop',
  area: 'access',
  input: { addition: ref('accessAddition', 'exists') },
  needs: grantRole,
  errors: [],
})

/**
 * Asks whoever may grant it to see a record. Accepted in the same way where there is no such record, so that asking tells
 * nothing: `record` is "object:id", deliberately not looked up by the pipeline.
 */
export const accessRequest = defineAction({
  name: 'access.request',
  area: 'access',
  input: {
    record: { kind: 'text', required: true, max: 80 },
    reason: { kind: 'text', required: true, max: 200 },
  },
  needs: { object: 'access', verb: 'query' },
  errors: ['tooManyRequests', 'notOpenable', 'kindNotAllowed'],
})

/** Lets the asker read or edit the record until a day; then it ends by itself. */
export const accessGrant = defineAction({
  name: 'access.grant',
  area: 'access',
  input: {
    request: ref('accessRequest', 'assigned'),
    access: { kind: 'choice', options: ['read', 'edit'], initial: 'read' },
    /** The last day; without it 30 days from now. */
    lastDay: { kind: 'date' },
  },
  needs: { object: 'access', verb: 'query' },
  errors: ['alreadyAnswered', 'notPermitted', 'pastTime', 'kindNotAllowed'],
})

/** Says no to the asker, with the reason. */
export const accessRefuse = defineAction({
  name: 'access.refuse',
  area: 'access',
  input: {
    request: ref('accessRequest', 'assigned'),
    reason: { kind: 'text', required: true, max: 200 },
  },
  needs: { object: 'access', verb: 'query' },
  errors: ['alreadyAnswered', 'notPermitted'],
})

/** The asker no longer needs it. */
export const accessWithdraw = defineAction({
  name: 'access.withdraw',
  area: 'access',
  input: { request: ref('accessRequest', 'assigned') },
  needs: { object: 'access', verb: 'query' },
  errors: ['alreadyAnswered', 'notPermitted'],
})

/** Gives the requests that waited for somebody who left to whoever decides now; people leave it to `employee.leave`. */
export const accessPassOn = defineAction({
  name: 'access.passOn',
  area: 'access',
  input: { employee: ref('person', 'exists'), to: ref('employee', 'exists') },
  needs: { object: 'organisation', verb: 'configure' },
  errors: ['stillActive'],
})

/** Everything of this area. */
export const accessActions = [
  roleCreate,
  roleUpdate,
  roleRemove,
  roleGrant,
  roleRevoke,
  positionSetRoles,
  accessAdd,
  accessDrop,
  accessRequest,
  accessGrant,
  accessRefuse,
  accessWithdraw,
  accessPassOn,
] as const
