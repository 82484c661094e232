import type { Field } from '../objects/declare'
import { departmentAttributes, organisationFunctions, staffPlatforms } from '../rules/organisation'
import { defineAction, recordRef, ref } from './declare'

const configure = { object: 'organisation', verb: 'configure' } as const
const name: Field & { required: true } = { kind: 'text', required: true, max: 60 }
const rename = { kind: 'text', max: 60 } as const
const attribute = { kind: 'choice', options: departmentAttributes } as const
const manager = { kind: 'reference', target: 'employee', need: 'exists' } as const
const position = { kind: 'reference', target: 'position', need: 'exists' } as const
const title = { kind: 'text', max: 60 } as const
const mobile = { kind: 'phone' } as const

/** Makes a business unit with its top department (SET-1). */
export const organisationCreate = defineAction({
  name: 'organisation.create',
  area: 'settings',
  input: { name, functions: { kind: 'choices', options: organisationFunctions } },
  needs: configure,
  errors: ['duplicateValue'],
})

/** Renames a business unit or switches what it does. */
export const organisationChange = defineAction({
  name: 'organisation.change',
  area: 'settings',
  input: {
    organisation: ref('organisation', 'exists'),
    name: rename,
    functions: { kind: 'choices', options: organisationFunctions },
  },
  needs: configure,
  errors: ['duplicateValue'],
})

/** Adds a department below another (SET-1). */
export const departmentCreate = defineAction({
  name: 'department.create',
  area: 'settings',
  input: { name, parent: ref('department', 'exists'), attribute, manager },
  needs: configure,
  errors: ['duplicateValue', 'tooDeep'],
})

/** Renames a department, says what it is for and who heads it; an empty field takes it away. */
export const departmentChange = defineAction({
  name: 'department.change',
  area: 'settings',
  input: {
    department: ref('department', 'exists'),
    name: rename,
    attribute,
    manager,
    order: { kind: 'integer', min: 0, max: 10_000 },
  },
  needs: configure,
  errors: ['duplicateValue'],
})

/** Hangs a department, with everything below it, under another one; what its people own is seen from there at once. */
export const departmentMove = defineAction({
  name: 'department.move',
  area: 'settings',
  input: { department: ref('department', 'exists'), parent: ref('department', 'exists') },
  needs: configure,
  errors: ['circle', 'tooDeep', 'duplicateValue', 'widensReach'],
})

/** Removes a department without people, positions and departments; old records go to the one above. */
export const departmentRemove = defineAction({
  name: 'department.remove',
  area: 'settings',
  input: { department: ref('department', 'exists') },
  needs: configure,
  errors: ['departmentNotEmpty'],
})

/** Adds a position to a department, with the position that it reports to. */
export const positionCreate = defineAction({
  name: 'position.create',
  area: 'settings',
  input: { name, department: ref('department', 'exists'), reportsTo: position },
  needs: configure,
  errors: ['duplicateValue'],
})

/** Changes a position; an empty `reportsTo` puts it at the top. */
export const positionChange = defineAction({
  name: 'position.change',
  area: 'settings',
  input: {
    position: ref('position', 'exists'),
    name: rename,
    department: { kind: 'reference', target: 'department', need: 'exists' },
    reportsTo: position,
  },
  needs: configure,
  errors: ['circle', 'duplicateValue'],
})

/** Removes a position that nobody fills; those that reported to it report to the one above. */
export const positionRemove = defineAction({
  name: 'position.remove',
  area: 'settings',
  input: { position: ref('position', 'exists') },
  needs: configure,
  errors: ['positionFilled'],
})

/** Adds a person by hand; chat accounts are linked afterwards. */
export const employeeCreate = defineAction({
  name: 'employee.create',
  area: 'settings',
  input: {
    name,
    department: ref('department', 'exists'),
    leader: manager,
    position,
    title,
    mobile,
  },
  needs: configure,
  errors: ['duplicateValue', 'moreThanOwn'],
})

/** Changes what is known of a person; an empty field takes it away. Their department is changed by `employee.move`. */
export const employeeChange = defineAction({
  name: 'employee.change',
  area: 'settings',
  input: {
    employee: ref('person', 'exists'),
    name: rename,
    title,
    mobile,
    leader: manager,
    position,
    locale: { kind: 'choice', options: ['zh-CN', 'zh-TW', 'en'] },
  },
  needs: configure,
  errors: ['circle', 'duplicateValue', 'moreThanOwn', 'outranked', 'widensReach'],
})

/** Moves a person to another department; `bring` takes the records they own along, else those stay where they are seen now. */
export const employeeMove = defineAction({
  name: 'employee.move',
  area: 'settings',
  input: {
    employee: ref('person', 'exists'),
    department: ref('department', 'exists'),
    bring: { kind: 'boolean', required: true },
  },
  needs: configure,
  errors: ['widensReach'],
})

/** Somebody has left: sessions end, open approvals and pools pass to their leader, what they own waits for its handover. */
export const employeeLeave = defineAction({
  name: 'employee.leave',
  area: 'settings',
  input: { employee: ref('employee', 'exists') },
  needs: configure,
  errors: ['notYourself', 'lastAdministrator', 'outranked'],
})

/** Somebody comes back; their accounts and roles are as they were. */
export const employeeReturn = defineAction({
  name: 'employee.return',
  area: 'settings',
  input: {
    employee: ref('person', 'exists'),
    department: { kind: 'reference', target: 'department', need: 'exists' },
  },
  needs: configure,
  errors: ['neverLeft', 'outranked', 'widensReach'],
})

/** Says whose a chat account is (decision 22: a person decides, never an equal name or phone). */
export const employeeLink = defineAction({
  name: 'employee.link',
  area: 'settings',
  input: {
    employee: ref('employee', 'exists'),
    platform: { kind: 'choice', options: staffPlatforms, required: true },
    userId: { kind: 'text', required: true, max: 64 },
  },
  needs: configure,
  errors: ['alreadyLinked', 'outranked'],
})

/** Takes a chat account away from a person; whoever is signed in by it is signed out. */
export const employeeUnlink = defineAction({
  name: 'employee.unlink',
  area: 'settings',
  input: {
    employee: ref('person', 'exists'),
    platform: { kind: 'choice', options: staffPlatforms, required: true },
  },
  needs: configure,
  errors: ['outranked'],
})

/** The objects that can be handed over. */
export const handedObjects = [
  'customer',
  'lead',
  'contact',
  'contract',
  'task',
  'asset',
  'serviceRequest',
  'workOrder',
] as const

/** Gives away what somebody holds: per object to one, evenly to several, or back into the pools; runs as an operation. */
export const handoverStart = defineAction({
  name: 'handover.start',
  area: 'settings',
  input: {
    employee: ref('person', 'exists'),
    lines: {
      kind: 'lines',
      required: true,
      fields: {
        object: { kind: 'choice', options: handedObjects, required: true },
        how: { kind: 'choice', options: ['split', 'pool'], required: true },
        to: { kind: 'people' },
      },
    },
  },
  needs: { object: 'organisation', verb: 'transfer' },
  errors: ['nothingToHandOver', 'receiverNeeded', 'noPool'],
})

/** Passes one record of a handover on; without `to` back into its pool. */
export const handoverPass = defineAction({
  name: 'handover.pass',
  area: 'settings',
  input: {
    record: recordRef(handedObjects, 'edit'),
    from: ref('person', 'exists'),
    to: { kind: 'reference', target: 'employee', need: 'exists' },
  },
  needs: { object: 'organisation', verb: 'transfer' },
  errors: ['notTheirs', 'noPool', 'cannotOwn'],
})

/** Gives the open approvals of somebody who left to somebody else; areas call it, people leave it to `employee.leave`. */
export const approvalPassOn = defineAction({
  name: 'approval.passOn',
  area: 'approval',
  input: { employee: ref('person', 'exists'), to: ref('employee', 'exists') },
  needs: { object: 'organisation', verb: 'configure' },
  errors: ['stillActive'],
})

/** Every verb of the company's structure and people. */
export const organisationActions = [
  organisationCreate,
  organisationChange,
  departmentCreate,
  departmentChange,
  departmentMove,
  departmentRemove,
  positionCreate,
  positionChange,
  positionRemove,
  employeeCreate,
  employeeChange,
  employeeMove,
  employeeLeave,
  employeeReturn,
  employeeLink,
  employeeUnlink,
  handoverStart,
  handoverPass,
  approvalPassOn,
] as const
