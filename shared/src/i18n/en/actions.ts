import { accessParts } from './access-parts'
import { clockParts } from './clock-parts'
import { customerParts } from './customer-parts'
import { duplicateParts } from './duplicates'
import { giving } from './giving'
import { organisationActs } from './organisation-acts'
import { relationParts } from './relation-parts'
import { service } from './service'
import { tableParts } from './tables'

/** Verbs (English). */
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const generic = (name: string) => ({
  create: { label: `New ${name}`, done: `${capital(name)} created` },
  update: { label: 'Edit', done: `${capital(name)} saved` },
  remove: { label: 'Delete', done: `${capital(name)} moved to the recycle bin` },
  restore: { label: 'Restore', done: `${capital(name)} restored` },
})

const traces = (name: string) => ({
  create: `created the ${name}`,
  update: `edited the ${name}`,
  remove: `deleted the ${name}`,
  restore: `restored the ${name}`,
})

export const actions = {
  action: {
    leadMapping: relationParts.action.leadMapping,
    tag: relationParts.action.tag,
    segment: relationParts.action.segment,
    relationKind: relationParts.action.relationKind,
    ...duplicateParts.action,
    ...tableParts.action,
    ...organisationActs.action,
    role: accessParts.action.role,
    access: accessParts.action.access,
    position: { ...organisationActs.action.position, ...accessParts.action.position },
    ...service.action,
    customer: {
      ...generic('customer'),
      ...giving.action.customer,
      ...clockParts.action.record,
      ...relationParts.action.customer,
      ...customerParts.action.customer,
    },
    partner: customerParts.action.partner,
    lead: {
      ...generic('lead'),
      ...relationParts.action.lead,
      ...clockParts.action.record,
    },
    contact: {
      ...generic('contact'),
      ...relationParts.action.contact,
    },
    followUp: {
      ...generic('follow-up'),
      create: { label: 'Write follow-up', done: 'Follow-up saved' },
    },
    pool: {
      ...customerParts.action.pool,
      ...generic('pool'),
      ...giving.action.pool,
      ...clockParts.action.pool,
      recycle: { label: 'Recycle', done: '“{{name}}” is back in the pool' },
      undoClaim: { label: 'Undo claim', done: '“{{name}}” is back in the pool' },
      release: { label: 'Release to pool', done: '“{{name}}” is back in the pool' },
    },
    reminder: {
      done: { label: 'Contacted', done: '“{{name}}” is done' },
      snooze: { label: 'Snooze', done: '“{{name}}” snoozed' },
    },
    contract: {
      ...generic('contract'),
      ...relationParts.action.contract,
      submit: { label: 'Submit for approval', done: 'Submitted; waiting for {{approvers}}' },
      approved: { label: 'Approved', done: 'Approved: the contract is in force' },
      rejected: { label: 'Not approved', done: 'Not approved' },
    },
    product: {
      ...generic('product'),
    },
    task: {
      ...generic('task'),
      complete: { label: 'Complete', done: 'Task completed' },
      reopen: { label: 'Reopen', done: 'Task reopened' },
    },
    attachment: {
      ...generic('file'),
      create: { label: 'Add file', done: 'File added' },
    },
    portal: {
      verify: { label: 'Verify machine', done: 'Verified: {{name}} ({{serialNumber}})' },
      grantCompany: { label: 'Open all of the company', done: 'Updated' },
    },
    approval: {
      agree: { label: 'Approve', done: 'Approved' },
      reject: { label: 'Reject', done: 'Rejected' },
      withdraw: { label: 'Withdraw', done: 'Withdrawn' },
      passOn: { label: 'Pass approvals on', done: '{{count}} approvals went to {{to}}' },
    },
  },
  history: {
    leadMapping: relationParts.history.leadMapping,
    tag: relationParts.history.tag,
    segment: relationParts.history.segment,
    relationKind: relationParts.history.relationKind,
    ...duplicateParts.history,
    ...tableParts.history,
    ...organisationActs.history,
    role: accessParts.history.role,
    access: accessParts.history.access,
    position: { ...organisationActs.history.position, ...accessParts.history.position },
    ...service.history,
    note: giving.history.note,
    customer: {
      ...traces('customer'),
      ...giving.history.customer,
      ...clockParts.history.record,
      ...clockParts.history.customer,
      ...relationParts.history.customer,
      ...customerParts.history.customer,
    },
    partner: customerParts.history.partner,
    lead: {
      ...traces('lead'),
      ...relationParts.history.lead,
      ...clockParts.history.record,
    },
    contact: {
      ...traces('contact'),
      ...relationParts.history.contact,
    },
    followUp: {
      ...traces('follow-up'),
      create: 'wrote a follow-up',
    },
    pool: {
      ...customerParts.history.pool,
      ...traces('pool'),
      ...giving.history.pool,
      ...clockParts.history.pool,
      recycle: 'fell back to the pool',
      claim: 'claimed it from the pool',
      undoClaim: 'took the claim back',
      assign: 'assigned an owner',
      release: 'released it to the pool',
    },
    reminder: {
      done: 'marked as contacted',
      snooze: 'snoozed the reminder',
    },
    contract: {
      ...traces('contract'),
      ...relationParts.history.contract,
      submit: 'submitted it for approval',
      approved: 'approved: the contract is in force',
      rejected: 'was not approved',
    },
    product: {
      ...traces('product'),
    },
    task: {
      ...traces('task'),
      complete: 'completed the task',
      reopen: 'reopened the task',
    },
    attachment: {
      ...traces('file'),
      create: 'added a file',
    },
    portal: {
      verify: 'customer verified the machine in the official account',
      grantCompany: 'changed what the customer sees in the official account',
    },
    approval: {
      agree: 'approved',
      reject: 'rejected',
      withdraw: 'withdrew the request',
      passOn: 'went to the superior, the approver left',
    },
  },
} as const
