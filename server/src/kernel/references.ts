import type { Field, Fields, Need, ReferenceTarget } from '@gonghai/shared/objects'
import { findObject } from '@gonghai/shared/objects'
import { binCondition } from '../access/bin'
import { portalCondition } from '../access/portal'
import { scopeCondition } from '../access/scope'
import type { Tx } from '../db/database'
import { keepPlan } from '../db/kept-plans'
import { identifier, type Row, selectList, splitRecord, tableOf } from '../records/columns'
import type { Actor } from './actor'
import { refuse } from './errors'

/** One reference of an input: where it stands, and what it points to. */
interface Pointer {
  path: string
  target: ReferenceTarget
  id: string
  need: Need
  binned: boolean
}

/** A record named in the input, loaded and (for needs that lead to a write) locked. */
export interface Loaded {
  object: ReferenceTarget
  id: string
  row: Row
}

/** The records named in an input, by the path of the field that names them. */
export class LoadedRefs {
  readonly #byPath = new Map<string, Loaded>()

  add(path: string, loaded: Loaded): void {
    this.#byPath.set(path, loaded)
  }

  /** The record named by a required field. */
  get(path: string): Loaded {
    const loaded = this.#byPath.get(path)
    if (!loaded) throw new Error(`no reference was loaded for ${path}`)
    return loaded
  }

  find(path: string): Loaded | undefined {
    return this.#byPath.get(path)
  }
}

function pointersOf(fields: Fields, values: Record<string, unknown>, prefix = ''): Pointer[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name]
    return value === undefined || value === null ? [] : pointersOfField(field, value, prefix + name)
  })
}

function pointersOfField(field: Field, value: unknown, path: string): Pointer[] {
  const base = { path, need: field.need ?? 'query', binned: field.binned === true }
  if (field.kind === 'reference') return [{ ...base, target: field.target!, id: value as string }]
  if (field.kind === 'record') {
    const [object, id] = splitRecord(value as string)
    return [{ ...base, target: object as ReferenceTarget, id }]
  }
  if (field.kind === 'people') {
    const people = value as string[]
    return people.map((id, index) => ({
      ...base,
      path: `${path}.${index}`,
      target: 'employee',
      id,
      need: 'exists',
    }))
  }
  // The company's own files fields keep what others put there; the writer looks at what is new.
  if (field.kind === 'files' && field.custom) return []
  if (field.kind === 'tags') {
    const tags = value as string[]
    return tags.map((id, index) => ({ ...base, path: `${path}.${index}`, target: 'tag', id, need: 'exists' }))
  }
  if (field.kind === 'files') {
    const files = value as string[]
    return files.map((id, index) => ({ ...base, path: `${path}.${index}`, target: 'file', id }))
  }
  if (field.kind === 'lines') {
    const lines = value as Record<string, unknown>[]
    return lines.flatMap((line, index) => pointersOf(field.fields ?? {}, line, `${path}.${index}.`))
  }
  return []
}

/** Needs that end in a write: their rows are locked, in (object, id) order, so that calls never wait in a circle. */
const locking: ReadonlySet<Need> = new Set([
  'edit',
  'beyondTeam',
  'pooled',
  'pooledAdmin',
  'reviewed',
  'assigned',
  'mine',
  'portal',
])

/** Rows that are no declared objects: their table and what makes them usable. */
const plainTargets: Partial<Record<ReferenceTarget, { table: string; living: string }>> = {
  employee: { table: 'employee', living: 't.active' },
  department: { table: 'department', living: 'true' },
  // also those who have left
  person: { table: 'employee', living: 'true' },
  position: { table: 'position', living: 'true' },
  organisation: { table: 'organisation', living: 'true' },
  role: { table: 'role', living: 'true' },
  accessAddition: { table: 'access_addition', living: 'true' },
  accessRequest: { table: 'access_request', living: 'true' },
  directoryRun: { table: 'directory_run', living: 'true' },
  customField: { table: 'custom_field', living: 'true' },
  savedView: { table: 'saved_view', living: 'true' },
  duplicateRule: { table: 'duplicate_rule', living: 'true' },
  duplicateRequest: { table: 'duplicate_request', living: 'true' },
  approval: { table: 'approval', living: 'true' },
  extension: { table: 'extension_request', living: 'true' },
  poolReview: { table: 'pool_review', living: 'true' },
  file: { table: 'stored_file', living: 't.kept_until is null' },
  tag: { table: 'tag', living: 'true' },
  segment: { table: 'segment', living: 'true' },
  relationKind: { table: 'relation_kind', living: 'true' },
  portalUser: { table: 'portal_user', living: 'true' },
}

/** What the actor may reach: everything, what roles grant, or what is the customer's own. */
function scopeOf(
  actor: Actor,
  { target, need, binned }: Pick<Pointer, 'target' | 'need' | 'binned'>,
  bind: (value: unknown) => string,
): string {
  if (actor.kind === 'system') return 'true'
  if (actor.kind === 'customer') return portalCondition(actor, target, need, bind, 't')
  if (binned) return binCondition(actor.access, target, bind, 't')
  return scopeCondition(actor.access, target, need, bind, 't')
}

/** Loads the pointers of one target, need and bin by one statement; rows are locked in the order of their ids. */
async function load(tx: Tx, actor: Actor, pointers: readonly Pointer[]): Promise<Map<string, Row>> {
  const { target, need, binned } = pointers[0]!
  const ids = [...new Set(pointers.map(pointer => pointer.id))]
  const one = ids.length === 1
  const params: unknown[] = [one ? ids[0] : ids]
  const bind = (value: unknown) => `$${params.push(value)}`
  const object = findObject(target)
  const plain = plainTargets[target]
  const table = plain?.table ?? tableOf(object!).name
  const columns = object ? selectList(object, 't') : 't.*'
  const living = plain?.living ?? (binned ? 't.deleted_at is not null' : 't.deleted_at is null')
  const scope = scopeOf(actor, { target, need, binned }, bind)
  const lock = locking.has(need) ? 'for no key update of t' : ''
  const text = `select ${columns} from ${identifier(table)} t
    where t.id = ${one ? '$1::uuid' : 'any($1::uuid[])'} and ${living} and (${scope}) order by t.id ${lock}`
  const rows = await tx.query<Row>(one && object ? keepPlan(text) : text, params)
  return new Map(rows.map(row => [row.id as string, row]))
}

/**
 * Loads a group and, where a lock was asked for, what it missed once more: a statement that waited for somebody's commit
 * sees the row as it is now but the other tables as they were before, so the holding of whoever was faster is still unseen.
 */
async function loadGroup(tx: Tx, actor: Actor, group: readonly Pointer[]): Promise<Map<string, Row>> {
  const found = await load(tx, actor, group)
  const missed = group.filter(pointer => !found.has(pointer.id))
  if (missed.length === 0 || !locking.has(missed[0]!.need)) return found
  return new Map([...found, ...(await load(tx, actor, missed))])
}

/** Pointers that one statement can load, in the fixed order (target, need) in which they are locked. */
function groupsOf(pointers: readonly Pointer[]): Pointer[][] {
  const groups = new Map<string, Pointer[]>()
  for (const pointer of pointers) {
    const key = `${pointer.target} ${pointer.need} ${pointer.binned}`
    groups.set(key, [...(groups.get(key) ?? []), pointer])
  }
  return [...groups.keys()].sort().map(key => groups.get(key)!)
}

/** May the actor at least see it? Then "not permitted" tells more than "not found", and leaks nothing. */
async function visible(tx: Tx, actor: Actor, pointer: Pointer): Promise<boolean> {
  if (pointer.need === 'view' || pointer.need === 'query' || plainTargets[pointer.target]) return false
  return (await load(tx, actor, [{ ...pointer, need: 'view' }])).size > 0
}

/**
 * Loads every record that the input names: scope and lock in one statement each, so that nobody can lock or time
 * what they may not see (decision 4). @throws Refusal notFound | notPermitted with the field's path
 */
export async function loadReferences(
  tx: Tx,
  actor: Actor,
  fields: Fields,
  input: Record<string, unknown>,
): Promise<LoadedRefs> {
  const refs = new LoadedRefs()
  for (const group of groupsOf(pointersOf(fields, input))) {
    const rows = await loadGroup(tx, actor, group)
    for (const pointer of group) {
      const row = rows.get(pointer.id) ?? (await refuseMissing(tx, actor, pointer))
      refs.add(pointer.path, { object: pointer.target, id: pointer.id, row })
    }
  }
  return refs
}

async function refuseMissing(tx: Tx, actor: Actor, pointer: Pointer): Promise<never> {
  const code = (await visible(tx, actor, pointer)) ? 'notPermitted' : 'notFound'
  return refuse(code, {}, [{ path: pointer.path, rule: 'missingRecord' }])
}
