import type { Field, ObjectDeclaration, ObjectName } from '@gonghai/shared/objects'
import { findObject, objectList } from '@gonghai/shared/objects'
import type { Tx } from '../db/database'
import { identifier, type Row, splitRecord, tableOf } from '../records/columns'
import { refuse } from './errors'

/** A record that went into the bin, or came out of it, with another. */
export interface Follower {
  object: ObjectName
  id: string
}

interface Binning {
  at: Date
  by: string | null
}

/** The field by which records of an object belong to another record. */
const belonging = (object: ObjectDeclaration) => object.goesWith ?? object.parent

function pointsAt(field: Field | undefined, name: ObjectName): boolean {
  return field?.kind === 'record' ? field.targets?.includes(name) === true : field?.target === name
}

/** A table whose rows belong to records of an object, by the columns that say to which: id, and kind where it can be several. */
interface Belonging {
  child: ObjectDeclaration
  id: string
  kind?: string
}

/** Everything that can belong to records of an object. */
export function belongingTo(name: ObjectName): Belonging[] {
  return objectList.flatMap(child => {
    const field = belonging(child)
    if (!field || !pointsAt(child.fields[field], name)) return []
    const parts = tableOf(child)
      .byField.get(field)!
      .parts.map(part => identifier(part.name))
    return [{ child, id: parts.at(-1)!, ...(parts.length > 1 ? { kind: parts[0]! } : {}) }]
  })
}

/** Everything that belongs to these records and lives, put into the bin by one statement per kind. */
async function binChildren(
  tx: Tx,
  root: Follower,
  parents: { object: ObjectName; ids: string[] },
  { at, by }: Binning,
): Promise<Follower[]> {
  const found: Follower[] = []
  for (const { child, id, kind } of belongingTo(parents.object)) {
    const rows = await tx.query<{ id: string }>(
      `with gone as (
         update ${identifier(tableOf(child).name)} set deleted_at = $3::timestamptz, deleted_by = $4::uuid,
           version = version + 1
         where ${id} = any($1::uuid[]) and ${kind ? `${kind} = $2` : '$2::text is not null'} and deleted_at is null returning id
       ), kept as (
         insert into recycle_bin (object, record_id, deleted_at, deleted_by, with_object, with_id)
         select $5, id, $3::timestamptz, $4::uuid, $6, $7::uuid from gone returning record_id
       ) select g.id from gone g join kept k on k.record_id = g.id order by g.id`,
      [parents.ids, parents.object, at, by, child.name, root.object, root.id],
    )
    if (rows.length === 0) continue
    const ids = rows.map(row => row.id)
    found.push(...ids.map(id => ({ object: child.name, id })))
    found.push(...(await binChildren(tx, root, { object: child.name, ids }, { at, by })))
  }
  return found
}

/** Notes that a record lies in the bin, and puts everything that belongs to it there too. @returns what went with it */
export async function enterBin(tx: Tx, root: Follower, binning: Binning): Promise<Follower[]> {
  await tx.query(
    `insert into recycle_bin (object, record_id, deleted_at, deleted_by) values ($1, $2::uuid, $3::timestamptz, $4::uuid)
     on conflict (object, record_id) do update set deleted_at = excluded.deleted_at, deleted_by = excluded.deleted_by,
       with_object = null, with_id = null`,
    [root.object, root.id, binning.at, binning.by],
  )
  return binChildren(tx, root, { object: root.object, ids: [root.id] }, binning)
}

/** Takes a record's entry out of the bin, and out with it what went there together. @returns what came back with it */
export async function leaveBin(tx: Tx, root: Follower): Promise<Follower[]> {
  const rows = await tx.query<{ object: ObjectName; record_id: string }>(
    `delete from recycle_bin where (object = $1 and record_id = $2::uuid) or (with_object = $1 and with_id = $2::uuid)
     returning object, record_id`,
    [root.object, root.id],
  )
  const back = rows
    .filter(row => row.record_id !== root.id)
    .map(row => ({ object: row.object, id: row.record_id }))
  for (const object of new Set(back.map(one => one.object))) {
    const ids = back.filter(one => one.object === object).map(one => one.id)
    await tx.query(
      `update ${identifier(tableOf(findObject(object)!).name)} set deleted_at = null, deleted_by = null,
         version = version + 1 where id = any($1::uuid[])`,
      [ids],
    )
  }
  return back
}

/** The records without which this one means nothing: what it belongs to, and what it must point to. */
function carriers(object: ObjectDeclaration, row: Row): Follower[] {
  return Object.entries(object.fields).flatMap(([name, field]) => {
    const value = tableOf(object).byField.get(name)?.decode(row)
    if (typeof value !== 'string') return []
    const binding = name === belonging(object) || (field.required && field.kind === 'reference')
    if (!binding) return []
    const [target, id] = field.kind === 'record' ? splitRecord(value) : [field.target!, value]
    return findObject(target) ? [{ object: target as ObjectName, id }] : []
  })
}

/**
 * Nothing comes back to a record that lies in the bin itself; it is held until this call ends, so that it can't go there
 * meanwhile. @throws Refusal ownerBinned
 */
export async function demandCarriers(tx: Tx, object: ObjectDeclaration, row: Row): Promise<void> {
  for (const carrier of carriers(object, row)) {
    const declaration = findObject(carrier.object)!
    const title = identifier(tableOf(declaration).byField.get(declaration.title)!.parts[0]!.name)
    const [found] = await tx.query<{ title: string; gone: boolean }>(
      `select left(${title}, 100) as title, deleted_at is not null as gone
       from ${identifier(tableOf(declaration).name)} where id = $1::uuid for share`,
      [carrier.id],
    )
    if (found?.gone) refuse('ownerBinned', { record: found.title })
  }
}
