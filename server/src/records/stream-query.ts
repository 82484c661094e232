import type { StreamKind } from '@gonghai/shared/client/api'
import type { ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { objectList, objects } from '@gonghai/shared/objects'
import { can } from '../access/context'
import { scopeCondition } from '../access/scope'
import type { EmployeeActor } from '../kernel/actor'
import { identifier, tableOf } from './columns'
import { followedFor } from './followed'
import { type Bind, Params } from './reader'

/** Which page of whose stream. */
export interface StreamQuery {
  object: ObjectDeclaration
  id: string
  /** Only these kinds; all where undefined. */
  kinds: readonly StreamKind[] | undefined
  /** The last entry of the page before. */
  after: { at: string; id: string } | null
  limit: number
}

interface Asked extends StreamQuery {
  actor: EmployeeActor
  bind: Bind
}

/** What is done about approvals, and about what was agreed: by the words of its action. */
const approvalAction = String.raw`^approval\.|\.(submit|approved|rejected|review|rejectReview)$`
const scheduleAction = String.raw`^reminder\.`
/** What counts of a record that lies at this one, besides its own page. */
const taskActions = ['create', 'complete', 'reopen']

const wants = ({ kinds }: StreamQuery, kind: StreamKind) => kinds === undefined || kinds.includes(kind)

function beyond({ after, bind }: Asked, at: string, id: string): string {
  if (!after) return 'true'
  return `(${at}, ${id}) < (${bind(after.at)}::timestamptz, ${bind(after.id)}::uuid)`
}

/** Who did it: for customers, the name that we know them by. */
const customerName = `case when h.actor_kind = 'customer' then coalesce((select coalesce(c.name, u.name)
  from portal_user u left join contact c on c.id = u.contact_id where u.id = h.actor_id), '') end as customer`

/** Follow-ups, a customer's with those of its contacts and contracts; a next contact is an appointment, too. */
function followUps(asked: Asked): string[] {
  const { actor, object, id, bind, limit } = asked
  const talks = wants(asked, 'communication')
  if (!(talks || wants(asked, 'schedule')) || !can(actor.access, { object: 'followUp', verb: 'view' }))
    return []
  const [name, record] = [`${bind(object.name)}::text`, `${bind(id)}::uuid`]
  return [
    `select f.id, f.created_at as at, f.created_by as by, null as customer, 'followUp' as kind, f.content, f.channel,
       f.next_contact_at, null as note, null as about,
       coalesce((select h.changes from history h where h.object = ${name} and h.record_id = ${record}
         and h.action = 'followUp.create' and h.at = f.created_at and h.actor_id is not distinct from f.created_by
         limit 1), '{}'::jsonb) as changes
     from follow_up f
     where f.record_object = ${name} and f.record_id = ${record} and f.deleted_at is null
       ${talks ? '' : 'and f.next_contact_at is not null'} and ${beyond(asked, 'f.created_at', 'f.id')}
     order by f.created_at desc, f.id desc limit ${limit}`,
    ...(object.name === 'customer' ? followedFor.map(name => followUpsAt(asked, name, talks)) : []),
  ]
}

/** Follow-ups of what is followed up for a customer, where the reader may open it; `about` names it. */
function followUpsAt(asked: Asked, name: ObjectName, talks: boolean): string {
  const { actor, id, bind, limit } = asked
  const below = objects[name]
  const title = identifier(tableOf(below).byField.get(below.title)!.parts[0]!.name)
  const scope = scopeCondition(actor.access, name, 'view', bind, 'r')
  return `select e.id, e.created_at, e.created_by, null, 'followUp', e.content, e.channel, e.next_contact_at, null,
      left(r.${title}, 100), '{}'::jsonb
    from ${identifier(tableOf(below).name)} r cross join lateral (
      select f.* from follow_up f where f.record_object = '${name}' and f.record_id = r.id and f.deleted_at is null
        ${talks ? '' : 'and f.next_contact_at is not null'} and ${beyond(asked, 'f.created_at', 'f.id')}
      order by f.created_at desc, f.id desc limit ${limit}
    ) e where r.customer_id = ${bind(id)}::uuid and r.deleted_at is null and (${scope})
    order by e.created_at desc, e.id desc limit ${limit}`
}

/** Which of the record's own history the kinds mean; undefined: none of it. */
function historyCondition(asked: Asked): string | undefined {
  if (asked.kinds === undefined) return 'true'
  const parts = [
    ...(wants(asked, 'approval') ? [`h.action ~ ${asked.bind(approvalAction)}::text`] : []),
    ...(wants(asked, 'schedule') ? [`h.action ~ ${asked.bind(scheduleAction)}::text`] : []),
    ...(wants(asked, 'change')
      ? [`h.action !~ ${asked.bind(`${approvalAction}|${scheduleAction}`)}::text`]
      : []),
  ]
  return parts.length > 0 ? `(${parts.join(' or ')})` : undefined
}

/**
 * The history without what followed from follow-ups. A decision's words lie in the approver's task, which was decided in the
 * same transaction, at the same moment.
 */
function history(asked: Asked): string[] {
  const condition = historyCondition(asked)
  if (!condition) return []
  const { object, id, bind, limit } = asked
  const [name, record] = [`${bind(object.name)}::text`, `${bind(id)}::uuid`]
  return [
    `select h.id, h.at, h.actor_id as by, ${customerName}, h.action as kind, null, null, null,
       ${noteSql(decisionWords(name, record))} as note, null as about, h.changes
     from history h
     where h.object = ${name} and h.record_id = ${record} and h.action <> 'followUp.create' and ${condition}
       and ${beyond(asked, 'h.at', 'h.id')}
     order by h.at desc, h.id desc limit ${limit}`,
  ]
}

/** What was said when deciding, what the system says, or what was written: a text, or a key with parameters. */
const noteSql = (decided: string) => `coalesce(to_jsonb(${decided}), h.words, to_jsonb(h.note))`

const decisionWords = (object: string, record: string) =>
  `(select k.comment from approval a join approval_task k on k.approval_id = a.id
    where a.object = ${object} and a.record_id = ${record} and k.approver_id = h.actor_id and k.decided_at = h.at limit 1)`

/** Records of another kind that lie at this one: how they point to it. */
interface Pointing {
  object: ObjectDeclaration
  condition: (alias: string, asked: Asked) => string
}

/** Tasks: owned records that name any record. */
function tasksOf(): Pointing[] {
  return objectList.flatMap(object => {
    const [field] = Object.entries(object.fields).find(([, { kind }]) => kind === 'record') ?? []
    if (!field || !object.can.owned || object.parent) return []
    const [name, id] = tableOf(object).byField.get(field)!.parts
    const condition: Pointing['condition'] = (alias, asked) =>
      `${alias}.${identifier(name!.name)} = ${asked.bind(asked.object.name)}::text
       and ${alias}.${identifier(id!.name)} = ${asked.bind(asked.id)}::uuid`
    return [{ object, condition }]
  })
}

/** What goes through approvals and belongs to this record: a customer's contracts. */
function approvedOf(target: ObjectDeclaration): Pointing[] {
  return objectList
    .filter(object => object.can.approved && object.name !== target.name)
    .flatMap(object => {
      const found = Object.entries(object.fields).find(
        ([, { kind, target: to }]) => kind === 'reference' && to === target.name,
      )
      if (!found) return []
      const column = identifier(tableOf(object).byField.get(found[0])!.parts[0]!.name)
      return [{ object, condition: (alias, asked) => `${alias}.${column} = ${asked.bind(asked.id)}::uuid` }]
    })
}

/** The history of records that lie at this one, as far as the reader may see those; `about` names them. */
function around(asked: Asked, { object, condition }: Pointing, actions: string): string {
  const { actor, bind, limit } = asked
  const title = identifier(tableOf(object).byField.get(object.title)!.parts[0]!.name)
  const name = `${bind(object.name)}::text`
  const scope = scopeCondition(actor.access, object.name, 'view', bind, 'r')
  return `select h.id, h.at, h.actor_id as by, ${customerName}, h.action as kind, null, null, null,
      ${noteSql(decisionWords(name, 'r.id'))} as note, left(r.${title}, 100) as about, '{}'::jsonb
    from ${identifier(tableOf(object).name)} r join history h on h.object = ${name} and h.record_id = r.id
    where ${condition('r', asked)} and r.deleted_at is null and (${scope}) and ${actions}
      and ${beyond(asked, 'h.at', 'h.id')}
    order by h.at desc, h.id desc limit ${limit}`
}

function attached(asked: Asked): string[] {
  const tasks = wants(asked, 'task')
    ? tasksOf().map(pointing => {
        const names = taskActions.map(verb => `${pointing.object.name}.${verb}`)
        return around(asked, pointing, `h.action = any(${asked.bind(names)}::text[])`)
      })
    : []
  const approvals = wants(asked, 'approval')
    ? approvedOf(asked.object).map(pointing =>
        around(asked, pointing, `h.action ~ ${asked.bind(approvalAction)}::text`),
      )
    : []
  return [...tasks, ...approvals]
}

/**
 * One page of a stream as a statement: follow-ups, the record's history, its tasks, and the approvals of what belongs to it,
 * each limited and then merged. Undefined where the reader may see nothing of the kinds asked for.
 */
export function streamStatement(actor: EmployeeActor, query: StreamQuery): [string, unknown[]] | undefined {
  const { values, bind } = new Params()
  const asked: Asked = { ...query, actor, bind }
  const parts = [...followUps(asked), ...history(asked), ...attached(asked)]
  if (parts.length === 0) return undefined
  // Names of columns come from the first part, so every part could be the first.
  const columns = 'id, at, by, customer, kind, content, channel, next_contact_at, note, about, changes'
  const typed = `select null::uuid, null::timestamptz, null::uuid, null::text, null::text, null::text, null::text,
    null::timestamptz, null::jsonb, null::text, null::jsonb where false`
  const union = [typed, ...parts].map(part => `(${part})`).join(' union all ')
  return [
    `select ${columns} from (${union}) as s(${columns}) order by at desc, id desc limit ${query.limit}`,
    values,
  ]
}
