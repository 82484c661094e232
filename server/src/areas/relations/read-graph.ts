import type {
  GraphEdge,
  GraphNode,
  RelationGraphAnswer,
  RelationKind,
} from '@gonghai/shared/client/relation-api'
import { translator } from '@gonghai/shared/i18n'
import { objects } from '@gonghai/shared/objects'
import { can } from '../../access/context'
import { clearSql, ruleOf } from '../../access/masks'
import { scopeCondition } from '../../access/scope'
import type { Sql } from '../../db/database'
import type { EmployeeActor } from '../../kernel/actor'
import { openRow } from '../../records/detail'
import { objectNamed, Params } from '../../records/reader'
import { kindsById } from './kinds'

/** So many contacts of one customer are drawn; the others are in its list of contacts. */
const mostContacts = 60

interface Around {
  sql: Sql
  actor: EmployeeActor
  kinds: Map<string, RelationKind>
  nodes: Map<string, GraphNode>
  edges: GraphEdge[]
  /** Nodes that the reader may open: what is known of people around them is theirs to read. */
  open: Set<string>
}

interface RelationRow {
  id: string
  kind_id: string
  from_id: string
  to_id: string
  remark: string | null
}

/** Relations at one or other end of which one of these stands. */
async function relationsOf(
  at: Around,
  side: 'contact' | 'customer',
  ids: readonly string[],
): Promise<RelationRow[]> {
  return at.sql.query<RelationRow>(
    `select id, kind_id, from_${side}_id as from_id, to_${side}_id as to_id, remark from ${side}_relation
     where from_${side}_id = any($1::uuid[]) or to_${side}_id = any($1::uuid[]) order by created_at, id limit 300`,
    [ids],
  )
}

interface NodeRow {
  id: string
  name: string
  line: string | null
  customer_id: string | null
  customer: string | null
  visible: boolean
  /** The reader may open it, not only see its name in lists. */
  open: boolean
}

/** Puts contacts or customers among the nodes; names out of the reader's scope are hidden. */
async function addNodes(
  at: Around,
  side: 'contact' | 'customer',
  ids: readonly string[],
): Promise<NodeRow[]> {
  const wanted = ids.filter(id => !at.nodes.has(`${side}:${id}`))
  if (wanted.length === 0) return []
  const { values, bind } = new Params()
  const given = bind(wanted)
  const reach = (need: 'query' | 'view') => `(${scopeCondition(at.actor.access, side, need, bind, 't')})`
  const [listed, open] = [reach('query'), reach('view')]
  const rule = side === 'contact' ? ruleOf(at.actor.access, side, 'title') : undefined
  const clear = rule ? clearSql(rule, objects.contact, bind, 't') : 'true'
  const facts =
    side === 'contact'
      ? `case when (${clear}) then t.title end as line, t.customer_id, c.name as customer`
      : 't.number as line, null::uuid as customer_id, null as customer'
  const join = side === 'contact' ? 'left join customer c on c.id = t.customer_id' : ''
  const rows = await at.sql.query<NodeRow>(
    `select t.id, t.name, ${facts}, (${listed} or ${open}) as visible, ${open} as open from ${side} t ${join}
     where t.id = any(${given}::uuid[]) and t.deleted_at is null`,
    values,
  )
  for (const row of rows) {
    if (row.open) at.open.add(`${side}:${row.id}`)
    at.nodes.set(`${side}:${row.id}`, {
      id: `${side}:${row.id}`,
      kind: side,
      name: row.visible ? row.name : '',
      line: row.visible ? row.line : null,
      ...(row.visible ? {} : { hidden: true }),
    })
  }
  return rows
}

function addEdges(at: Around, side: 'contact' | 'customer', rows: readonly RelationRow[]): void {
  for (const row of rows) {
    const kind = at.kinds.get(row.kind_id)
    const [from, to] = [`${side}:${row.from_id}`, `${side}:${row.to_id}`]
    if (!kind || !at.nodes.has(from) || !at.nodes.has(to)) continue
    at.edges.push({
      id: row.id,
      from,
      to,
      label: kind.name,
      inverse: kind.inverse,
      kind: kind.key,
      mutual: kind.mutual,
      // Words about two belong to whoever may open one of them.
      remark: at.open.has(from) || at.open.has(to) ? row.remark : null,
    })
  }
}

interface PersonRow {
  id: string
  contact_id: string
  kind_id: string
  name: string
  hobbies: string | null
  birthday: string | null
  dates: string | null
  remark: string | null
}

/** People around contacts that the reader may open. */
async function addPersons(at: Around, contacts: readonly string[]): Promise<void> {
  const rows = await at.sql.query<PersonRow>(
    `select id, contact_id, kind_id, name, hobbies, birthday::text as birthday, dates, remark from related_person
     where contact_id = any($1::uuid[]) order by created_at, id limit 200`,
    [contacts.filter(id => at.open.has(`contact:${id}`))],
  )
  for (const { id, contact_id, kind_id, name, ...facts } of rows) {
    const kind = at.kinds.get(kind_id)
    const node = `person:${id}`
    at.nodes.set(node, {
      id: node,
      kind: 'person',
      name,
      line: kind?.name ?? null,
      person: { contact: contact_id, kindId: kind_id, ...facts },
    })
    at.edges.push({
      id,
      from: `contact:${contact_id}`,
      to: node,
      label: kind?.name ?? '',
      inverse: kind?.inverse ?? '',
      kind: kind?.key ?? null,
      mutual: true,
      remark: facts.remark,
    })
  }
}

/** Whose contact somebody is. */
function addMembership(at: Around, contact: string, customer: string, label: string): void {
  const [from, to] = [`customer:${customer}`, `contact:${contact}`]
  if (!at.nodes.has(from) || !at.nodes.has(to)) return
  at.edges.push({
    id: `${from}/${to}`,
    from,
    to,
    label,
    inverse: label,
    kind: 'member',
    mutual: true,
    remark: null,
  })
}

async function aroundCustomer(at: Around, id: string): Promise<number> {
  await addNodes(at, 'customer', [id])
  const contacts = await visibleContacts(at, id)
  const drawn = contacts.slice(0, mostContacts)
  await addNodes(at, 'contact', drawn)
  const member = translator(at.actor.locale)('relation.member')
  for (const contact of drawn) addMembership(at, contact, id, member)
  const relations = await relationsOf(at, 'contact', drawn)
  await addNodes(
    at,
    'contact',
    relations.flatMap(row => [row.from_id, row.to_id]),
  )
  addEdges(at, 'contact', relations)
  await addPersons(at, drawn)
  const companies = await relationsOf(at, 'customer', [id])
  await addNodes(
    at,
    'customer',
    companies.flatMap(row => [row.from_id, row.to_id]),
  )
  addEdges(at, 'customer', companies)
  return Math.max(0, contacts.length - mostContacts)
}

async function visibleContacts(at: Around, customer: string): Promise<string[]> {
  const { values, bind } = new Params()
  const scope = scopeCondition(at.actor.access, 'contact', 'query', bind, 't')
  const rows = await at.sql.query<{ id: string }>(
    `select t.id from contact t where t.customer_id = ${bind(customer)}::uuid and t.deleted_at is null and (${scope})
     order by t.created_at, t.id limit 500`,
    values,
  )
  return rows.map(row => row.id)
}

/** A contact, whom it is related to, and how those are related among each other. */
async function aroundContact(at: Around, id: string): Promise<number> {
  const [me] = await addNodes(at, 'contact', [id])
  const first = await relationsOf(at, 'contact', [id])
  const near = [...new Set([id, ...first.flatMap(row => [row.from_id, row.to_id])])]
  await addNodes(at, 'contact', near)
  const among = (await relationsOf(at, 'contact', near)).filter(
    row => near.includes(row.from_id) && near.includes(row.to_id),
  )
  addEdges(at, 'contact', among)
  await addPersons(at, [id])
  if (me?.customer_id) {
    await addNodes(at, 'customer', [me.customer_id])
    addMembership(at, id, me.customer_id, translator(at.actor.locale)('relation.member'))
  }
  return 0
}

/** GET /api/relations/:object/:id: who and what stands around a contact or a customer. @throws Refusal notFound | notPermitted */
export async function readGraph(
  sql: Sql,
  actor: EmployeeActor,
  name: 'contact' | 'customer',
  id: string,
): Promise<RelationGraphAnswer> {
  const row = await openRow(sql, actor, objectNamed(name), id)
  const at: Around = {
    sql,
    actor,
    kinds: await kindsById(sql, actor.locale),
    nodes: new Map(),
    edges: [],
    open: new Set(),
  }
  const more = await (name === 'customer' ? aroundCustomer : aroundContact)(at, row.id as string)
  return {
    centre: `${name}:${row.id}`,
    nodes: [...at.nodes.values()],
    edges: at.edges,
    more,
    may: row.can_edit && can(actor.access, { object: name, verb: 'update' }),
  }
}
