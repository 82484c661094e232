import type { ActionContract, Verb } from '@gonghai/shared/actions'
import { actions } from '@gonghai/shared/actions'
import type { ErrorCode } from '@gonghai/shared/errors'
import { translator } from '@gonghai/shared/i18n'
import type { Field, Need, ObjectDeclaration } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { inScope } from '../access/scope'
import type { EmployeeActor } from '../kernel/actor'
import type { Row } from './columns'

/** A record before its reader, as an availability rule sees it; no rule does I/O. */
export interface Situation {
  actor: EmployeeActor
  object: ObjectDeclaration
  row: Row
  /** The record waits in an approval. */
  inApproval: boolean
}

/** Offered; not offered at all; or shown grey, with the words of an error as the reason. */
export type Verdict = 'offer' | 'hide' | { code: ErrorCode; params?: Record<string, string | number> }

/** When an action makes sense for a record that the reader may use it on; the action itself checks everything again. */
export interface Availability {
  action: string
  judge(situation: Situation): Verdict
}

/** What is known of the reader's reach over one row. */
export interface Reach {
  view: boolean
  edit: boolean
}

interface Candidate {
  action: ActionContract
  need: Need
}

const pointsTo = (field: Field, object: ObjectDeclaration) =>
  field.kind === 'reference'
    ? field.target === object.name
    : field.kind === 'record' && field.targets?.includes(object.name)

/**
 * An action is about a record if its input names it as `id`, or, where it has none, as `record` or, required, by the
 * object's own name or as what its verb is done with. What employees cannot call is offered to nobody.
 */
function candidateOf(action: ActionContract, object: ObjectDeclaration): Candidate[] {
  if (action.by && !action.by.includes('employee')) return []
  return Object.entries(action.input)
    .filter(
      ([name, field]) => pointsTo(field, object) && !field.binned && isAbout(action, name, field, object),
    )
    .map(([, field]) => ({ action, need: field.need ?? 'query' }))
}

function isAbout(action: ActionContract, name: string, field: Field, object: ObjectDeclaration): boolean {
  if (action.input.id) return name === 'id'
  const isNamed = name === object.name || action.needs.object === object.name
  return name === 'record' || (isNamed && field.required === true)
}

const isForStaff = ({ by }: ActionContract) => (by ?? ['employee']).includes('employee')

const candidates = new WeakMap<ObjectDeclaration, Candidate[]>()

function candidatesOf(object: ObjectDeclaration): Candidate[] {
  const known = candidates.get(object)
  if (known) return known
  // One that names two records of a kind (a merge) is about either; it is offered once.
  const found = actions.filter(isForStaff).flatMap(action => candidateOf(action, object).slice(0, 1))
  candidates.set(object, found)
  return found
}

/** Needs that the row itself, and no other table, answers. */
const byRow: ReadonlySet<Need> = new Set(['beyondTeam', 'pooled', 'pooledAdmin', 'reviewed'])

function satisfies(need: Need, { actor, object, row }: Situation, reach: Reach): boolean {
  if (need === 'view' || need === 'edit') return reach[need]
  if (byRow.has(need)) return inScope(actor.access, object, need, row)
  return need === 'query' || need === 'exists'
}

const frozen: ReadonlySet<Verb> = new Set(['update', 'remove'])

/** What holds for every object: a record in approval is frozen, but for its free fields (decision 25). */
function generalVerdict(action: ActionContract, { object, inApproval }: Situation): Verdict {
  const isOwn = action.needs.object === object.name && frozen.has(action.needs.verb)
  if (!inApproval || !isOwn) return 'offer'
  const free = action.needs.verb === 'update' && (object.can.approved?.freeFields.length ?? 0) > 0
  return free ? 'offer' : { code: 'frozen' }
}

/** The actions that a reader may take on a record now, and those that are impossible just now, with the reason. */
export function availableActions(
  situation: Situation,
  reach: Reach,
  rules: readonly Availability[],
): { allowed: string[]; blocked: Record<string, string> } {
  const { actor, object } = situation
  const t = translator(actor.locale)
  const allowed: string[] = []
  const blocked: Record<string, string> = {}
  for (const { action, need } of candidatesOf(object)) {
    if (!can(actor.access, action.needs) || !satisfies(need, situation, reach)) continue
    const judged = rules.filter(rule => rule.action === action.name).map(rule => rule.judge(situation))
    const verdicts = [generalVerdict(action, situation), ...judged]
    if (verdicts.includes('hide')) continue
    const reason = verdicts.find(verdict => typeof verdict === 'object')
    if (reason) blocked[action.name] = t(`error.${reason.code}`, reason.params)
    else allowed.push(action.name)
  }
  return { allowed, blocked }
}
