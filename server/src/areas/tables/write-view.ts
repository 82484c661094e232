import { listPrefer, savedViewCreate, savedViewRemove, savedViewUpdate } from '@gonghai/shared/actions/tables'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { v7 as uuid } from 'uuid'
import { can } from '../../access/context'
import type { EmployeeActor } from '../../kernel/actor'
import { type Ctx, handle, type Json } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import type { Row } from '../../records/columns'
import { tableOf } from '../../records/columns'
import { parseListQuery } from '../../records/list/query'

/** Views that one person may keep for one object. */
const maxViews = 50

interface ViewInput {
  filter?: string | null
  sort?: string | null
  tab?: string | null
  columns?: Record<string, unknown>[] | null
}

/** Views belong to people. @throws Refusal notPermitted for jobs and customers */
function person(ctx: Ctx): EmployeeActor {
  return ctx.actor.kind === 'employee' ? ctx.actor : ctx.refuse('notPermitted')
}

function objectOf(actor: EmployeeActor, name: string): ObjectDeclaration {
  if (!can(actor.access, { object: name as ObjectDeclaration['name'], verb: 'query' })) refuse('notPermitted')
  return actor.access.catalogue.find(name) ?? refuse('notFound')
}

function parsedFilter(text: string | null | undefined): unknown {
  if (!text) return null
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON is as wrong as a wrong tree, and is told by the same path.
    return refuse('invalidInput', {}, [{ path: 'filter', rule: 'format' }])
  }
}

/** What a view remembers, checked like the list query that it will be. Undefined = not mentioned. */
function settled(object: ObjectDeclaration, input: ViewInput) {
  const filter = input.filter === undefined ? undefined : parsedFilter(input.filter)
  parseListQuery(object, {
    ...(filter ? { filter } : {}),
    ...(input.sort ? { sort: input.sort } : {}),
    ...(input.tab ? { tab: input.tab } : {}),
  })
  const names = input.columns?.map(line => String(line.field))
  const table = tableOf(object)
  const unknown = names?.findIndex(name => !table.byField.has(name)) ?? -1
  if (unknown >= 0) refuse('invalidInput', {}, [{ path: `columns.${unknown}.field`, rule: 'option' }])
  const columns = input.columns === undefined ? undefined : names?.length ? names : null
  return { filter, sort: input.sort, tab: input.tab, columns }
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

/** Sharing shows a view to everybody who lists the object. @throws Refusal notPermitted */
function demandSharing(actor: EmployeeActor, shared: boolean | null | undefined): void {
  if (shared && !can(actor.access, { object: 'savedView', verb: 'share' })) {
    refuse('notPermitted', {}, [{ path: 'shared', rule: 'option' }])
  }
}

/** Keeps what a list shows now under a name. */
export const createView = handle(savedViewCreate, async (ctx, input) => {
  const actor = person(ctx)
  const object = objectOf(actor, input.object)
  demandSharing(actor, input.shared)
  const view = settled(object, input)
  await ctx.tx.query('select pg_advisory_xact_lock(hashtext($1))::text as locked', [
    `views:${actor.employeeId}`,
  ])
  const [mine] = await ctx.tx.query<{ count: number; taken: boolean }>(
    `select count(*)::int as count, coalesce(bool_or(name = $3), false) as taken from saved_view
     where object = $1 and owner_id = $2::uuid`,
    [object.name, actor.employeeId, input.name],
  )
  if (mine!.taken) refuse('invalidInput', {}, [{ path: 'name', rule: 'duplicate' }])
  if (mine!.count >= maxViews) ctx.refuse('tooManyViews', { max: maxViews })
  const id = uuid()
  await ctx.tx.query(
    `insert into saved_view (id, object, name, owner_id, shared, filter, sort, tab, columns, position, created_at, updated_at)
     values ($1::uuid, $2, $3, $4::uuid, $5::boolean, $6::jsonb, $7, $8, $9::jsonb, $10::int, $11::timestamptz, $11::timestamptz)`,
    [
      id,
      object.name,
      input.name,
      actor.employeeId,
      input.shared === true,
      json(view.filter),
      view.sort ?? null,
      view.tab ?? null,
      json(view.columns),
      mine!.count + 1,
      ctx.now,
    ],
  )
  ctx.trace('savedView', id, { name: [null, input.name], shared: [null, input.shared === true] })
  return { result: { id }, say: { name: input.name } }
})

/** Its owner, or whoever sets views up. @throws Refusal notPermitted */
function demandMine(actor: EmployeeActor, row: Row): void {
  if (row.owner_id === actor.employeeId) return
  if (!can(actor.access, { object: 'savedView', verb: 'configure' })) refuse('notPermitted')
}

/** Changes what a view remembers, its name, or who sees it. */
export const updateView = handle(savedViewUpdate, async (ctx, input) => {
  const actor = person(ctx)
  const { id, row } = ctx.refs.get('view')
  demandMine(actor, row)
  demandSharing(actor, input.shared)
  const object = objectOf(actor, String(row.object))
  const view = settled(object, input)
  const kept = <T>(value: T | undefined, name: string) => (value === undefined ? row[name] : value)
  const after = {
    name: kept(input.name || undefined, 'name'),
    shared: kept(input.shared ?? undefined, 'shared'),
    filter: kept(view.filter, 'filter'),
    sort: kept(view.sort, 'sort'),
    tab: kept(view.tab, 'tab'),
    columns: kept(view.columns, 'columns'),
  }
  await ctx.tx.query(
    `update saved_view set name = $2, shared = $3::boolean, filter = $4::jsonb, sort = $5, tab = $6, columns = $7::jsonb,
       version = version + 1, updated_at = $8::timestamptz where id = $1::uuid`,
    [id, after.name, after.shared, json(after.filter), after.sort, after.tab, json(after.columns), ctx.now],
  )
  const changes = Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(row[name]))
    .map(([name, value]): [string, [Json, Json]] => [name, [row[name] as Json, value as Json]])
  ctx.trace('savedView', id, Object.fromEntries(changes))
  return { result: { id }, say: { name: String(after.name) } }
})

/** Takes a view away; lists that opened with it open as they did before. */
export const removeView = handle(savedViewRemove, async ctx => {
  const { id, row } = ctx.refs.get('view')
  demandMine(person(ctx), row)
  await ctx.tx.query('update list_preference set view_id = null where view_id = $1::uuid', [id])
  await ctx.tx.query('delete from saved_view where id = $1::uuid', [id])
  ctx.trace('savedView', id, { name: [String(row.name), null] })
  return { result: { id }, say: { name: String(row.name) } }
})

/** Remembers columns and first view of a list for this person, on all devices. */
export const preferList = handle(listPrefer, async (ctx, input) => {
  const actor = person(ctx)
  const object = objectOf(actor, input.object)
  const { columns } = settled(object, { columns: input.columns ?? null })
  const view = ctx.refs.find('view')
  if (view && view.row.object !== object.name) refuse('invalidInput', {}, [{ path: 'view', rule: 'option' }])
  await ctx.tx.query(
    `insert into list_preference (employee_id, object, columns, view_id, updated_at)
     values ($1::uuid, $2, $3::jsonb, $4::uuid, $5::timestamptz)
     on conflict (employee_id, object) do update set columns = $3::jsonb, view_id = $4::uuid, updated_at = $5::timestamptz`,
    [actor.employeeId, object.name, json(columns), view?.id ?? null, ctx.now],
  )
  return { result: {} }
})
