import { objectList } from '../objects'
import type { Field, Fields, ObjectDeclaration, ObjectName } from '../objects/declare'
import { accessActions } from './access'
import { approvalAgree, approvalReject, approvalWithdraw } from './approval'
import { clockActions } from './clocks'
import { customerMerge, customerSign, poolDiscard } from './customers'
import type { ActionContract } from './declare'
import { directoryActions } from './directory'
import {
  duplicateAgree,
  duplicateAppeal,
  duplicateCooperate,
  duplicateHandOver,
  duplicatePassOn,
  duplicateRefuse,
  duplicateRuleCreate,
  duplicateRuleRemove,
  duplicateRuleUpdate,
} from './duplicates'
import { leadActions } from './lead'
import { numberRuleChange } from './numbers'
import { organisationActions } from './organisation'
import { poolAssign, poolClaim, poolDirectAssign, poolRelease, poolRetire, poolUndoClaim } from './pool'
import {
  customerRejectReview,
  customerReview,
  customerSubmitReview,
  poolAgreeClaim,
  poolPassOnReviews,
  poolRejectClaim,
  poolWithdrawClaim,
} from './pool-review'
import { poolSetRoutes } from './pool-route'
import { portalGrantCompany, portalVerify } from './portal'
import { relationActions } from './relation'
import { poolRecycle, reminderDone, reminderSnooze } from './reminder'
import { contractSubmit } from './sales'
import { segmentActions } from './segment'
import {
  requestAdd,
  requestComplete,
  requestDispatch,
  requestFile,
  requestUndoDispatch,
  requestUrge,
  requestWithdraw,
  surveyAnswer,
  workAccept,
  workBegin,
  workComplete,
  workHandOver,
  workRefuse,
  workSetOut,
} from './service'
import { tableActions } from './tables'
import { tagActions } from './tag'
import { teamActions } from './team'
import { transfers } from './transfer'
import { attachmentCreate, taskComplete, taskReopen } from './work'

const named: readonly ActionContract[] = [
  numberRuleChange,
  duplicateRuleCreate,
  duplicateRuleUpdate,
  duplicateRuleRemove,
  duplicateCooperate,
  duplicateAppeal,
  duplicateAgree,
  duplicateHandOver,
  duplicateRefuse,
  duplicatePassOn,
  ...organisationActions,
  ...directoryActions,
  ...accessActions,
  ...clockActions,
  poolClaim,
  poolUndoClaim,
  poolAssign,
  poolDirectAssign,
  poolRelease,
  poolRetire,
  poolAgreeClaim,
  poolPassOnReviews,
  poolRejectClaim,
  poolWithdrawClaim,
  poolSetRoutes,
  customerReview,
  customerRejectReview,
  customerSubmitReview,
  approvalAgree,
  approvalReject,
  approvalWithdraw,
  contractSubmit,
  taskComplete,
  taskReopen,
  attachmentCreate,
  ...tableActions,
  poolRecycle,
  reminderDone,
  reminderSnooze,
  portalVerify,
  portalGrantCompany,
  customerSign,
  customerMerge,
  poolDiscard,
  requestFile,
  requestAdd,
  requestUrge,
  requestWithdraw,
  requestDispatch,
  requestUndoDispatch,
  requestComplete,
  workAccept,
  workRefuse,
  workHandOver,
  workSetOut,
  workBegin,
  workComplete,
  surveyAnswer,
  ...transfers,
  ...leadActions,
  ...tagActions,
  ...segmentActions,
  ...relationActions,
  ...teamActions.flatMap(({ share, unshare }) => [share, unshare]),
]

/** References inside a record: what the actor needs on the record that is pointed to. */
function needOf(field: Field): Field {
  if (field.kind === 'lines') return { ...field, fields: mapFields(field.fields ?? {}, needOf) }
  if (field.kind === 'reference' && !field.need) {
    const open = field.target === 'employee' || field.target === 'department' || field.target === 'product'
    return { ...field, need: open ? 'exists' : 'query' }
  }
  if (field.kind === 'record' && !field.need) return { ...field, need: 'query' }
  return field
}

function mapFields(fields: Fields, change: (field: Field) => Field): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(field)]))
}

/** The fields that generic create (or update) accepts for an object. */
export function writableFields(object: ObjectDeclaration, verb: 'create' | 'update'): Fields {
  const accepted = (field: Field) =>
    (field.write ?? 'user') === 'user' || (verb === 'create' && field.write === 'create')
  const entries = Object.entries(object.fields).filter(([, field]) => accepted(field))
  const fields = mapFields(Object.fromEntries(entries), needOf)
  if (verb === 'create') return fields
  return mapFields(fields, ({ required: _required, ...field }) => field)
}

/** Records that duplicate rules compare: what is only doubtful is saved when the caller says so (CUST-11). */
const doubts = (object: ObjectDeclaration): Fields =>
  Object.values<Field>(object.fields).some(({ match }) => match)
    ? { ignoreWarnings: { kind: 'boolean' } }
    : {}

/** A number typed by hand, where the company's rule lets people do so (SET-4). */
const ownNumber = (object: ObjectDeclaration): Fields =>
  object.number ? { number: { kind: 'text', max: 40 } } : {}

/** What restoring may be told besides the record: another name where its own was taken meanwhile. */
const restoreExtras: Partial<Record<ObjectName, Fields>> = { customer: { name: { kind: 'text', max: 100 } } }

/** What making may be given besides the record's own fields: pictures and papers of what happened. */
const createExtras: Partial<Record<ObjectName, Fields>> = {
  followUp: { files: { kind: 'files', need: 'mine', max: 9 } },
}

function genericContracts(object: ObjectDeclaration): ActionContract[] {
  const self: Field = { kind: 'reference', target: object.name, need: 'edit', required: true }
  const version: Field = { kind: 'integer', required: true, min: 1 }
  const base = { area: object.area, errors: [] }
  const table: Record<ObjectDeclaration['verbs'][number], Fields> = {
    create: {
      ...writableFields(object, 'create'),
      ...ownNumber(object),
      ...doubts(object),
      ...createExtras[object.name],
    },
    update: { id: self, version, ...writableFields(object, 'update'), ...doubts(object) },
    remove: { id: { ...self, ...(object.can.team ? { need: 'beyondTeam' } : {}) } },
    restore: { id: { ...self, binned: true }, ...restoreExtras[object.name] },
  }
  return object.verbs.map(verb => ({
    ...base,
    name: `${object.name}.${verb}`,
    input: table[verb],
    needs: { object: object.name, verb },
    ...(verb === 'remove' || verb === 'restore' ? { bulk: 'id' } : {}),
    ...(object.name === 'followUp' && verb === 'create' ? { undo: 'followUp.remove' } : {}),
  }))
}

/** Every action: the named ones, and create, update, remove, restore of every object that offers them. */
export const actions: readonly ActionContract[] = [...named, ...objectList.flatMap(genericContracts)]

const byName = new Map(actions.map(action => [action.name, action]))

/** The contract of an action, or undefined for any other word. */
export function findAction(name: string): ActionContract | undefined {
  return byName.get(name)
}

export type { ActionContract, InputOf, Verb } from './declare'
